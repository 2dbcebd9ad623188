"""One's own bookings: seeing, cancelling, moving, repeating; and nobody else's."""

from datetime import timedelta

import pytest
from django.test import Client

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.models import Booking, Rating
from officine.notices.links import manage_token
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.same_page import bare
from tests.website.booking import steps

pytestmark = pytest.mark.django_db
THURSDAY = MONDAY + timedelta(days=3)


@pytest.fixture
def alice(centre):
    return cast.person()


@pytest.fixture
def booking(centre, alice):
    return book(centre, alice)


@pytest.fixture
def signed_in(client, alice):
    steps.sign_in(client, alice)
    return client


def book(centre, person, service="spid", on=THURSDAY, hour=9, **wish):
    wish = Wish(centre.services.get(slug=service), rome(on, hour), **wish)
    return actions.book(wish, person=person, by=cast.account_of(person), channel="web", at=NOW)


def page_of(client, booking, part=""):
    return f"/prenotazioni/{booking.code}/{part}"


def test_the_next_one_comes_first_and_past_ones_are_folded(signed_in, centre, alice, clock):
    late = book(centre, alice, "coworking", hour=14, minutes=60)
    early = book(centre, alice, "coworking", on=MONDAY, hour=14, minutes=60)
    actions.cancel(book(centre, alice), by=None, at=NOW)
    shown = signed_in.get("/prenotazioni/").context
    assert (shown["next"], shown["others"], len(shown["past"])) == (early, [late], 1)


def test_my_bookings_say_how_many_hours_are_left(signed_in, centre, alice):
    book(centre, alice, "coworking", hour=9, minutes=360)
    assert "Hai prenotato 6 di 20 ore in 7 giorni." in signed_in.get("/prenotazioni/").content.decode()


def test_without_bookings_the_page_says_what_one_can_do(signed_in):
    assert "Per ora nessuna prenotazione" in signed_in.get("/prenotazioni/").content.decode()


def test_my_bookings_ask_as_many_queries_for_three_as_for_one(
    signed_in, centre, alice, django_assert_max_num_queries, django_assert_num_queries
):
    book(centre, alice, "coworking", on=MONDAY, hour=9, minutes=60)
    signed_in.get("/prenotazioni/")
    with django_assert_max_num_queries(25) as once:
        signed_in.get("/prenotazioni/")
    for hour in (11, 14):
        book(centre, alice, "coworking", hour=hour, minutes=60)
    with django_assert_num_queries(len(once)):
        signed_in.get("/prenotazioni/")


def test_a_strangers_booking_answers_like_a_missing_one(client, centre, booking):
    steps.sign_in(client, cast.person("charlie@example.org"))
    for part in ("", "annullamento/", "spostamento/", "calendario.ics", "valutazione/"):
        stranger = client.get(page_of(client, booking, part))
        missing = client.get(f"/prenotazioni/ABCDEFGH/{part}")
        assert bare(stranger) == bare(missing)
        assert stranger.status_code == 404


def test_a_place_only_held_is_no_booking_yet(client, centre):
    steps.hold(client)
    assert client.get(page_of(client, Booking.objects.get())).status_code == 404


def test_looking_at_the_page_to_cancel_changes_nothing_and_the_button_does(signed_in, booking):
    assert "Sì, annulla" in signed_in.get(page_of(signed_in, booking, "annullamento/")).content.decode()
    booking.refresh_from_db()
    assert booking.status == "confirmed"
    answers = [signed_in.post(page_of(signed_in, booking, "annullamento/")) for _ in range(2)]
    booking.refresh_from_db()
    assert {answer.url for answer in answers} == {page_of(signed_in, booking)}
    assert (booking.status, booking.events.count()) == ("cancelled_by_person", 2)
    page = signed_in.get(page_of(signed_in, booking)).content.decode()
    assert "Prenotazione annullata" in page


def test_after_the_deadline_the_page_says_to_call_instead(signed_in, booking, clock):
    clock.move_to(rome(THURSDAY, 8))
    page = signed_in.get(page_of(signed_in, booking, "annullamento/")).content.decode()
    assert "È tardi per cambiarla qui" in page
    signed_in.post(page_of(signed_in, booking, "annullamento/"))
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_moving_keeps_the_code_and_the_desk(signed_in, centre, alice):
    desk = centre.resources.filter(kind="desk").last()
    booking = book(centre, alice, "coworking", minutes=60, resource=desk)
    answer = signed_in.post(
        page_of(signed_in, booking, "spostamento/"), {"starts_at": rome(MONDAY, 14).isoformat(), "minutes": 60}
    )
    booking.refresh_from_db()
    assert answer.url == page_of(signed_in, booking)
    assert (booking.starts_at, booking.resource) == (rome(MONDAY, 14), desk)
    assert "prima era giovedì 26 novembre alle 9:00" in signed_in.get(answer.url).content.decode()


