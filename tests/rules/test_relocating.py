"""Proposals for people who cannot stay where they are, against what must hold for any of them."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from officine.rules.availability import Span, contains, merge
from officine.rules.openings import Day
from officine.rules.relocating import Displaced, Given, Ground, Place, is_free, places, propose

FIRST = date(2026, 11, 23)
STEP = timedelta(minutes=30)
HOUR = timedelta(hours=1)


def at(day, hour, minute=0):
    return datetime(2026, 11, 23, tzinfo=UTC) + timedelta(days=day, hours=hour, minutes=minute)


def days(count):
    """Open from 9 to 13 and from 14 to 18."""
    return [
        Day(FIRST + timedelta(days=n), [Span(at(n, 9), at(n, 13)), Span(at(n, 14), at(n, 18))], "")
        for n in range(count)
    ]


def ground(free, count=3, buffer=0, earliest=None, step=STEP):
    return Ground(days(count), free, step, timedelta(minutes=buffer), earliest or at(0, 0))


def displaced(key, start, *, hours=1.0, person=None, resource=1, service=1):
    on = FIRST + timedelta(days=(start - at(0, 0)).days)
    return Displaced(key, person, service, on, start, hours * HOUR, resource)


def all_day(*resources, count=3):
    return {resource: [Span(at(n, 9), at(n, 18)) for n in range(count)] for resource in resources}


def only(one, on_ground):
    return propose([one], {1: on_ground})[one.key]


def test_the_same_time_elsewhere_comes_first():
    assert only(displaced(7, at(0, 10)), ground(all_day(2, 3))) == Place(2, Span(at(0, 10), at(0, 11)))


def test_then_another_time_of_the_day_then_the_same_hour_of_the_next_day_with_room():
    free = {1: [Span(at(0, 16), at(0, 17)), Span(at(1, 9), at(1, 18))]}
    assert only(displaced(7, at(0, 10)), ground(free)).span.start == at(0, 16)
    assert only(displaced(7, at(0, 10)), ground({1: free[1][1:]})).span.start == at(1, 10)
    assert only(displaced(7, at(0, 10)), ground({1: [Span(at(2, 15), at(2, 18))]})).span.start == at(2, 15)


def test_never_an_earlier_day_and_none_where_there_is_no_room():
    assert only(displaced(7, at(1, 10)), ground({1: [Span(at(0, 9), at(0, 18))]})) is None
    assert only(displaced(7, at(0, 10), hours=2), ground({1: [Span(at(0, 9), at(0, 10, 30))]})) is None
    assert only(displaced(7, at(0, 10)), ground({})) is None


def test_an_earlier_day_can_be_chosen_by_hand():
    one, around = displaced(7, at(1, 10)), ground(all_day(1))
    assert next(places(one, around, Given(), on=FIRST)) == Place(1, Span(at(0, 10), at(0, 11)))
    assert {place.span.start.date() for place in places(one, around, Given(), on=FIRST)} == {FIRST}


def test_nobody_is_asked_to_come_too_soon_unless_at_the_time_they_have():
    near = ground(all_day(2), earliest=at(0, 12))
    assert only(displaced(7, at(0, 10)), near).span.start == at(0, 10)
    other = ground({2: [Span(at(0, 10, 30), at(0, 18))]}, earliest=at(0, 12))
    assert only(displaced(7, at(0, 10)), other).span.start == at(0, 12)


def test_who_came_first_chooses_first():
    free = {1: [Span(at(0, 11), at(0, 12)), Span(at(1, 9), at(1, 18))]}
    early, late = displaced(7, at(0, 10)), displaced(8, at(0, 11))
    proposed = propose([early, late], {1: ground(free)})
    assert (proposed[7].span.start, proposed[8].span.start) == (at(0, 11), at(1, 11))


def test_one_person_is_never_in_two_places_at_once():
    free = all_day(1, 2, count=1)
    proposed = propose([displaced(7, at(0, 10), person=5), displaced(8, at(0, 10), person=5)], {1: ground(free, 1)})
    assert {place.span.start for place in proposed.values()} == {at(0, 10), at(0, 9)}
    busy = Given()
    busy.persons[5].append(Span(at(0, 9), at(0, 17)))
    assert propose([displaced(7, at(0, 10), person=5)], {1: ground(free, 1)}, busy)[7].span.start == at(0, 17)


def test_a_whole_day_goes_to_a_whole_day():
    free = {1: [Span(at(0, 14), at(0, 18)), Span(at(1, 9), at(1, 18))]}
    assert only(displaced(7, at(0, 9), hours=8), ground(free)).span == Span(at(1, 9), at(1, 18))


starts = st.tuples(st.integers(0, 2), st.integers(9, 16)).map(lambda pair: at(*pair))
persons = st.lists(
    st.tuples(starts, st.sampled_from([0.5, 1, 1.5, 8]), st.integers(1, 4), st.integers(1, 2)), max_size=12
)
free_spans = st.lists(
    st.tuples(st.integers(0, 3), st.integers(18, 35), st.integers(1, 18)).map(
        lambda each: Span(at(each[0], 0, 30 * each[1]), at(each[0], 0, 30 * (each[1] + each[2])))
    ),
    max_size=6,
).map(merge)
frees = st.dictionaries(st.integers(1, 3), free_spans, max_size=3)
buffers = st.sampled_from([0, 15, 30])


@given(persons, frees, frees, buffers, buffers, st.integers(0, 60).map(lambda hours: at(0, hours)))
def test_what_is_proposed_is_free_in_time_apart_and_in_order(them, one, two, buffer, other_buffer, earliest):
    grounds = {1: ground(one, 4, buffer, earliest), 2: ground(two, 4, other_buffer, earliest)}
    asked = [
        displaced(key, start, hours=hours, person=person, service=service)
        for key, (start, hours, person, service) in enumerate(them)
    ]
    proposed = propose(asked, grounds)
    assert list(proposed) == [each.key for each in asked]
    placed = [(each, proposed[each.key]) for each in asked if proposed[each.key]]
    for each, place in placed:
        assert contains(grounds[each.service].free[place.resource], place.span)
        assert place.span.start >= earliest or place.span.start == each.start
        assert place.span.start.date() >= each.on
    for (each, place), (later, other) in combinations(placed, 2):
        blocked = [
            Span(at.span.start, at.span.end + grounds[of.service].buffer) for of, at in ((each, place), (later, other))
        ]
        if place.resource == other.resource:
            assert blocked[0].end <= blocked[1].start or blocked[1].end <= blocked[0].start
        if each.person == later.person:
            assert place.span.end <= other.span.start or other.span.end <= place.span.start
    # Nobody would rather have had what was left when their turn came.
    given_away = Given()
    for each in asked:
        around = grounds[each.service]
        assert proposed[each.key] == next(places(each, around, given_away), None)
        if place := proposed[each.key]:
            assert is_free(place, each, around, given_away)
            given_away.give(each, place, around.buffer)
            assert not is_free(place, each, around, given_away)


def test_sixty_people_are_placed_quickly():
    """Printed by `pytest -s`: seconds for 60 appointments over 60 days that are nearly full."""
    free = {resource: [Span(at(n, 12), at(n, 13)) for n in range(60)] for resource in range(1, 11)}
    asked = [displaced(number, at(0, 9 + number % 4), hours=0.75) for number in range(60)]
    begun = perf_counter()
    proposed = propose(asked, {1: ground(free, 60, buffer=15, step=timedelta(minutes=15))})
    took = perf_counter() - begun
    print(f"\n60 proposals: {took:.3f} s")  # noqa: T201 (the figure)
    assert all(proposed.values())
    assert took < 2
