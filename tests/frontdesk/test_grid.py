"""The day as a grid: where each block stands, and what it costs to draw."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officine.bookings import actions
from officine.frontdesk.visit.timeline import places, timeline
from officine.people.models import Account
from tests.cast import MONDAY, NOW, rome
from tests.frontdesk.desk import OLGA, at, booked, house, send, text
from tests.staff import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    return house()


def grid(browser=None, on=MONDAY):
    return (browser or signed_in(OLGA)).get(reverse("frontdesk:grid", args=["allumiere", on]))


def test_counters_come_first_then_desks_and_each_block_stands_at_its_time(centre):
    booked(centre, "spid", 10, minute=15, place="Sportello 2")
    booked(centre, "coworking", 14, "bob@example.org", place="2")
    found = timeline(centre, MONDAY, NOW)
    assert [column.title for column in found.columns] == [
        "Sportello",
        "Sportello 2",
        "postazione 1",
        "postazione 2",
        "postazione 3",
    ]
    blocks = [(column.title, block.who, block.places) for column in found.columns for block in column.blocks]
    assert blocks == [
        ("Sportello 2", "Alice Rossi", "at-h1 at-m15 for-h0 for-m45"),
        ("postazione 2", "Bob Rossi", "at-h5 at-m0 for-h1 for-m0"),
    ]
    assert found.first == 9 * 60
    assert [strip.places for strip in found.columns[0].serves] == ["at-h0 at-m0 for-h4 for-m0"]


@pytest.mark.parametrize(
    ("starts", "lasts", "drawn"), [(67, 45, "at-h1 at-m5 for-h0 for-m45"), (0, 61, "at-h0 at-m0 for-h1 for-m5")]
)
def test_what_is_drawn_lies_on_a_grain_of_five_minutes(starts, lasts, drawn):
    assert places(starts, lasts) == drawn


def test_whoever_left_early_has_left_the_place(centre):
    booking = booked(centre, "spid", 9)
    olga = Account.objects.get(email=OLGA)
    actions.arrive(booking, by=olga, at=rome(MONDAY, 9))
    actions.finish(booking, by=olga, at=rome(MONDAY, 9, 20))
    found = timeline(centre, MONDAY, rome(MONDAY, 10))
    assert found.columns[0].blocks[0].places == "at-h0 at-m0 for-h0 for-m20"


def test_only_what_may_move_can_be_taken_hold_of(centre):
    olga = Account.objects.get(email=OLGA)
    booked(centre, "spid", 10)
    here = booked(centre, "spid", 9, "bob@example.org")
    gone = booked(centre, "spid", 9, "carla@example.org")
    for booking in (here, gone):
        actions.arrive(booking, by=olga, at=rome(MONDAY, 9))
    actions.finish(gone, by=olga, at=rome(MONDAY, 9, 30))
    with at(9, 40):
        page = grid().content.decode()
    held = dict(re.findall(r'data-block="(\w+)".*?data-who="([^"]+)"', page, re.DOTALL))
    assert held == {"both": "Alice Rossi", "place": "Bob Rossi"}
    assert page.count('class="grid-block') == 3


def test_a_dropped_block_leads_back_to_the_grid(centre):
    booking = booked(centre, "spid", 11)
    other = centre.resources.get(name="Sportello 2")
    with at(8):
        browser = signed_in(OLGA)
        answer = send(booking, "booking_move", browser, starts_at="2026-11-23T12:00", place=other.pk, back="grid")
        assert answer["Location"] == reverse("frontdesk:grid", args=["allumiere", MONDAY])
        assert "Spostata: lunedì 23 novembre, 12:00–12:45, Sportello 2." in text(grid(browser))


def test_a_closed_day_says_why(centre):
    with at(8):
        assert "Chiuso: " in text(grid(on=date(2026, 12, 8)))


def test_three_bookings_cost_no_more_queries_than_one(centre):
    booked(centre, "spid", 9)
    with at(8):
        browser = signed_in(OLGA)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                grid(browser)
            counts.append(len(queries))
            booked(centre, "spid", 10, f"b{len(counts)}@example.org")
            booked(centre, "coworking", 10, f"c{len(counts)}@example.org")
    assert counts[0] == counts[1]


def test_each_place_on_the_grid_has_its_rule():
    from django.contrib.staticfiles import finders

    with open(finders.find("frontdesk/grid_places.css")) as file:
        rules = set(re.findall(r"\.([\w-]+)", file.read()))
    drawn = {name for starts in range(0, 24 * 60, 5) for name in places(starts, starts).split()}
    assert drawn <= rules


def test_days_beside_it_are_a_step_away(centre):
    with at(8):
        page = grid().content.decode()
    for on in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)):
        assert reverse("frontdesk:grid", args=["allumiere", on]) in page
