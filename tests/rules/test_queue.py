"""The queue: nobody is passed over, no place is given twice, and the wait is not made to look shorter."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from officine.rules.availability import Span, contains, intersect, merge
from officine.rules.queue import ENOUGH, Waiting, about_minutes, about_time, turns

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
PLACES = (1, 2, 3)


def after(minutes):
    return NINE + timedelta(minutes=minutes)


def span(start, end):
    return Span(after(start), after(end))


def minutes(count):
    return timedelta(minutes=count)


def waiting(*places, lasts=30, until=240, buffer=0):
    return Waiting({place: [span(0, until)] for place in places}, minutes(lasts), minutes(buffer))


spans = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 120)), max_size=4).map(
    lambda pairs: merge(span(start, start + length) for start, length in pairs)
)
frees = st.fixed_dictionaries(dict.fromkeys(PLACES, spans))
waitings = st.builds(
    Waiting,
    st.dictionaries(st.sampled_from(PLACES), spans),
    st.integers(1, 60).map(minutes),
    st.integers(0, 10).map(minutes),
)
lines = st.lists(waitings, max_size=6)


def test_each_takes_the_first_place_that_those_before_them_leave():
    free = {1: [span(0, 120)], 2: [span(20, 120)]}
    found = turns(free, [waiting(1, 2), waiting(1, 2), waiting(1), waiting(1, 2)])
    assert [(turn.place, turn.span) for turn in found] == [
        (1, span(0, 30)),
        (2, span(20, 50)),
        (1, span(30, 60)),
        (2, span(50, 80)),
    ]


def test_half_of_the_time_is_enough_and_less_is_not():
    assert turns({1: [span(0, 15)]}, [waiting(1)])[0].span == span(0, 15)
    assert turns({1: [span(0, 14)]}, [waiting(1)]) == [None]
    assert turns({1: [span(0, 20)]}, [waiting(1, buffer=5)])[0].span == span(0, 15)
    assert turns({1: [span(0, 19)]}, [waiting(1, buffer=5)]) == [None]


def test_whoever_cannot_be_served_today_keeps_nobody_else_waiting():
    assert turns({1: [span(0, 60)]}, [waiting(2), waiting(1)])[0] is None
    assert turns({1: [span(0, 60)]}, [waiting(2), waiting(1)])[1].span.start == NINE


@given(frees, lines)
def test_everybody_is_served_where_a_place_is_free_for_them(free, line):
    for turn, who in zip(turns(free, line), line, strict=True):
        if turn is not None:
            theirs = intersect(free[turn.place], who.serving[turn.place])
            assert contains(theirs, Span(turn.span.start, turn.span.end + who.buffer))
            assert who.length * ENOUGH <= turn.span.end - turn.span.start <= who.length


@given(frees, lines)
def test_no_place_is_given_to_two_at_once(free, line):
    given_out = [(turn, who) for turn, who in zip(turns(free, line), line, strict=True) if turn]
    for index, (turn, who) in enumerate(given_out):
        for other, _ in given_out[index + 1 :]:
            if other.place == turn.place:
                assert other.span.end <= turn.span.start or other.span.start >= turn.span.end + who.buffer


@given(frees, lines, waitings)
def test_whoever_comes_later_delays_nobody_before_them(free, line, newcomer):
    assert turns(free, [*line, newcomer])[:-1] == turns(free, line)


@given(frees, st.lists(st.just(waiting(*PLACES)), max_size=6))
def test_of_two_who_need_the_same_the_first_to_come_begins_first(free, line):
    begins = [turn.span.start if turn else None for turn in turns(free, line)]
    served = [start for start in begins if start]
    assert served == sorted(served)
    assert begins == served + [None] * (len(begins) - len(served))


@given(frees, waitings)
def test_nobody_could_begin_earlier(free, who):
    turn = turns(free, [who])[0]
    for minute in range(330):
        start = after(minute)
        if turn is not None and start >= turn.span.start:
            break
        wanted = Span(start, start + who.length * ENOUGH + who.buffer)
        assert not any(contains(intersect(free[place], spans), wanted) for place, spans in who.serving.items())


def test_the_wait_is_rounded_up():
    for seconds, wait in ((-60, 0), (0, 0), (1, 5), (299, 5), (300, 5), (301, 10), (35 * 60, 35), (35 * 60 + 1, 40)):
        assert about_minutes(NINE + timedelta(seconds=seconds), NINE) == wait, seconds


def test_so_is_the_time():
    for seconds, minute in ((0, 0), (1, 5), (300, 5), (37 * 60, 40), (58 * 60, 60)):
        assert about_time(NINE + timedelta(seconds=seconds)) == after(minute), seconds
