"""The week of a counter: seven days beside one another, hours down the left."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officine.bookings.actions import Wish, book
from officine.bookings.models import Booking
from officine.frontdesk.agenda.week import week
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db

WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def house():
    centre = cast.centre()
    cast.desks(centre, 1)
    cast.coworking(centre)
    cast.counter(centre, cast.spid(centre))
    staff("olga@comune.example", "operator", centre)
    return centre


def booked(centre, on, hour, minute=0, who="alice"):
    service = centre.services.get(slug="spid")
    starts = rome(on, hour, minute)
    person = cast.person(f"{who}@example.org")
    return book(
        Wish(service, starts, starts + timedelta(minutes=45)),
        person=person,
        by=cast.account_of(person),
        channel="web",
        at=NOW,
    )


def test_each_booking_stands_in_its_day_and_hour(house):
    booked(house, MONDAY, 9)
    booked(house, WEDNESDAY, 10, 30, "bob")
    gone = booked(house, WEDNESDAY, 9, 0, "dora")
    Booking.objects.filter(pk=gone.pk).update(status="cancelled_by_person")
    found = week(house, WEDNESDAY, NOW)
    (counter,) = found.counters
    assert (found.first, found.last) == (MONDAY, MONDAY + timedelta(days=6))
    assert [hour.starts for hour in counter.hours] == ["9:00", "10:00", "11:00", "12:00"]
    entries = {
        (hour.starts, column.words): [f"{entry.time} {entry.name}" for entry in cell.entries]
        for hour in counter.hours
        for column, cell in zip(found.columns, hour.cells, strict=True)
        if cell.entries
    }
    assert entries == {("9:00", "lun 23 nov"): ["9:00 Alice Rossi"], ("10:00", "mer 25 nov"): ["10:30 Bob Rossi"]}


def test_it_says_the_shifts_which_are_called_off_and_why_a_day_is_closed(house):
    house.shifts.filter(on=WEDNESDAY).update(status="called_off")
    (counter,) = week(house, MONDAY, NOW).counters
    assert [(day.planned, day.called_off) for day in counter.days[1:4]] == [
        (["9:00–13:00"], []),
        ([], ["9:00–13:00"]),
        (["9:00–13:00"], []),
    ]
    assert [cell.is_served for cell in counter.hours[0].cells] == [True, True, False, True, True, False, False]
    christmas = week(house, MONDAY + timedelta(days=32), NOW)
    assert [column.closed_because for column in christmas.columns if column.closed_because] == [
        "Natale",
        "Santo Stefano",
    ]


def test_day_and_week_lead_to_each_other(house):
    with time_machine.travel(rome(MONDAY, 8), tick=True):
        browser = signed_in("olga@comune.example")
        week_of = reverse("frontdesk:week", args=["allumiere", WEDNESDAY])
        day_of = reverse("frontdesk:day", args=["allumiere", WEDNESDAY])
        assert f'href="{week_of}"' in browser.get(day_of).content.decode()
        assert f'href="{day_of}"' in browser.get(week_of).content.decode()


def test_a_full_week_costs_no_more_queries_than_one_booking(house, django_assert_num_queries):
    booked(house, MONDAY, 9)
    with CaptureQueriesContext(connection) as one:
        week(house, MONDAY, NOW)
    booked(house, WEDNESDAY, 9, 0, "bob")
    booked(house, WEDNESDAY, 10, 0, "dora")
    with django_assert_num_queries(len(one)):
        week(house, MONDAY, NOW)
