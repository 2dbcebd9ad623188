"""How a place stands at an instant."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from officine.rules.availability import Span
from officine.rules.standing import standing

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
MORNING = Span(NINE, NINE + timedelta(hours=4))


class Visit(NamedTuple):
    status: str
    starts_at: datetime
    ends_at: datetime
    blocked_until: datetime


def minutes(count):
    return NINE + timedelta(minutes=count)


def visit(status, start, end, buffer=0):
    return Visit(status, minutes(start), minutes(end), minutes(end + buffer))


def test_an_empty_place_is_free_until_its_service_ends_and_opens_again_later():
    afternoon = Span(minutes(300), minutes(480))
    now = standing([], [MORNING, afternoon], minutes(10))
    assert (now.serves, now.free_until, now.opens_at) == (True, MORNING.end, None)
    noon = standing([], [MORNING, afternoon], minutes(250))
    assert (noon.serves, noon.free_until, noon.opens_at) == (False, None, afternoon.start)
    night = standing([], [MORNING, afternoon], minutes(480))
    assert (night.serves, night.free_until, night.opens_at) == (False, None, None)


def test_it_is_free_until_the_next_who_has_a_right_to_it():
    done, held, to_come = visit("done", 0, 60), visit("held", 90, 120), visit("confirmed", 120, 180)
    now = standing([done, held, to_come], [MORNING], minutes(30))
    assert (now.free_until, now.next) == (minutes(90), to_come)
    assert standing([done, held, to_come], [MORNING], minutes(90)).free_until is None


@pytest.mark.parametrize(("minute", "late"), [(0, False), (1, True), (44, True), (45, False)])
def test_somebody_is_late_from_the_first_minute_to_the_end_of_their_time(minute, late):
    expected = visit("confirmed", 0, 45)
    now = standing([expected], [MORNING], minutes(minute))
    assert now.late == ([expected] if late else [])
    # Their place is kept while they are late, and free once their time has gone by.
    assert now.free_until == (MORNING.end if minute == 45 else None)


def test_whoever_is_here_keeps_the_place_beyond_their_time():
    here, to_come = visit("arrived", 0, 45), visit("confirmed", 60, 105)
    now = standing([here, to_come], [MORNING], minutes(50))
    assert (now.here, now.next, now.free_until) == ([here], to_come, None)


def test_the_time_after_a_visit_that_the_service_asks_for_is_not_free():
    assert standing([visit("confirmed", 0, 45, buffer=15)], [MORNING], minutes(50)).free_until is None
