"""The list of a day: who comes when, and what can be said of each."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from officine.bookings.actions import Details, Wish, arrive, book
from officine.bookings.models import Booking, BookingEvent
from officine.frontdesk.agenda import agenda
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    centre = cast.centre()
    cast.desks(centre, 3)
    cast.coworking(centre)
    cast.counter(centre, cast.spid(centre))
    staff("olga@comune.example", "operator", centre)
    return centre


def booked(centre, slug, hour, who="alice@example.org", **details):
    service = centre.services.get(slug=slug)
    starts = rome(MONDAY, hour)
    person = cast.person(who)
    wish = Wish(service, starts, starts + timedelta(minutes=service.shortest_minutes))
    account = cast.account_of(person)
    return book(wish, person=person, by=account, channel="web", at=NOW, details=Details(**details))


def at(hour, minute=0):
    return time_machine.travel(rome(MONDAY, hour, minute), tick=True)


def rows(centre, moment=NOW, on=MONDAY):
    return [
        (section.title, row.hours, row.name) for section in agenda(centre, on, moment).sections for row in section.rows
    ]


def act(browser, booking, name):
    return browser.post(reverse(f"frontdesk:{name}", args=[booking.centre.slug, booking.code]), follow=True)


def test_the_list_shows_each_counter_and_then_the_desks_in_the_order_of_time(house):
    booked(house, "spid", 11, "bob@example.org")
    booked(house, "coworking", 9)
    booked(house, "spid", 9, "dora@example.org")
    assert rows(house) == [
        ("Sportello", "9:00–9:45", "Dora Rossi"),
        ("Sportello", "11:00–11:45", "Bob Rossi"),
        ("Postazioni", "9:00–10:00", "Alice Rossi"),
    ]


def test_held_cancelled_and_other_days_are_not_on_it(house):
    kept = booked(house, "coworking", 9)
    gone = booked(house, "coworking", 9, "bob@example.org")
    Booking.objects.filter(pk=gone.pk).update(status="cancelled_by_person")
    assert [name for *_, name in rows(house)] == ["Alice Rossi"]
    assert rows(house, on=MONDAY + timedelta(days=1)) == []
    assert kept.status == "confirmed"


def test_an_operator_says_arrived_then_done(house):
    booking = booked(house, "spid", 9)
    with at(9, 5):
        browser = signed_in("olga@comune.example")
        page = act(browser, booking, "arrival").content.decode()
        assert "Alice Rossi è qui." in page
        act(browser, booking, "conclusion")
    booking.refresh_from_db()
    assert booking.status == "done"
    moves = BookingEvent.objects.filter(role="staff").values_list("move", "by__email")
    assert list(moves) == [("arrive", "olga@comune.example"), ("finish", "olga@comune.example")]


def test_absent_can_be_said_once_the_time_has_come(house):
    booking = booked(house, "spid", 9)
    assert [step.address for step in _row(house, rome(MONDAY, 8, 59)).steps] == ["frontdesk:arrival"]
    with at(9, 20):
        act(signed_in("olga@comune.example"), booking, "absence")
    booking.refresh_from_db()
    assert booking.status == "absent"


def test_what_cannot_be_done_is_said_in_words_and_changes_nothing(house):
    booking = booked(house, "spid", 9)
    with at(9, 5):
        browser = signed_in("olga@comune.example")
        act(browser, booking, "arrival")
        page = act(browser, booking, "arrival").content.decode()
    assert "notice-error" in page
    assert "Alice Rossi:" in page
    assert BookingEvent.objects.filter(move="arrive").count() == 1


def test_the_list_says_who_is_late_and_who_did_not_come(house):
    booked(house, "spid", 9)
    late = [_row(house, rome(MONDAY, 9, minute)).late for minute in (0, 1, 12, 45)]
    assert late == ["", "In ritardo di 1 minuto", "In ritardo di 12 minuti", "Non si è visto nessuno"]


def test_whoever_arrived_is_not_late(house):
    booking = booked(house, "spid", 9)
    arrive(booking, by=house.staff_roles.get().account, at=rome(MONDAY, 9, 1))
    assert _row(house, rome(MONDAY, 9, 30)).late == ""


def test_wishes_are_on_the_row(house):
    booked(house, "spid", 9, ground_floor=True, private_talk=True)
    assert _row(house, NOW).wishes == ["Accoglienza al piano terra", "Colloquio riservato"]


def test_nobody_arrives_on_a_day_to_come(house):
    booked(house, "spid", 9)
    assert _row(house, NOW - timedelta(days=1)).steps == []


def test_an_empty_day_says_so_and_a_closed_one_why(house):
    with at(8):
        browser = signed_in("olga@comune.example")
    page = browser.get(reverse("frontdesk:day", args=["allumiere", date(2026, 12, 8)])).content.decode()
    assert "Chiuso: " in page
    assert "Nessuno è atteso in questo giorno" in page


def test_a_date_that_does_not_exist_is_a_missing_page(house):
    browser = signed_in("olga@comune.example")
    for on in ("2026-02-30", "0001-01-01", "2026-1-1"):
        assert browser.get(f"/operatore/allumiere/{on}/").status_code == 404


def test_an_operator_of_another_centre_meets_a_missing_page_and_changes_nothing(house):
    elsewhere = cast.centre(slug="tolfa", name="Tolfa")
    staff("ivo@comune.example", "operator", elsewhere)
    booking = booked(house, "spid", 9)
    browser = signed_in("ivo@comune.example")
    assert act(browser, booking, "arrival").status_code == 404
    # A booking of another centre, asked for at one's own.
    own = reverse("frontdesk:arrival", args=["tolfa", booking.code])
    assert browser.post(own).status_code == 404
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_three_bookings_cost_no_more_queries_than_one(house, django_assert_num_queries):
    booked(house, "spid", 9)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with at(8):
        browser = signed_in("olga@comune.example")
        address = reverse("frontdesk:day", args=["allumiere", MONDAY])
        with CaptureQueriesContext(connection) as one:
            browser.get(address)
        booked(house, "spid", 10, "bob@example.org")
        booked(house, "coworking", 10, "dora@example.org")
        with django_assert_num_queries(len(one)):
            browser.get(address)


def _row(centre, moment):
    return next(row for section in agenda(centre, MONDAY, moment).sections for row in section.rows)
