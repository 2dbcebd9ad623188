"""The sheet of a service, and all its free times."""

import re
from datetime import timedelta

import pytest
import time_machine

from tests.cast import MONDAY, NOW, rome
from tests.website.town import take, town

pytestmark = pytest.mark.django_db
SHEET = "/sedi/allumiere/servizi/spid/"


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def offered(page: str) -> list[str]:
    return re.findall(r'name="starts_at" value="([^"]+)"', page)


def test_the_sheet_says_what_to_bring_and_offers_the_first_free_times(client):
    centre = town()
    spid = centre.services.get(slug="spid")
    spid.bring = {"it": ["Documento d'identità"], "en": ["Identity card"]}
    spid.boundary = {"it": "Non siamo un CAF."}
    spid.save()
    page = client.get(SHEET).content.decode()
    assert "Documento d&#x27;identità" in page
    assert "Non siamo un CAF." in page
    assert offered(page) == [f"2026-11-23T09:{minutes}:00+01:00" for minutes in ("00", "15", "30")]
    assert "Oggi alle 9:00" in page
    assert "Identity card" in client.get("/en" + SHEET).content.decode()


def test_what_to_bring_is_told_need_by_need(client):
    spid = town().services.get(slug="spid")
    spid.needs.create(name={"it": "ISEE"}, bring={"it": ["Targhe dei veicoli"]})
    spid.needs.create(name={"it": "Altro"}, position=1)
    page = client.get(SHEET).content.decode()
    assert "Se vieni per: ISEE" in page
    assert "Targhe dei veicoli" in page
    assert "Se vieni per: Altro" not in page


def test_when_nothing_is_free_the_sheet_says_so(client):
    centre = town()
    centre.shifts.all().delete()
    page = client.get(SHEET).content.decode()
    assert "Per ora nessun orario libero" in page
    assert offered(page) == []


def test_all_times_of_a_week_stand_under_their_days(client):
    centre = town()
    counter, spid = centre.resources.get(kind="counter"), centre.services.get(slug="spid")
    take(counter, spid, rome(MONDAY, 9), 3)
    page = client.get(SHEET + "orari/").content.decode()
    assert page.count("<legend>") == 5
    assert offered(page)[:2] == ["2026-11-23T12:00:00+01:00", "2026-11-23T12:15:00+01:00"]
    assert "Domani" not in page
    assert "<legend>Martedì 24 novembre</legend>" in page


def test_an_empty_week_leads_straight_to_the_next_free_one(client):
    centre = town()
    late = MONDAY + timedelta(days=16)  # the 15th day is a national holiday
    centre.shifts.exclude(on=MONDAY).delete()
    centre.shifts.update(on=late, starts_at=rome(late, 9), ends_at=rome(late, 13))
    page = client.get(SHEET + "orari/").content.decode()
    assert "Niente di libero in questi giorni" in page
    assert f"?da={late}" in page
    assert len(offered(client.get(f"{SHEET}orari/?da={late}").content.decode())) == 14


def test_desks_have_their_times_in_the_week(client):
    town()
    response = client.get("/sedi/allumiere/servizi/coworking/orari/")
    assert (response.status_code, response["Location"]) == (302, "/sedi/allumiere/postazioni/")


def test_a_service_that_is_no_longer_offered_is_not_there(client):
    centre = town()
    centre.services.filter(slug="spid").update(is_active=False)
    assert client.get(SHEET).status_code == 404
    assert "Attivazione SPID" not in client.get("/sedi/allumiere/servizi/").content.decode()
