"""A sudden closure, as every page of the site says it until it is over."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officine.bookings.closing import close_at_once
from officine.bookings.models import Disruption
from officine.bookings.taking_back import undo
from officine.catalogue.models import Closure
from officine.rules.availability import Span
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.website.town import town

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
SNOW = {"it": "Neve, venire non è sicuro", "en": "Snow, it is not safe to come"}
WHOLE = Span(rome(TUESDAY, 0), rome(TUESDAY + timedelta(days=1), 0))


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def centre():
    made = town()
    cast.municipality().centres.update(phone="0766 96010")
    made.services.get(slug="spid").rules.update(active_bookings=None)
    return made


@pytest.fixture
def alice():
    return cast.person()


@pytest.fixture
def olga():
    return cast.account("olga@comune.example")


def read(answer):
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


PAGES = ("/", "/sedi/allumiere/", "/sedi/allumiere/postazioni/", "/sedi/allumiere/servizi/", "/privacy/")


def test_every_page_says_that_it_is_closed_until_it_is_over(centre, olga, client):
    done = close_at_once(centre, WHOLE, reason=SNOW, by=olga, at=NOW)
    for page in PAGES:
        shown = read(client.get(page))
        assert "Domani siamo chiusi. Neve, venire non è sicuro." in shown, page
    assert "Tomorrow we are closed. Snow, it is not safe to come." in read(client.get("/en/"))
    with time_machine.travel(rome(TUESDAY, 12), tick=False):
        assert "Oggi siamo chiusi." in read(client.get("/"))
    with time_machine.travel(rome(TUESDAY + timedelta(days=1), 8), tick=False):
        assert "siamo chiusi" not in read(client.get("/"))
    undo(Disruption.objects.get(pk=done.pk), by=olga, at=NOW)
    assert "siamo chiusi" not in read(client.get("/"))


def test_hours_and_several_days_are_said_as_such(centre, client):
    def said(**fields):
        Closure.objects.all().delete()
        Closure.objects.create(
            centre=centre, reason=SNOW, is_sudden=True, **{"first_on": MONDAY, "last_on": MONDAY} | fields
        )
        return read(client.get("/"))

    assert "Oggi siamo chiusi dalle 10:30 in poi." in said(opens="10:30", closes="23:59")
    assert "Oggi siamo chiusi dalle 9:00 alle 11:00." in said(opens="09:00", closes="11:00")
    assert "23–25 novembre siamo chiusi." in said(last_on=MONDAY + timedelta(days=2))
    assert "siamo chiusi" not in said(opens="07:00", closes="07:30")  # over
    far = MONDAY + timedelta(days=8)
    assert "siamo chiusi" not in said(first_on=far, last_on=far)


def test_other_days_it_costs_nothing_and_the_page_is_the_same_for_everyone_signed_out(centre, olga, client):
    with CaptureQueriesContext(connection) as before:
        client.get("/sedi/allumiere/postazioni/")
    assert len(before) <= 6
    close_at_once(centre, WHOLE, reason=SNOW, by=olga, at=NOW)
    with CaptureQueriesContext(connection) as during:
        answer = client.get("/sedi/allumiere/postazioni/")
    assert len(during) == len(before) + 1
    assert answer.cookies == {}
