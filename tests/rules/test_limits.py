"""Limits count hours, for the person who comes, in any 7 days in a row."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officine.rules import limits
from officine.rules.lifecycle import MOVES, TAKEN_BACK_BY, Move, Status, after, may
from officine.rules.limits import Booked
from officine.rules.refusals import Refused, Rule

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


def booked(offset, minutes, hour=9):
    start = datetime(2026, 11, 23, hour, tzinfo=UTC) + timedelta(days=offset)
    return Booked(DAY + timedelta(days=offset), start, start + timedelta(minutes=minutes), minutes)


bookings = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 16).map(lambda half: half * 30)), max_size=30)


@given(bookings)
def test_no_sequence_of_bookings_gets_anyone_over_the_hours(wanted):
    had = []
    for offset, minutes in wanted:
        try:
            limits.refuse_too_many_hours(had, DAY + timedelta(days=offset), minutes, 1200)
        except Refused:
            continue
        had.append(booked(offset, minutes))
    for first in range(-6, 27):
        assert sum(each.minutes for each in had if first <= (each.on - DAY).days < first + 7) <= 1200


@given(bookings, st.integers(0, 20), st.integers(30, 480))
def test_hours_are_refused_only_where_some_week_would_be_over(had, offset, minutes):
    mine = [booked(*each) for each in had]
    over = any(
        sum(each.minutes for each in mine if first <= (each.on - DAY).days < first + 7) + minutes > 1200
        for first in range(offset - 6, offset + 1)
    )
    try:
        limits.refuse_too_many_hours(mine, DAY + timedelta(days=offset), minutes, 1200)
    except Refused:
        assert over
    else:
        assert not over


@given(st.lists(st.integers(0, 13), max_size=8), st.integers(1, 5))
def test_the_answer_about_active_bookings_becomes_yes_exactly_when_it_says(offsets, most):
    active = [booked(offset, 60) for offset in offsets]
    start = NOW + timedelta(days=30)

    def asked(at):
        limits.refuse_too_many_active(active, most, at, start, Rule.ACTIVE_BOOKINGS)

    try:
        asked(NOW)
    except Refused as refused:
        yes = refused.next_yes_at
        asked(yes)
        with pytest.raises(Refused):
            asked(yes - timedelta(microseconds=1))
    else:
        assert len(active) < most


def test_no_limit_refuses_nothing():
    many = [booked(offset, 480) for offset in range(10)]
    limits.refuse_too_many_hours(many, DAY, 480, None)
    limits.refuse_too_many_active(many, None, NOW, NOW + timedelta(days=1), Rule.ACTIVE_BOOKINGS)


def test_notice_and_horizon_are_inclusive():
    rules = limits.Limits(horizon_days=14, notice_minutes=60, minutes_in_7_days=None, active_bookings=None)
    limits.refuse_too_early_or_late(DAY, NOW + timedelta(minutes=60), NOW, rules, NOW)
    for start, opens_at, rule in (
        (NOW, NOW, Rule.PAST),
        (NOW + timedelta(minutes=59), NOW, Rule.NOTICE),
        (NOW + timedelta(days=15), NOW + timedelta(seconds=1), Rule.HORIZON),
    ):
        with pytest.raises(Refused) as caught:
            limits.refuse_too_early_or_late(DAY, start, opens_at, rules, NOW)
        assert caught.value.rule == rule


def test_two_places_may_touch_but_not_overlap():
    limits.refuse_two_places_at_once([booked(0, 60, 9), booked(0, 60, 11)], *booked(0, 60, 10)[1:3])
    with pytest.raises(Refused):
        limits.refuse_two_places_at_once([booked(0, 61, 9)], *booked(0, 60, 10)[1:3])


def test_what_is_over_stays_over_unless_the_desk_takes_a_step_back():
    final = set(Status) - {Status.HELD, Status.CONFIRMED, Status.ARRIVED}
    moves = {(move, status) for move in MOVES for status in final if may(move, status)}
    back = {(move, status) for status, move in TAKEN_BACK_BY.items() if status in final}
    assert moves - back == {(Move.ARRIVE, Status.ABSENT), (Move.CORRECT_TIMES, Status.DONE)}
    assert not [move for move in MOVES if may(move, Status.EXPIRED)]
    assert {after(move) for move in Move} == set(Status)
