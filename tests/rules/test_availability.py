"""Spans against an oracle that looks at every minute."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officine.rules import availability
from officine.rules.availability import Span
from officine.rules.days import each_day, exists, instant, midnight
from officine.rules.openings import Hours, day

ROME = ZoneInfo("Europe/Rome")
START = datetime(2026, 11, 23, tzinfo=UTC)
MINUTES = 600


def at(minute):
    return START + timedelta(minutes=minute)


spans = st.lists(
    st.tuples(st.integers(0, MINUTES), st.integers(0, 90)).map(lambda pair: Span(at(pair[0]), at(pair[0] + pair[1]))),
    max_size=12,
)


def minutes_of(spans):
    """The oracle: every minute that is in one of the spans."""
    return {minute for minute in range(MINUTES + 100) if any(start <= at(minute) < end for start, end in spans)}


def is_merged(spans):
    return all(span.start < span.end for span in spans) and all(one.end < other.start for one, other in pairwise(spans))


@given(spans)
def test_merging_keeps_every_minute(some):
    merged = availability.merge(some)
    assert is_merged(merged)
    assert minutes_of(merged) == minutes_of(some)


@given(spans, spans)
def test_subtracting_and_intersecting_agree_with_the_minutes(some, taken):
    one, other = availability.merge(some), availability.merge(taken)
    left, both = availability.subtract(one, other), availability.intersect(one, other)
    assert is_merged(left)
    assert is_merged(both)
    assert minutes_of(left) == minutes_of(one) - minutes_of(other)
    assert minutes_of(both) == minutes_of(one) & minutes_of(other)


@given(spans, st.integers(0, MINUTES), st.integers(1, 120))
def test_a_span_is_contained_when_each_of_its_minutes_is(some, start, length):
    wanted = Span(at(start), at(start + length))
    inside = set(range(start, start + length)) <= minutes_of(some)
    assert availability.contains(availability.merge(some), wanted) is inside


@given(spans, spans, st.sampled_from([15, 30, 45, 60]), st.sampled_from([5, 15, 30]))
def test_free_counts_agree_with_the_minutes(opening, busy, length, step):
    open_spans, taken = availability.merge(opening), availability.merge(busy)
    free = {1: availability.subtract(open_spans, taken), 2: open_spans}
    slots = list(availability.slots(open_spans, timedelta(minutes=step), timedelta(minutes=length)))
    minutes = [minutes_of(spans) for spans in free.values()]
    for slot, count in availability.count_free(free, slots):
        first = int((slot.start - START) / timedelta(minutes=1))
        wanted = set(range(first, int((slot.end - START) / timedelta(minutes=1))))
        assert count == sum(wanted <= each for each in minutes)


@given(spans, st.sampled_from([15, 45, 60, 120]), st.sampled_from([5, 15, 30]))
def test_slots_are_every_step_that_fits(opening, length, step):
    open_spans = availability.merge(opening)
    found = {slot.start for slot in availability.slots(open_spans, timedelta(minutes=step), timedelta(minutes=length))}
    whole = [span for span in open_spans if span.end - span.start >= timedelta(minutes=length)]
    for span in whole:
        steps = range(0, int((span.end - span.start) / timedelta(minutes=1)) - length + 1, step)
        assert {span.start + timedelta(minutes=offset) for offset in steps} <= found
    if whole:
        assert all(any(span.start <= start < span.end for span in whole) for start in found)


def rome_day(on, *hours):
    lines = [Hours(on.weekday(), opens, closes) for opens, closes in hours]
    return day(on, ROME, lines, [], []).open


def test_a_whole_day_spans_the_break_but_an_hour_does_not():
    spans = rome_day(date(2026, 11, 24), (time(9), time(13)), (time(14), time(18)))
    assert availability.end_of(spans, spans[0].start, timedelta(hours=8)) == spans[1].end
    late = spans[0].end - timedelta(minutes=30)
    assert availability.end_of(spans, late, timedelta(hours=1)) is None
    assert availability.open_time(spans, Span(spans[0].start, spans[1].end)) == timedelta(hours=8)


def test_spans_that_touch_share_no_minute():
    one, other = [Span(at(0), at(30))], [Span(at(30), at(60))]
    assert availability.intersect(one, other) == []
    assert availability.subtract(one, other) == one


def test_a_booking_as_long_as_the_longest_opening_does_not_span_the_break():
    spans = rome_day(date(2026, 11, 24), (time(9), time(13)), (time(14), time(17)))
    assert availability.end_of(spans, spans[0].start + timedelta(hours=1), timedelta(hours=4)) is None
    assert availability.end_of(spans, spans[0].start, timedelta(hours=4)) == spans[0].end


CLOCK_CHANGES = [
    (date(2026, 3, 29), 23),
    (date(2026, 10, 25), 25),
    (date(2027, 3, 28), 23),
    (date(2027, 10, 31), 25),
    (date(2028, 3, 26), 23),
    (date(2028, 10, 29), 25),
    (date(2029, 3, 25), 23),
    (date(2029, 10, 28), 25),
]


@pytest.mark.parametrize(("on", "hours"), [*CLOCK_CHANGES, (date(2028, 2, 29), 24), (date(2026, 11, 24), 24)])
def test_a_day_has_the_hours_it_has(on, hours):
    """Around the clock in half hours: no slot twice, none that does not exist."""
    whole = [Span(midnight(on, ROME), midnight(on + timedelta(days=1), ROME))]
    slots = list(availability.slots(whole, timedelta(minutes=30), timedelta(minutes=30)))
    assert whole[0].end - whole[0].start == timedelta(hours=hours)
    assert len(slots) == len(set(slots)) == 2 * hours
    assert all(slot.start.astimezone(ROME).date() == on for slot in slots)


@pytest.mark.parametrize(("on", "hours"), CLOCK_CHANGES)
def test_opening_hours_over_the_clock_change(on, hours):
    """Open from 1:30 to 4:00: one and a half, or three and a half hours, never a phantom one."""
    spans = rome_day(on, (time(1, 30), time(4)))
    assert spans[0].end - spans[0].start == timedelta(hours=1.5 if hours == 23 else 3.5)


@pytest.mark.parametrize(("on", "hours"), CLOCK_CHANGES)
def test_half_past_two_exists_except_on_one_night_a_year(on, hours):
    assert exists(on, time(2, 30), ROME) is (hours == 25)
    if hours == 23:
        jump = datetime.combine(on, time(1), UTC)
        assert instant(on, time(2, 30), ROME) == instant(on, time(2), ROME) == instant(on, time(3), ROME) == jump


@settings(max_examples=60)
@given(st.dates(date(2026, 1, 1), date(2029, 12, 31)), st.integers(0, 1439))
def test_an_instant_is_the_first_whose_clock_shows_the_time_or_a_later_one(on, minute):
    shown = time(minute // 60, minute % 60)
    moment = instant(on, shown, ROME)
    assert moment.astimezone(ROME).replace(tzinfo=None) >= datetime.combine(on, shown)
    before = (moment - timedelta(minutes=1)).astimezone(ROME).replace(tzinfo=None)
    assert before < datetime.combine(on, shown)


def test_each_day_includes_both_ends():
    assert list(each_day(date(2028, 2, 28), date(2028, 3, 1))) == [
        date(2028, 2, 28),
        date(2028, 2, 29),
        date(2028, 3, 1),
    ]
