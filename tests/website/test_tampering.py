"""Forms that no page of ours sends: each gets a plain answer, and none an error of the program."""

import io

import pytest

from officine.bookings.models import Booking
from tests.website.booking import steps
from tests.website.booking.conftest import centre, clock  # noqa: F401 (fixtures)
from tests.website.booking.steps import hold

pytestmark = pytest.mark.django_db
TWO = {"other_given_name": "Ada", "other_family_name": "Neri", "other_consent": "on", "second": "other"}
TWO |= {"second_given_name": "Ugo", "second_family_name": "Neri", "second_consent": "on"}
FAR = ("2000-01-01T00:00:00+23:59", "2099-12-31T23:59:00-23:59", "2199-12-31T23:59:00-23:59")


@pytest.mark.parametrize("which", [0, 1])
def test_one_of_two_places_alone_is_not_confirmed_but_read_once_more(client, centre, which):  # noqa: F811
    hold(client)
    steps.details(client, for_two="on")
    steps.applicant(client, who="other", **TWO)
    steps.code(client)
    places = [booking.code for booking in client.get("/prenota/verifica/").context["flow"].held]
    answer = client.post("/prenota/verifica/", {"place": places[which]})
    assert answer.status_code == 200
    assert list(Booking.objects.values_list("status", flat=True)) == ["held", "held"]


@pytest.mark.parametrize("moment", FAR)
def test_a_time_at_the_ends_of_the_calendar_is_no_time(client, centre, moment):  # noqa: F811
    choices = {"on": "2026-11-23", "part": "hours", "from": moment, "to": moment[:17] + "01" + moment[19:]}
    assert client.post("/prenota/posto/", _desk(starts_at=moment)).status_code == 302
    assert client.post("/prenota/posto/", _desk(starts_at=moment, ends_at=FAR[2])).status_code == 302
    assert client.post("/prenota/posto/", _desk(**choices)).status_code == 302
    assert not Booking.objects.exists()


def test_a_day_whose_page_has_no_address_is_no_day(client, centre):  # noqa: F811
    answer = client.post("/prenota/posto/", _desk(on="2199-12-31", part="morning"))
    assert (answer.status_code, answer.url) == (302, "/sedi/allumiere/postazioni/")


@pytest.mark.parametrize("field", ["centre", "service", "place", "resource", "starts_at", "part", "on"])
def test_a_character_that_no_database_takes_is_no_choice(client, centre, field):  # noqa: F811
    hold(client)
    fields = _desk(starts_at="2026-11-23T09:00:00+01:00") | {field: "\x00"}
    assert client.post("/prenota/posto/", fields).status_code < 500
    assert client.post("/prenota/verifica/", fields).status_code < 500


def test_a_file_is_refused_before_any_of_it_is_kept(client, centre, tmp_path, settings):  # noqa: F811
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    file = io.BytesIO(b"x" * 3_000_000)
    assert client.post("/accesso/", {"email": "alice@example.org", "file": file}).status_code == 400
    assert not list(tmp_path.iterdir())


def _desk(**more):
    return {"centre": "allumiere", "service": "coworking", "minutes": "60", **more}
