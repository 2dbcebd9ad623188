"""Who comes: oneself, somebody else, two people in a row, a business."""

import pytest
from django.test import Client

from officine.bookings.models import Booking
from officine.people.models import Business, Person
from tests import cast
from tests.cast import MONDAY, rome
from tests.website.booking import steps
from tests.website.booking.steps import confirm, hold

pytestmark = pytest.mark.django_db


def test_a_known_address_under_another_name_asks_who_comes_and_renames_nobody(client, centre):
    mother = cast.person()
    hold(client)
    steps.details(client)
    steps.applicant(client, given_name="Bruno")
    assert steps.code(client).url == "/prenota/richiedente/"
    page = client.get("/prenota/richiedente/").content.decode()
    assert "Prenoti per Alice Rossi o per Bruno Rossi?" in page
    assert 'value="Bruno"' in page
    mother.refresh_from_db()
    assert mother.given_name == "Alice"


def test_booking_for_somebody_without_email_counts_the_one_who_comes(client, centre):
    booking = steps.newcomer_books(
        client, who="other", other_given_name="Ada", other_family_name="Neri", other_consent="on"
    )
    assert (booking.person.full_name, booking.person.email) == ("Ada Neri", "")
    assert booking.booked_by.email == "alice@example.org"


def test_somebody_helped_before_is_one_click(client, centre):
    steps.newcomer_books(client, who="other", other_given_name="Ada", other_family_name="Neri", other_consent="on")
    ada = Person.objects.get(given_name="Ada")
    hold(client, "coworking", rome(MONDAY, 14), minutes=60)
    assert client.post("/prenota/richiedente/", {"who": f"person:{ada.pk}"}).url == "/prenota/verifica/"
    assert steps.booking_at(confirm(client).url).person == ada


def test_nobody_books_for_a_stranger_by_their_number(client, centre):
    stranger = cast.person("charlie@example.org")
    steps.sign_in(client, cast.person())
    hold(client, "coworking", minutes=60)
    answer = client.post("/prenota/richiedente/", {"who": f"person:{stranger.pk}"})
    assert "who" in answer.context["form"].errors


def test_two_people_get_two_appointments_in_a_row(client, centre):
    hold(client)
    steps.details(client, for_two="on")
    names = {"other_given_name": "Ada", "other_family_name": "Neri", "other_consent": "on"}
    names |= {"second": "other", "second_given_name": "Ugo", "second_family_name": "Neri", "second_consent": "on"}
    steps.applicant(client, who="other", **names)
    steps.code(client)
    page = client.get("/prenota/verifica/").content.decode()
    assert "Ada Neri e poi Ugo Neri" in page
    first = steps.booking_at(confirm(client).url)
    second = Booking.objects.get(hold_seat=2)
    assert (first.person.given_name, second.person.given_name) == ("Ada", "Ugo")
    assert (second.status, second.starts_at) == ("confirmed", first.blocked_until)
    assert f"/prenotazioni/{second.code}/" in client.get(f"/prenotazioni/{first.code}/").content.decode()


def test_no_place_for_the_second_is_said_beside_the_tick_with_times_for_both(client, centre):
    hold(Client(), starts_at=rome(MONDAY, 9, 45))
    hold(client)
    answer = steps.details(client, for_two="on", private_talk="on")
    assert "non c'è posto per una seconda persona" in answer.context["form"].errors["for_two"][0]
    pair = answer.context["pairs"][0]
    assert pair.words == "lunedì 23 novembre, 10:30–11:15"
    hold(client, starts_at=rome(MONDAY, 10, 30), ends_at=pair.ends_at, for_two="1")
    assert Booking.objects.filter(status="held", hold_seat=2).count() == 1
    assert client.get("/prenota/dettagli/").context["form"]["private_talk"].value() is True


def test_without_the_tick_the_second_place_is_free_again(client, centre):
    hold(client)
    steps.details(client, for_two="on")
    steps.details(client)
    assert list(Booking.objects.filter(hold_seat=2).values_list("status", flat=True)) == ["expired"]


@pytest.mark.parametrize(
    ("kind", "number", "kept"),
    [
        ("company", {"vat_number": "IT 00743110157"}, ("00743110157", "")),
        ("not_yet", {}, ("", "")),
        ("association", {"tax_code": "80054330586"}, ("", "80054330586")),
    ],
)
def test_a_business_books_with_the_number_it_has(client, centre, kind, number, kept):
    hold(client, "bandi")
    steps.details(client)
    steps.applicant(client, who="business", business_name="Forno Rossi", business_kind=kind, **number)
    steps.code(client)
    booking = steps.booking_at(confirm(client).url)
    assert (booking.business.name, booking.business.kind) == ("Forno Rossi", kind)
    assert (booking.business.vat_number, booking.business.tax_code) == kept


def test_a_wrong_vat_number_is_refused_beside_its_field(client, centre):
    hold(client, "bandi")
    answer = steps.applicant(
        client, who="business", business_name="Forno", business_kind="company", vat_number="00743110158"
    )
    assert list(answer.context["form"].errors) == ["vat_number"]
    assert not Business.objects.exists()
