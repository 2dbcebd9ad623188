"""The first page: open or closed, how many desks are free, and where to go."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officine.catalogue.models import Centre
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.website.town import take, town

pytestmark = pytest.mark.django_db


def home(client, at, address="/"):
    with time_machine.travel(at, tick=False):
        return client.get(address).content.decode()


def test_the_status_line_says_until_when_it_is_open_and_how_many_desks_are_free(client):
    centre = town()
    for desk in list(centre.resources.filter(kind="desk"))[:3]:
        take(desk, centre.services.get(slug="coworking"), rome(MONDAY, 14), 2)
    assert "Oggi aperto fino alle 18:00 · 7 postazioni libere adesso" in home(client, rome(MONDAY, 15))
    assert "Open today until 18:00 · 7 desks free now" in home(client, rome(MONDAY, 15), "/en/")


def test_the_status_line_says_when_every_desk_is_taken(client):
    centre = town()
    for desk in centre.resources.filter(kind="desk"):
        take(desk, centre.services.get(slug="coworking"), rome(MONDAY, 14), 2)
    assert "Oggi aperto fino alle 18:00 · postazioni tutte occupate adesso" in home(client, rome(MONDAY, 15))


def test_in_the_morning_the_line_names_the_afternoon_too(client):
    town()
    assert "Oggi aperto fino alle 13:00 e di nuovo dalle 14:00 · 10 postazioni" in home(client, rome(MONDAY, 10))


def test_when_it_is_closed_the_line_says_when_it_opens(client):
    centre = town()
    assert "Adesso chiuso · apre oggi alle 9:00" in home(client, NOW)
    assert "Adesso chiuso · apre lunedì 30 novembre alle 9:00" in home(client, rome(MONDAY + timedelta(days=5), 10))
    centre.closures.create(first_on=MONDAY, last_on=MONDAY, reason={"it": "neve", "en": "snow"})
    page = home(client, rome(MONDAY, 10))
    assert "Oggi chiuso: neve · apre domani alle 9:00" in page
    assert "chiuso: neve" in page


def test_each_of_the_two_ways_says_its_next_free_time(client):
    town()
    page = home(client, rome(MONDAY, 10))
    assert "Prima libera: oggi alle 10:30" in page
    assert "Primo orario libero: oggi alle 11:00" in page


def test_needs_stand_in_two_groups(client):
    town()
    page = home(client, NOW)
    citizens, businesses = page.split('needs-panel needs-businesses"')
    assert "Attivazione SPID" in citizens
    assert "Consulenza su bandi" not in citizens
    assert "Consulenza su bandi" in businesses


def test_an_installation_without_a_centre_says_so(client):
    assert "Nothing to book here yet" in home(client, NOW, "/en/")


def test_several_centres_are_a_list(client):
    town()
    cast.centre(slug="tolfa", name="Officine di Tolfa")
    page = home(client, NOW)
    assert 'href="/sedi/tolfa/"' in page
    assert 'href="/sedi/allumiere/"' in page
    assert "Officine di Tolfa" in home(client, NOW, "/sedi/tolfa/")


def test_more_services_do_not_ask_more_queries(client):
    centre = town()
    with CaptureQueriesContext(connection) as few:
        home(client, NOW)
    _more_services(centre)
    with CaptureQueriesContext(connection) as many:
        home(client, NOW)
    assert len(many) == len(few)


def test_the_list_of_services_does_not_ask_more_queries_for_more_of_them(client):
    centre = town()
    with CaptureQueriesContext(connection) as few:
        home(client, NOW, "/sedi/allumiere/servizi/")
    _more_services(centre)
    with CaptureQueriesContext(connection) as many:
        home(client, NOW, "/sedi/allumiere/servizi/")
    assert len(many) == len(few)


def _more_services(centre: Centre) -> None:
    for slug in ("inps", "inail", "pec"):
        made = cast.spid(centre, slug=slug)
        for shift in centre.shifts.all():
            shift.services.add(made)