def test_where_the_desk_is_taken_at_the_new_time_another_one_will_do(signed_in, centre, alice):
    desk = centre.resources.filter(kind="desk").first()
    book(centre, cast.person("bob@example.org"), "coworking", on=MONDAY, hour=14, minutes=60, resource=desk)
    booking = book(centre, alice, "coworking", minutes=60, resource=desk)
    signed_in.post(page_of(signed_in, booking, "spostamento/"), {"starts_at": rome(MONDAY, 14).isoformat()})
    booking.refresh_from_db()
    assert booking.starts_at == rome(MONDAY, 14)
    assert booking.resource != desk


def test_the_page_to_move_shows_the_first_times_and_those_of_a_day(signed_in, booking):
    shown = signed_in.get(page_of(signed_in, booking, "spostamento/")).context
    assert shown["nearest"][0].words == "lunedì 23 novembre, 9:00–9:45"
    day = signed_in.get(page_of(signed_in, booking, "spostamento/?giorno=2026-11-24")).context
    assert day["times"][0][1] == "9:00"


def test_the_time_it_has_is_not_offered_as_a_move(signed_in, centre, alice):
    booking = book(centre, alice, on=MONDAY)
    page = page_of(signed_in, booking, "spostamento/")
    shown, day = signed_in.get(page).context, signed_in.get(f"{page}?giorno={MONDAY}").context
    assert "9:00–9:45" not in shown["nearest"][0].words
    assert len(shown["nearest"]) == 3
    assert "9:00" not in [words for _value, words in day["times"]]


def test_a_time_taken_meanwhile_is_said_and_the_booking_stays(signed_in, centre, booking):
    book(centre, cast.person("bob@example.org"), on=MONDAY)
    answer = signed_in.post(
        page_of(signed_in, booking, "spostamento/"), {"starts_at": rome(MONDAY, 9).isoformat(), "minutes": 45}
    )
    assert answer.status_code == 409
    assert answer.context["refusal"].startswith("Questo posto è appena stato preso")
    booking.refresh_from_db()
    assert booking.starts_at == rome(THURSDAY, 9)


def test_the_same_again_holds_the_same_desk_a_week_later(signed_in, centre, alice):
    desk = centre.resources.filter(kind="desk").last()
    booking = book(centre, alice, "coworking", minutes=120, resource=desk)
    assert signed_in.post(page_of(signed_in, booking, "ripetizione/")).url == "/prenota/verifica/"
    held = Booking.objects.get(status="held")
    assert (held.starts_at, held.resource) == (booking.starts_at + timedelta(days=7), desk)


def test_the_calendar_file_never_names_the_need(signed_in, booking):
    answer = signed_in.get(page_of(signed_in, booking, "calendario.ics"))
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"SPID" not in answer.content
    assert booking.spoken_code.encode() in answer.content


def test_the_link_of_a_mail_opens_this_booking_only_and_leaves_no_token_in_the_address(client, centre, alice, booking):
    other = book(centre, alice, "coworking", hour=14, minutes=60)
    answer = client.get(f"/g/{manage_token(booking)}/")
    assert answer.url == page_of(client, booking)
    assert client.get(answer.url).status_code == 200
    assert client.get(page_of(client, other)).status_code == 404
    client.post(page_of(client, booking, "annullamento/"))
    booking.refresh_from_db()
    assert booking.status == "cancelled_by_person"


def test_a_forged_link_leads_to_code_and_email(client, centre, booking):
    assert client.get(f"/g/{booking.code}.forged/").url == "/gestisci/"


@pytest.mark.parametrize("email", ["alice@example.org", " Alice@Example.org "])
def test_code_and_email_open_the_booking_however_they_are_typed(client, booking, email):
    answer = client.post("/gestisci/", {"code": booking.spoken_code.lower(), "email": email})
    assert answer.url == page_of(client, booking)
    assert client.get(answer.url).status_code == 200


def test_a_wrong_code_and_a_wrong_email_get_the_same_answer(centre, booking):
    wrong = [("ABCDEFGH", "alice@example.org"), (booking.code, "charlie@example.org")]
    answers = [Client().post("/gestisci/", {"code": code, "email": email}) for code, email in wrong]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].context["form"].errors == answers[1].context["form"].errors


def test_guessing_ends_after_five_tries_even_with_the_right_email(client, booking):
    for number in range(5):
        client.post("/gestisci/", {"code": booking.code, "email": f"guess{number}@example.org"})
    answer = Client().post("/gestisci/", {"code": booking.code, "email": "alice@example.org"})
    assert answer.status_code == 429


def test_few_stars_are_asked_what_was_hard_and_many_what_was_good(signed_in, booking):
    for stars, words in ((3, "maggiori difficoltà"), (4, "aspetti che hai preferito")):
        answer = signed_in.post(page_of(signed_in, booking, "valutazione/"), {"stars": stars})
        assert words in signed_in.get(answer.url).content.decode()
    signed_in.post(answer.url, {"answer": "clear", "text": "Bene"})
    rating = Rating.objects.get()
    assert (rating.stars, rating.answer, rating.text) == (4, "clear", "Bene")
