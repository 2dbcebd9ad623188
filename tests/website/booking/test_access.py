"""Signing in and out, one's own area, and leaving."""

import json

import pytest
from django.test import Client

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.models import Booking
from officine.people.models import Account, Person, SignInCode
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.same_page import bare
from tests.website.booking import steps
from tests.website.booking.steps import newest_code

pytestmark = pytest.mark.django_db


def ask(client, email="alice@example.org"):
    return client.post("/accesso/", {"email": email})


def enter(client, email="alice@example.org"):
    return client.post("/accesso/codice/", {"code": newest_code(email)})


def test_signing_in_leads_to_ones_bookings_under_a_new_session_key(client, centre):
    cast.person()
    assert ask(client).url == "/accesso/codice/"
    before = client.session.session_key
    answer = client.get(enter(client).url)
    assert answer.status_code == 200
    assert answer.context["person"].given_name == "Alice"
    assert client.session.session_key != before


def test_known_and_unknown_addresses_get_the_same_bytes(centre):
    cast.person()
    pages = []
    for email in ("alice@example.org", "adele@example.org"):
        browser = Client()
        ask(browser, email)
        page = browser.get("/accesso/codice/")
        page.content = page.content.replace(email.encode(), b"")
        pages.append(bare(page))
        wrong = browser.post("/accesso/codice/", {"code": "000000"})
        wrong.content = wrong.content.replace(email.encode(), b"")
        pages.append(bare(wrong))
    assert pages[:2] == pages[2:]


def test_the_first_time_is_the_registration(client, centre):
    ask(client, "nina@example.org")
    assert client.get(enter(client, "nina@example.org").url, follow=False).status_code == 200
    answer = client.post("/accesso/dati/", {"given_name": "Nina"})
    assert set(answer.context["form"].errors) == {"family_name", "privacy"}
    client.post("/accesso/dati/", {"given_name": "Nina", "family_name": "Sole", "privacy": "on"})
    assert Person.objects.get(email="nina@example.org").full_name == "Nina Sole"


def test_the_page_one_wanted_comes_after_signing_in(client, centre):
    cast.person()
    assert client.get("/profilo/").url == "/accesso/"
    ask(client)
    assert enter(client).url == "/profilo/"


def test_a_booking_under_way_survives_signing_in(client, centre):
    cast.person()
    steps.hold(client, "coworking", minutes=60)
    ask(client)
    assert enter(client).url == "/prenota/verifica/"
    assert steps.booking_at(steps.confirm(client).url).person.given_name == "Alice"


def test_nothing_personal_stands_in_an_address(client, centre):
    assert "@" not in ask(client).url


def test_another_code_can_be_asked_for_but_not_without_end(client, centre):
    ask(client)
    for _ in range(9):
        assert client.post("/accesso/codice/nuovo/").url == "/accesso/codice/"
    assert SignInCode.objects.count() == 3


def test_one_network_cannot_have_codes_sent_to_a_whole_list_of_addresses(centre):
    answers = {ask(Client(), f"stranger-{number}@example.org").url for number in range(65)}
    assert answers == {"/accesso/codice/"}
    assert SignInCode.objects.count() == 60
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    ask(elsewhere)
    assert SignInCode.objects.count() == 61


def test_one_network_cannot_guess_its_way_through_a_list_of_addresses(centre):
    for number in range(60):
        guesser = Client()
        ask(guesser, f"stranger-{number % 20}@example.org")
        guesser.post("/accesso/codice/", {"code": "000000"})
    ask(elsewhere := Client(REMOTE_ADDR="192.0.2.9"))
    right = {"code": newest_code("alice@example.org")}
    here = Client()
    session = here.session
    session["sign_in_email"] = "alice@example.org"
    session.save()
    assert here.post("/accesso/codice/", right).status_code == 200
    assert elsewhere.post("/accesso/codice/", right).status_code == 302


