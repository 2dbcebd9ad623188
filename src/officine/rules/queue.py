"""The queue of the day: when each who waits without a booking can begin, in the order in which they came.

docs/explanation/queue.md says why nobody is passed over, and what the estimate leaves out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from officine.rules.availability import Span, intersect, subtract

# Half of the time that a service is meant to take helps; in less than that, nobody is well served.
ENOUGH = 0.5
ROUNDED_TO_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the line: where and when they can be served, the likeliest place first, and for how long."""

    serving: Mapping[int, Sequence[Span]]
    length: timedelta
    buffer: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Turn:
    """A place, by id, and the time one can have there; it is nobody else's until free_until."""

    place: int
    span: Span
    free_until: datetime


def turns(free: Mapping[int, Sequence[Span]], line: Sequence[Waiting]) -> list[Turn | None]:
    """For each in the line the first time that those before them leave, or None when today has no more.

    `free`: for each place its spans from now on, without bookings and without whoever is there.
    """
    left = {place: list(spans) for place, spans in free.items()}
    found: list[Turn | None] = []
    for waiting in line:
        turn = first_turn(left, waiting)
        found.append(turn)
        if turn is not None:
            taken = Span(turn.span.start, turn.span.end + waiting.buffer)
            left[turn.place] = subtract(left[turn.place], [taken])
    return found


def first_turn(free: Mapping[int, Sequence[Span]], waiting: Waiting) -> Turn | None:
    """The earliest time that somebody can have; of places free at the same instant, the first that serves them."""
    possible = [
        Turn(place, Span(span.start, min(span.start + waiting.length, span.end - waiting.buffer)), span.end)
        for place, serving in waiting.serving.items()
        for span in intersect(free.get(place, []), serving)
        if span.end - waiting.buffer - span.start >= waiting.length * ENOUGH
    ]
    return min(possible, key=lambda turn: turn.span.start, default=None)


def about_time(begins_at: datetime) -> datetime:
    """The instant that one can promise, rounded up likewise; clocks everywhere show a multiple of five minutes."""
    step = timedelta(minutes=ROUNDED_TO_MINUTES)
    since_midnight = begins_at - begins_at.replace(hour=0, minute=0, second=0, microsecond=0)
    return begins_at + -since_midnight % step


def about_minutes(begins_at: datetime, at: datetime) -> int:
    """How long somebody still waits, rounded up to what one can promise; 0 when it is their turn."""
    step = ROUNDED_TO_MINUTES
    minutes = -((at - begins_at) // timedelta(minutes=1))
    return max(0, -(-minutes // step) * step)
