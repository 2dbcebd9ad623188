"""The times to offer somebody who is waiting for an answer, as buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from officine.bookings.finding import first_free
from officine.catalogue.models import Service
from officine.catalogue.wording import near_begins_in_words, time_in_words
from officine.rules.availability import Span
from officine.rules.days import instant, local_date, midnight

# Without a day: the first few, and then one of each of the days that follow, for whoever cannot come so soon.
SOONEST, LATER = 3, 3
LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Time:
    """One start: its instant as the form sends it, and in words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Times:
    """What is offered; `is_that_day`: all of it is on the day that was asked for."""

    offered: list[Time]
    is_that_day: bool


def times(service: Service, minutes: int, day: date | None, hour: time | None, at: datetime) -> Times:
    """The first free times, or those of a day, or the first ones after it where it has none.

    An exact hour is offered whether or not it is free: whoever presses it hears why not.
    """
    zone = service.centre.zone
    exact = [instant(day or local_date(at, zone), hour, zone)] if hour else []
    after = max(at, midnight(day, zone)) if day else at
    spans = first_free(service, at, minutes=minutes, count=LOOKED_AT, after=after)
    that_day = [span for span in spans if local_date(span.start, zone) == day]
    shown = that_day or _spread(spans, zone)
    return Times(
        [Time(start.isoformat(), near_begins_in_words(start, at, zone)) for start in exact]
        + as_times(shown, service, at, is_one_day=bool(that_day)),
        day is None or bool(that_day),
    )


def _spread(spans: Sequence[Span], zone: ZoneInfo) -> list[Span]:
    later: dict[date, Span] = {}
    for span in spans[SOONEST:]:
        on = local_date(span.start, zone)
        if on != local_date(spans[0].start, zone):
            later.setdefault(on, span)
    return [*spans[:SOONEST], *(span for span in list(later.values())[:LATER] if span not in spans[:SOONEST])]


def as_times(spans: Sequence[Span], service: Service, at: datetime, *, is_one_day: bool = False) -> list[Time]:
    """Spans as buttons; of one day the hour is enough."""
    zone = service.centre.zone
    return [
        Time(
            span.start.isoformat(),
            time_in_words(span.start, zone) if is_one_day else near_begins_in_words(span.start, at, zone),
        )
        for span in spans
    ]
