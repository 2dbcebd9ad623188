"""The page of a day: parts of the day, hours, desks, and the plan that shows the same."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import MONDAY, NOW, rome
from tests.website.town import take, town

pytestmark = pytest.mark.django_db
DAY = "/sedi/allumiere/postazioni/2026-11-23/"


def day(client, address=DAY, at=NOW):
    with time_machine.travel(at, tick=False):
        return client.get(address).content.decode()


def test_each_part_of_the_day_says_how_many_desks_are_free_for_all_of_it(client):
    centre = town()
    for desk in list(centre.resources.filter(kind="desk"))[:4]:
        take(desk, centre.services.get(slug="coworking"), rome(MONDAY, 9), 1)
    page = day(client)
    assert re.findall(r"<small>(\d+ postazion[^<]+)</small>", page) == [
        "6 postazioni libere",
        "10 postazioni libere",
        "6 postazioni libere",
    ]


def test_a_desk_says_when_it_is_free(client):
    centre = town()
    first, second, *_others = centre.resources.filter(kind="desk").order_by("position")
    coworking = centre.services.get(slug="coworking")
    take(first, coworking, rome(MONDAY, 9), 2)
    take(second, coworking, rome(MONDAY, 9), 9)
    page = day(client)
    assert "<strong>Postazione 1</strong> libera 11:00–13:00, 14:00–18:00" in page
    assert "<strong>Postazione 2</strong> occupata" in page
    assert f'value="{second.pk}" disabled' in page
    assert "<strong>Postazione 3</strong> libera tutto il giorno" in page


def test_what_was_chosen_comes_back(client):
    centre = town()
    desk = centre.resources.filter(kind="desk").first()
    page = day(client, f"{DAY}?part=afternoon&resource={desk.pk}")
    assert 'id="part-afternoon" value="afternoon" checked' in page
    assert f'id="desk-{desk.pk}" value="{desk.pk}" checked' in page
    hours = day(client, f"{DAY}?part=hours&from=2026-11-23T10:00:00%2B01:00&to=2026-11-23T12:00:00%2B01:00&error=1")
    assert 'id="part-hours" value="hours" checked' in hours
    assert '<option value="2026-11-23T10:00:00+01:00" selected>10:00</option>' in hours
    assert '<option value="2026-11-23T12:00:00+01:00" selected>12:00</option>' in hours
    assert "Scegli di nuovo: da che ora a che ora" in hours


def test_a_part_that_is_over_is_not_offered(client):
    town()
    page = day(client, at=rome(MONDAY, 15, 10))
    assert "Tutta la mattina" not in page
    assert "15:30–18:00" in page


def test_a_day_without_a_place_leads_back_to_the_week(client):
    centre = town()
    assert "Questo giorno ora non si può prenotare" in day(client, "/sedi/allumiere/postazioni/2027-03-01/")
    assert "In questo giorno siamo chiusi" in day(client, "/sedi/allumiere/postazioni/2026-11-28/")
    for desk in centre.resources.filter(kind="desk"):
        take(desk, centre.services.get(slug="coworking"), rome(MONDAY, 9), 9)
    full = day(client)
    assert "In questo giorno non ci sono più postazioni" in full
    assert 'href="/sedi/allumiere/postazioni/"' in full


def test_the_plan_draws_each_desk_in_its_place(client):
    centre = town(
        floor_plan={
            "width": 400,
            "height": 300,
            "is_sketch": True,
            "doors": [{"x1": 10, "y1": 300, "x2": 90, "y2": 300}],
        }
    )
    desk = centre.resources.filter(kind="desk").first()
    desk.place = {"x": 20, "y": 20, "width": 140, "height": 70, "turn": 180}
    desk.save()
    page = day(client)
    assert page.count('class="desk is-free"') == 1
    assert f'for="desk-{desk.pk}"' in page
    assert "Uno schizzo, non in scala." in page
    assert "Ingresso" in page


def test_more_bookings_do_not_ask_more_queries(client):
    centre = town()
    desks, coworking = list(centre.resources.filter(kind="desk")), centre.services.get(slug="coworking")
    take(desks[0], coworking, rome(MONDAY, 9), 2)
    with CaptureQueriesContext(connection) as one:
        day(client)
    for desk in desks[1:4]:
        take(desk, coworking, rome(MONDAY, 9), 2)
    with CaptureQueriesContext(connection) as several:
        day(client)
    assert len(one) == len(several) <= 7
