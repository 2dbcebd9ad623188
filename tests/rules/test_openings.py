"""Weekly hours, seasons that replace them, closures that take away."""

from datetime import date, time, timedelta

import pytest

from officine.rules.openings import Closure, Hours, Season, day
from tests.rules.test_availability import ROME

TUESDAY = date(2026, 11, 24)
MORNING = Hours(1, time(9), time(13))
AFTERNOON = Hours(1, time(14), time(18))
WINTER = Season("Winter", (12, 15), (1, 15))


def hours_open(on, hours=(MORNING, AFTERNOON), seasons=(), closures=()):
    """The open hours of a day, by the clock in Rome."""
    spans = day(on, ROME, list(hours), list(seasons), list(closures)).open
    return [(span.start.astimezone(ROME).hour, span.end.astimezone(ROME).hour) for span in spans]


@pytest.mark.parametrize(
    ("on", "is_in"),
    [
        (date(2026, 12, 14), False),
        (date(2026, 12, 15), True),
        (date(2027, 1, 1), True),
        (date(2027, 1, 15), True),
        (date(2027, 1, 16), False),
        (date(2027, 7, 1), False),
    ],
)
def test_a_season_may_go_over_new_year_and_holds_both_ends(on, is_in):
    assert WINTER.covers(on) is is_in


def test_a_season_replaces_the_ordinary_hours_while_it_lasts():
    short = Hours(1, time(10), time(12), season=WINTER)
    assert hours_open(date(2026, 12, 22), [MORNING, AFTERNOON, short], [WINTER]) == [(10, 12)]
    assert hours_open(TUESDAY, [MORNING, AFTERNOON, short], [WINTER]) == [(9, 13), (14, 18)]


def test_hours_hold_from_and_until_their_dates_both_included():
    line = Hours(1, time(9), time(13), valid_from=TUESDAY, valid_until=TUESDAY + timedelta(days=7))
    weeks = [TUESDAY + timedelta(days=7 * week) for week in (-1, 0, 1, 2)]
    assert [bool(hours_open(on, [line])) for on in weeks] == [False, True, True, False]


def test_a_closure_of_some_hours_leaves_the_rest_of_the_day_and_gives_no_reason_for_the_day():
    closure = Closure(TUESDAY, TUESDAY, "Workshop", opens=time(11), closes=time(15))
    assert hours_open(TUESDAY, closures=[closure]) == [(9, 11), (15, 18)]
    assert day(TUESDAY, ROME, [MORNING, AFTERNOON], [], [closure]).closed_because == ""


def test_a_closed_day_says_why_and_one_of_a_single_desk_closes_nothing():
    closed = Closure(date(2020, 11, 24), date(2020, 11, 24), "Patron", every_year=True)
    assert day(TUESDAY, ROME, [MORNING], [], [closed]) == (TUESDAY, [], "Patron")
    assert hours_open(TUESDAY, closures=[Closure(TUESDAY, TUESDAY, "Broken", resource=4)]) == [(9, 13), (14, 18)]