def test_a_closed_access_does_not_let_in(client, centre):
    cast.person()
    Account.objects.update(is_active=False)
    ask(client)
    assert "code" in enter(client).context["form"].errors


def test_signing_out_gives_a_held_place_back_and_looking_does_not_sign_out(client, centre):
    steps.sign_in(client, cast.person())
    steps.hold(client)
    assert client.get("/uscita/").status_code == 405
    assert client.post("/uscita/").url == "/"
    assert Booking.objects.get().status == "expired"
    assert client.get("/prenotazioni/").url == "/accesso/"


def test_ones_own_data_are_corrected(client, centre):
    alice = cast.person()
    steps.sign_in(client, alice)
    wrong = client.post("/profilo/", {"given_name": "Ada", "family_name": "http://x.it", "language": "it"})
    assert set(wrong.context["form"].errors) == {"family_name"}
    client.post("/profilo/", {"given_name": "Ada", "family_name": "Neri", "phone": "0766 96010", "language": "en"})
    alice.refresh_from_db()
    assert (alice.full_name, alice.phone, alice.language) == ("Ada Neri", "0766 96010", "en")


def test_the_address_of_the_calendar_is_shown_once_and_can_be_closed(client, centre):
    alice = cast.person()
    steps.sign_in(client, alice)
    booking = book(centre, alice)
    client.post("/profilo/calendario/")
    address = client.get("/profilo/").context["feed"]
    assert client.get("/profilo/").context["feed"] == ""
    calendar = Client().get(address)
    assert booking.spoken_code.encode() in calendar.content
    assert b"SPID" not in calendar.content
    client.post("/profilo/calendario/", {"close": "1"})
    assert Client().get(address).status_code == 404


def test_a_person_is_let_go_when_nothing_is_to_come(client, centre):
    booking = steps.newcomer_books(
        client, who="other", other_given_name="Ada", other_family_name="Neri", other_consent="on"
    )
    address = f"/profilo/persone/{booking.person.pk}/rimozione/"
    client.post(address)
    assert Person.objects.get(pk=booking.person.pk).given_name == "Ada"
    actions.cancel_by_town(booking, by=None, at=NOW, reason="closed")
    client.post(address)
    assert Person.objects.get(pk=booking.person.pk).given_name == ""


def test_all_data_come_as_a_file(client, centre):
    alice = cast.person()
    steps.sign_in(client, alice)
    booking = book(centre, alice)
    data = json.loads(client.get("/profilo/dati/").content)
    assert data["account"]["email"] == "alice@example.org"
    assert [each["code"] for each in data["bookings"]] == [booking.code]


def test_deleting_everything_takes_a_second_click_and_cancels_what_is_to_come(client, centre):
    alice = cast.person()
    steps.sign_in(client, alice)
    booking = book(centre, alice)
    assert "Hai 1 prenotazione in arrivo" in client.get("/profilo/cancellazione/").content.decode()
    assert Account.objects.count() == 1
    assert client.post("/profilo/cancellazione/").url == "/"
    booking.refresh_from_db()
    alice.refresh_from_db()
    assert (booking.status, alice.full_name, Account.objects.count()) == ("cancelled_by_person", "", 0)
    assert client.get("/prenotazioni/").url == "/accesso/"


@pytest.mark.parametrize(
    "address", ["/accesso/", "/gestisci/", "/prenotazioni/", "/profilo/", "/profilo/cancellazione/", "/profilo/dati/"]
)
def test_pages_that_depend_on_who_looks_are_kept_nowhere(client, centre, address):
    assert "no-store" in client.get(address)["Cache-Control"]
    steps.sign_in(client, cast.person())
    assert "no-store" in client.get(address)["Cache-Control"]


def book(centre, person):
    wish = Wish(centre.services.get(slug="spid"), rome(MONDAY, 12))
    return actions.book(wish, person=person, by=cast.account_of(person), channel="web", at=NOW)
