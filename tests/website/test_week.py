"""The week of the desks: counts in words, and few queries."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import MONDAY, NOW, rome
from tests.website.town import take, town

pytestmark = pytest.mark.django_db
WEEK = "/sedi/allumiere/postazioni/"


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def test_each_half_day_says_how_many_desks_are_free(client):
    centre = town()
    desks, coworking = list(centre.resources.filter(kind="desk")), centre.services.get(slug="coworking")
    for desk in desks[:4]:
        take(desk, coworking, rome(MONDAY, 9), 4)
    for desk in desks:
        take(desk, coworking, rome(MONDAY, 14), 4)
    page = client.get(WEEK).content.decode()
    assert "6 libere" in page
    assert "Al completo" in page
    assert f'href="{WEEK}2026-11-23/?part=morning"' in page
    assert f'href="{WEEK}2026-11-23/?part=afternoon"' not in page


def test_a_nearly_full_half_day_and_one_with_single_hours_say_so(client):
    centre = town()
    desks, coworking = list(centre.resources.filter(kind="desk")), centre.services.get(slug="coworking")
    for desk in desks[:9]:
        take(desk, coworking, rome(MONDAY, 9), 4)
    for desk in desks:
        take(desk, coworking, rome(MONDAY, 14), 2)
    page = client.get(WEEK).content.decode()
    assert "1 libera" in page
    assert "Quasi al completo" in page
    assert "Qualche ora" in page
    assert "in 10 postazioni" in page


def test_a_closed_day_gives_its_reason(client):
    centre = town()
    centre.closures.create(
        first_on=MONDAY + timedelta(days=1), last_on=MONDAY + timedelta(days=1), reason={"it": "neve", "en": "snow"}
    )
    assert "Neve" in client.get(WEEK).content.decode()
    assert "Snow" in client.get("/en" + WEEK).content.decode()


def test_weeks_turn_from_today_to_the_horizon(client):
    town()
    first = client.get(WEEK).content.decode()
    assert "da=2026-11-30" in first
    assert "Settimana prima" not in first
    last = client.get(WEEK + "?da=2026-12-01").content.decode()
    assert "Settimana prima" in last
    assert "Settimana dopo" not in last
    beyond = client.get(WEEK + "?da=2031-01-01").content.decode()  # the horizon ends on 7 December
    assert beyond.replace("2031-01-01", "2026-12-01") == last
    assert client.get(WEEK + "?da=nonsense").status_code == 200


def test_the_week_asks_at_most_six_queries_however_much_is_booked(client):
    centre = town()
    desks, coworking = list(centre.resources.filter(kind="desk")), centre.services.get(slug="coworking")
    take(desks[0], coworking, rome(MONDAY, 9), 2)
    with CaptureQueriesContext(connection) as one:
        client.get(WEEK)
    for desk in desks[1:4]:
        take(desk, coworking, rome(MONDAY, 9), 2)
    with CaptureQueriesContext(connection) as several:
        client.get(WEEK)
    assert len(one) == len(several)
    assert len(several) <= 6, [query["sql"] for query in several]


def test_the_page_is_the_same_for_everyone_signed_out_and_sets_no_cookie(client):
    town()
    response = client.get(WEEK)
    assert response.cookies == {}
    assert response.content == client.get(WEEK).content
