"""The screen of the waiting room: numbers and places, and nothing else about anybody."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from officine.bookings import tickets
from tests import cast
from tests.cast import MONDAY, rome

pytestmark = pytest.mark.django_db
TEN = rome(MONDAY, 10)
ADDRESS = "/sedi/allumiere/sala-d-attesa/"


@pytest.fixture
def house():
    with time_machine.travel(TEN, tick=False):
        centre = cast.centre()
        cast.desks(centre, 1)
        cast.coworking(centre)
        cast.counter(centre, cast.spid(centre), name="Sportello 1")
        yield centre


@pytest.fixture
def olga(house):
    return cast.account("olga@example.org")


def called(house, olga, minutes, slug="spid", to="Sportello 1", **fields):
    ticket = tickets.take_number(house.services.get(slug=slug), by=olga, at=TEN, **fields)
    return tickets.call(ticket, house.resources.get(name=to), at=TEN + timedelta(minutes=minutes))


def test_it_shows_the_last_call_those_before_and_how_many_wait(client, house, olga):
    called(house, olga, 0)
    called(house, olga, 2, "coworking", "1")
    tickets.take_number(house.services.get(slug="spid"), by=olga, at=TEN)
    answer = client.get(ADDRESS)
    page = " ".join(answer.content.decode().split())
    assert '<strong>2</strong> <span aria-hidden="true">→</span> Postazione 1' in page
    assert '<li><strong>1</strong> <span aria-hidden="true">→</span> Sportello 1' in page
    assert "1 numero in attesa" in page
    assert "no-store" in answer["Cache-Control"]


def test_it_says_nothing_of_names_and_needs(client, house, olga):
    called(house, olga, 0, person=cast.person("alice@example.org"))
    page = client.get(ADDRESS).content.decode()
    for leak in ("Alice", "Rossi", "SPID", "alice@example.org"):
        assert leak not in page


def test_a_call_that_nobody_answered_and_those_of_yesterday_are_gone(client, house, olga):
    tickets.leave(called(house, olga, 0), at=TEN)
    assert "Ancora nessuna chiamata." in client.get(ADDRESS).content.decode()
    called(house, olga, 1)
    with time_machine.travel(TEN + timedelta(days=1), tick=False):
        assert "Ancora nessuna chiamata." in client.get(ADDRESS).content.decode()


def test_it_refreshes_itself_without_javascript_too(client, house):
    page = client.get(ADDRESS).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in page


def test_a_centre_that_does_not_exist_has_none(client, house):
    assert client.get(reverse("website:waiting_room", args=["tolfa"])).status_code == 404


def test_ten_numbers_cost_no_more_queries_than_one(client, house, olga, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    called(house, olga, 0)
    with CaptureQueriesContext(connection) as one:
        client.get(ADDRESS)
    for minute in range(9):
        called(house, olga, minute)
    with django_assert_num_queries(len(one)):
        client.get(ADDRESS)
