"""What was pressed becomes a wish, or a sentence that says what is missing."""

from datetime import datetime, timedelta

import pytest
from django.http import QueryDict

from officine.catalogue.opening import opening_days
from officine.rules.availability import Span
from officine.website.choosing import Unclear, parts_of_day, read_wish, starts_and_ends
from tests.cast import MONDAY, NOW, rome
from tests.website.town import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def coworking():
    return town().services.get(slug="coworking")


def pressed(**fields) -> QueryDict:
    form = QueryDict(mutable=True)
    form.update({name.strip("_"): str(value) for name, value in fields.items()})
    return form


def test_a_time_that_was_offered(coworking):
    wish = read_wish(coworking, pressed(starts_at="2026-11-23T09:00:00+01:00", minutes=60), NOW)
    assert (wish.starts_at, wish.ends_at, wish.minutes, wish.resource) == (rome(MONDAY, 9), None, 60, None)


def test_a_span_that_was_offered(coworking):
    wish = read_wish(
        coworking, pressed(starts_at="2026-11-23T09:00:00+01:00", ends_at="2026-11-23T11:00:00+01:00"), NOW
    )
    assert wish.ends_at == rome(MONDAY, 11)


@pytest.mark.parametrize(
    ("part", "start", "end"), [("morning", (9, 0), (13, 0)), ("afternoon", (14, 0), (18, 0)), ("day", (9, 0), (18, 0))]
)
def test_a_part_of_the_day_at_a_desk(coworking, part, start, end):
    desk = coworking.centre.resources.filter(kind="desk").first()
    wish = read_wish(coworking, pressed(on="2026-11-23", part=part, resource=desk.pk), NOW)
    assert (wish.starts_at, wish.ends_at, wish.resource) == (rome(MONDAY, *start), rome(MONDAY, *end), desk)


def test_hours_of_ones_own(coworking):
    form = pressed(on="2026-11-23", part="hours", from_="2026-11-23T10:00:00+01:00", to="2026-11-23T12:30:00+01:00")
    wish = read_wish(coworking, form, NOW)
    assert (wish.starts_at, wish.ends_at) == (rome(MONDAY, 10), rome(MONDAY, 12, 30))


def test_in_the_middle_of_the_morning_its_rest_is_meant(coworking):
    wish = read_wish(coworking, pressed(on="2026-11-23", part="morning"), rome(MONDAY, 10, 5))
    assert wish.starts_at == rome(MONDAY, 10, 30)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({}, "starts_at"),
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"starts_at": "2026-11-23T09:00:00"}, "starts_at"),  # without an offset it is no instant
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, "starts_at"),
        ({"on": "23/11/2026", "part": "morning"}, "on"),
        ({"on": "2026-11-23"}, "part"),
        ({"on": "2026-11-23", "part": "night"}, "part"),
        ({"on": "2026-11-28", "part": "morning"}, "part"),  # a Saturday
        ({"on": "2026-11-23", "part": "hours"}, "part"),
        (
            {
                "on": "2026-11-23",
                "part": "hours",
                "from": "2026-11-23T12:00:00+01:00",
                "to": "2026-11-23T12:00:00+01:00",
            },
            "part",
        ),
        ({"on": "2026-11-23", "part": "morning", "resource": "the corner"}, "resource"),
        ({"on": "2026-11-23", "part": "morning", "resource": "99999999999999999999"}, "resource"),
    ],
)
def test_what_is_no_wish_is_told_at_its_field(coworking, fields, where):
    with pytest.raises(Unclear) as caught:
        read_wish(coworking, pressed(**fields), NOW)
    assert list(caught.value.errors) == [where]


def test_a_counter_is_no_desk(coworking):
    counter = coworking.centre.resources.get(kind="counter")
    with pytest.raises(Unclear):
        read_wish(coworking, pressed(on="2026-11-23", part="morning", resource=counter.pk), NOW)


def test_a_day_too_long_to_book_is_offered_in_halves_alone(coworking):
    coworking.longest_minutes = 240
    day = opening_days(coworking.centre, MONDAY, MONDAY)[0]
    assert [part.name for part in parts_of_day(coworking, MONDAY, day.open, NOW)] == ["morning", "afternoon"]


def test_the_last_start_leaves_time_for_the_shortest_booking(coworking):
    starts, ends = starts_and_ends(coworking, [Span(rome(MONDAY, 9), rome(MONDAY, 11))], NOW)
    assert starts == [rome(MONDAY, 9), rome(MONDAY, 9, 30), rome(MONDAY, 10)]
    assert ends == [rome(MONDAY, 10), rome(MONDAY, 10, 30), rome(MONDAY, 11)]
    assert all(isinstance(each, datetime) and each - starts[0] < timedelta(hours=3) for each in ends)
