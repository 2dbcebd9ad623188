"""What is offered while one books for somebody: times, lengths, what they have already, who they may be."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from officine.bookings.actions import Wish, book
from officine.bookings.models import Booking
from officine.people.models import Business
from tests.cast import MONDAY, NOW, rome
from tests.frontdesk.asking import BOOK_FOR, form, service, text

pytestmark = pytest.mark.django_db


def test_the_first_free_times_come_with_the_service_and_of_a_day_with_the_day(olga, ada):
    times = olga.post(reverse("frontdesk:book_for_times", args=["allumiere"]), form(ada, start=None))
    found = re.findall(r'value="2026-(11-..T..:..):00\+00:00"', text(times))
    # Three as soon as possible, an hour ahead at least, and one of each of the next days.
    assert found == ["11-23T08:15", "11-23T08:30", "11-23T08:45", "11-24T08:00", "11-25T08:00", "11-26T08:00"]
    on = MONDAY + timedelta(days=2)
    times = olga.post(reverse("frontdesk:book_for_times", args=["allumiere"]), form(ada, start=None, day=on))
    assert 'value="2026-11-25T08:00:00+00:00"' in text(times)
    assert "2026-11-23T" not in text(times)


def test_a_day_without_a_place_says_so_and_shows_the_next(olga, ada):
    sunday = MONDAY + timedelta(days=6)
    times = olga.post(
        reverse("frontdesk:book_for_times", args=["allumiere"]), form(ada, start=None, day=sunday, service="coworking")
    )
    assert "Quel giorno non c'è posto" in text(times)
    assert 'value="2026-11-30T08:00:00+00:00"' in text(times)


def test_what_they_have_already_is_on_the_page_and_how_much_of_the_limits(olga, ada):
    past = book(Wish(service("coworking"), rome(MONDAY, 9), minutes=360), person=ada, by=None, channel="phone", at=NOW)
    Booking.objects.filter(pk=past.pk).update(status="absent")
    book(Wish(service("spid"), rome(MONDAY, 10)), person=ada, by=None, channel="phone", at=NOW)
    page = text(olga.get(BOOK_FOR, {"persona": ada.pk, "servizio": "coworking"}))
    assert "Assente una volta." in page
    assert "Attivazione SPID" in page
    assert "6 di 20 ore in 7 giorni" in page


def test_whoever_looks_alike_is_shown_before_a_new_person_is_made(olga, ada):
    times = olga.post(
        reverse("frontdesk:book_for_times", args=["allumiere"]),
        form(start=None, given_name="Bianchi", family_name="ADA"),
    )
    assert "Forse c'è già" in text(times)
    chosen = olga.post(BOOK_FOR, form(start=None, given_name="Bianchi", family_name="Ada", choose=ada.pk))
    assert chosen.context["sheet"].person == ada
    assert chosen.context["form"].chosen_service.slug == "spid"


def test_a_booking_may_be_for_a_business_of_the_person_and_of_no_other(olga, ada):
    town = ada.municipality
    forno, other = (
        Business.objects.create(municipality=town, name=name, kind="not_yet") for name in ("Forno", "Altra")
    )
    ada.businesses.add(forno)
    olga.post(BOOK_FOR, form(ada, business=forno.pk))
    assert Booking.objects.get().business == forno
    olga.post(BOOK_FOR, form(ada, key="k2", service="coworking", business=other.pk))
    assert Booking.objects.latest("pk").business is None


def test_a_desk_is_booked_for_as_long_as_they_ask(olga, ada):
    olga.post(BOOK_FOR, form(ada, service="coworking", minutes="150"))
    assert Booking.objects.get().open_minutes == 150
    olga.post(BOOK_FOR, form(ada, key="k2", service="coworking", minutes="77", start=rome(MONDAY, 15).isoformat()))
    assert Booking.objects.latest("pk").open_minutes == 60


def test_an_hour_that_is_not_offered_can_be_asked_for_and_hears_why_not(olga, ada):
    times = olga.post(reverse("frontdesk:book_for_times", args=["allumiere"]), form(ada, start=None, hour="8:30"))
    first = times.context["sheet"].times.offered[0]
    assert (first.value, first.words) == ("2026-11-23T07:30:00+00:00", "oggi alle 8:30")
    refused = olga.post(BOOK_FOR, form(ada, start=first.value))
    assert refused.status_code == 409
