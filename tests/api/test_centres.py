"""What anyone may read: centres, services, resources and free places."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officine.catalogue.models import Closure
from tests import cast
from tests.cast import MONDAY

WEEK = "centres/allumiere/availability?service=coworking&from=2026-11-23&to=2026-11-29"


def test_the_centres(anyone):
    assert anyone.get("centres").json() == [
        {"slug": "allumiere", "name": "Officine Municipali", "address": "Torrione", "timezone": "Europe/Rome"}
    ]


def test_the_services_of_a_centre_with_the_lengths_they_may_last(anyone):
    assert anyone.get("centres/allumiere/services").json() == [
        {"slug": "coworking", "name": "Coworking", "audience": "everyone", "minutes": list(range(60, 481, 30))},
        {"slug": "spid", "name": "SPID activation", "audience": "citizens", "minutes": [45]},
    ]
    anyone.language = "it"
    assert [each["name"] for each in anyone.get("centres/allumiere/services").json()] == [
        "Coworking",
        "Attivazione SPID",
    ]


def test_the_resources_of_a_centre(anyone, centre):
    centre.resources.filter(name="2").update(is_active=False)
    desk = centre.resources.get(name="1")
    assert anyone.get("centres/allumiere/resources").json()[1:] == [
        {"id": desk.pk, "kind": "desk", "name": "1", "offers": []}
    ]


def test_every_step_of_the_grid_to_the_last_day_included(anyone):
    said = anyone.get(WEEK + "&minutes=60").json()
    assert (said["service"], said["minutes"], said["timezone"]) == ("coworking", 60, "Europe/Rome")
    # An hour begins at 9:00, 9:30 … 12:00 and 14:00 … 17:00, on five days.
    assert len(said["slots"]) == 14 * 5
    assert said["slots"][0] == {
        "starts_at": "2026-11-23T09:00:00+01:00",
        "ends_at": "2026-11-23T10:00:00+01:00",
        "free": 2,
    }
    assert said["slots"][-1]["ends_at"] == "2026-11-27T18:00:00+01:00"


def test_the_shortest_length_counts_if_none_is_given(anyone):
    assert anyone.get(WEEK).json() == anyone.get(WEEK + "&minutes=60").json()


def test_full_slots_are_told_with_nothing_free(anyone, alice, bob):
    alice.book()
    bob.book()
    free = {slot["starts_at"][:16]: slot["free"] for slot in anyone.get(WEEK).json()["slots"]}
    assert [free[f"2026-11-24T{time}"] for time in ("09:00", "09:30", "10:00")] == [0, 0, 2]


def test_a_closed_day_has_no_slots(anyone, centre):
    Closure.objects.create(centre=centre, first_on=MONDAY, last_on=MONDAY, reason={"it": "Neve"})
    assert anyone.get(WEEK).json()["slots"][0]["starts_at"] == "2026-11-24T09:00:00+01:00"


def test_each_instant_has_the_offset_of_its_day(anyone, centre):
    path = "centres/allumiere/availability?service=coworking&from=2027-03-26&to=2027-03-29"
    starts = [slot["starts_at"] for slot in anyone.get(path).json()["slots"]]
    assert (starts[0], starts[-1]) == ("2027-03-26T09:00:00+01:00", "2027-03-26T17:00:00+01:00")  # Easter Monday
    path = "centres/allumiere/availability?service=coworking&from=2027-03-30&to=2027-03-30"
    assert anyone.get(path).json()["slots"][0]["starts_at"] == "2027-03-30T09:00:00+02:00"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("service=coworking&from=2026-11-23", "to"),
        ("service=coworking&from=2026-11-23&to=2026-11-22", "to"),
        ("service=coworking&from=2026-11-23&to=2027-01-24", "to"),
        ("service=coworking&from=20261123&to=2026-11-23", "from"),
        ("service=coworking&from=2026-02-30&to=2026-11-23", "from"),
        ("service=coworking&from=0001-01-01&to=2026-11-23", "from"),
        ("service=nothing&from=2026-11-23&to=2026-11-23", "service"),
        ("service=%00&from=2026-11-23&to=2026-11-23", "service"),
        ("service=coworking&from=2026-11-23&to=2026-11-23&minutes=75", "minutes"),
        ("service=coworking&from=2026-11-23&to=2026-11-23&minutes=long", "minutes"),
        ("from=2026-11-23&to=2026-11-23", "service"),
    ],
)
def test_a_question_that_has_no_answer_says_which_parameter_is_wrong(anyone, query, name):
    response = anyone.get(f"centres/allumiere/availability?{query}")
    assert (response.status_code, response.headers["Content-Type"]) == (422, "application/problem+json")
    assert [error["parameter"] for error in response.json()["errors"]] == [name]


def test_sixty_two_days_can_be_asked_for(anyone):
    path = "centres/allumiere/availability?service=coworking&from=2026-11-23&to=2027-01-23"
    assert anyone.get(path).status_code == 200


@pytest.mark.parametrize("path", ["services", "resources", "availability?service=x&from=2026-11-23&to=2026-11-23"])
def test_a_centre_that_is_not_there_is_missing(anyone, path):
    response = anyone.get(f"centres/nowhere/{path}")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("path", ["centres", "centres/allumiere/services", "centres/allumiere/resources", WEEK])
def test_three_rows_cost_as_many_queries_as_one(anyone, centre, path):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert anyone.get(path).status_code == 200
        return len(captured)

    one = queries()
    for number in (7, 8):
        cast.centre(slug=f"town-{number}")
        cast.service(centre, **SHORT, slug=f"short-{number}")
        centre.resources.create(kind="desk", name=str(number))
    assert queries() == one


SHORT = {
    "kind": "counter",
    "audience": "everyone",
    "step_minutes": 30,
    "shortest_minutes": 30,
    "longest_minutes": 30,
    "horizon_days": 14,
    "notice_minutes": 0,
    "cancel_until_minutes": 0,
}
