"""The register of a day: every visit with its times, a place to sign, and lines for who comes without a booking."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officine.bookings import actions
from officine.bookings.actions import Wish, book
from officine.bookings.models import Booking, Ticket
from officine.frontdesk.paper.register import BLANK_LINES
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    centre = cast.centre()
    cast.desks(centre, 3)
    cast.coworking(centre)
    cast.counter(centre, cast.spid(centre, name={"it": "Denuncia", "en": "Complaint"}))
    staff("olga@comune.example", "operator", centre)
    with time_machine.travel(rome(MONDAY, 12), tick=True):
        yield centre


def booked(centre, slug, hour, who):
    service = centre.services.get(slug=slug)
    person = cast.person(f"{who}@example.org")
    wish = Wish(service, rome(MONDAY, hour), minutes=service.shortest_minutes)
    return book(wish, person=person, by=cast.account_of(person), channel="web", at=NOW)


def page_of(browser, on=MONDAY):
    return browser.get(reverse("frontdesk:register", args=["allumiere", on])).content.decode()


def rows(page):
    """The cells of each line that says something."""
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    lines = [part.split("</tr>")[0] for part in body.split("<tr>")[1:]]
    cells = [[cell.split(">", 1)[1].split("<")[0].strip() for cell in _cells(line)] for line in lines]
    return [line for line in cells if any(line)], sum(not any(line) for line in cells)


def _cells(line):
    return line.replace("<th", "<td").split("<td")[1:]


def test_each_visit_has_a_line_in_the_order_of_time_and_none_says_what_for(house):
    olga = house.staff_roles.get().account
    dora = actions.arrive(booked(house, "spid", 9, "dora"), by=olga, at=rome(MONDAY, 9, 2))
    actions.finish(dora, by=olga, at=rome(MONDAY, 9, 41))
    bob = booked(house, "coworking", 10, "bob")
    gone = booked(house, "coworking", 11, "gone")
    actions.miss(gone, by=olga, at=rome(MONDAY, 11, 30))
    Ticket.objects.create(
        centre=house, on=MONDAY, number=7, service=bob.service, person=bob.person, booking=bob, came_at=NOW
    )
    page = page_of(signed_in("olga@comune.example"))
    lines, blank = rows(page)
    desk, free = bob.resource.name, gone.resource.name
    assert lines == [
        [dora.spoken_code, "Dora Rossi", "Sportello", "9:00–9:45", "9:02", "9:41", ""],
        ["7", "Bob Rossi", f"Postazione {desk}", "10:00–11:00", "", "", ""],
        [gone.spoken_code, "Gone Rossi", f"Postazione {free}", "11:00–12:00", "assente", "", ""],
    ]
    assert blank == len(BLANK_LINES)
    assert "Denuncia" not in page


def test_cancelled_bookings_and_other_days_are_not_on_it(house):
    booked(house, "spid", 9, "dora")
    browser = signed_in("olga@comune.example")
    assert rows(page_of(browser, MONDAY + timedelta(days=1)))[0] == []
    Booking.objects.update(status="cancelled_by_person")
    assert rows(page_of(browser))[0] == []


def test_three_lines_cost_no_more_queries_than_one(house):
    browser = signed_in("olga@comune.example")
    counts = []
    for hours in ((9,), (10, 11)):
        for hour in hours:
            booked(house, "coworking", hour, f"n{hour}")
        page_of(browser)
        with CaptureQueriesContext(connection) as queries:
            page = page_of(browser)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(rows(page)[0]) == 3
