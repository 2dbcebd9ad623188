"""When a centre is open on a day: weekly hours, seasons that replace them, and closures."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from officine.rules.availability import Span, merge, subtract
from officine.rules.days import instant, midnight


@dataclass(frozen=True, slots=True)
class Hours:
    """One line of the weekly hours, valid from and until two dates (both included, None: no bound)."""

    weekday: int  # 0 is Monday
    opens: time
    closes: time
    valid_from: date | None = None
    valid_until: date | None = None
    season: "Season | None" = None

    def holds_on(self, on: date) -> bool:
        return (
            self.weekday == on.weekday()
            and (self.valid_from is None or self.valid_from <= on)
            and (self.valid_until is None or on <= self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class Season:
    """A part of every year, from a month and day to another (both included), with hours of its own."""

    name: str
    first: tuple[int, int]
    last: tuple[int, int]

    def covers(self, on: date) -> bool:
        day = (on.month, on.day)
        if self.first <= self.last:
            return self.first <= day <= self.last
        return day >= self.first or day <= self.last  # over New Year


@dataclass(frozen=True, slots=True)
class Closure:
    """Days, or hours of them, on which the centre (resource None) or one desk or counter is closed."""

    first: date
    last: date
    reason: str
    every_year: bool = False
    opens: time | None = None  # closed only between these two local times, where both are given
    closes: time | None = None
    resource: int | None = None

    def covers(self, on: date) -> bool:
        if not self.every_year:
            return self.first <= on <= self.last
        return Season("", (self.first.month, self.first.day), (self.last.month, self.last.day)).covers(on)

    def span(self, on: date, zone: ZoneInfo) -> Span:
        """The part of a covered day that is closed."""
        if self.opens is None or self.closes is None:
            return Span(midnight(on, zone), midnight(on + timedelta(days=1), zone))
        return Span(instant(on, self.opens, zone), instant(on, self.closes, zone))


class Day(NamedTuple):
    """A local day of a centre: the spans in which it is open, and why it is closed when it has none."""

    on: date
    open: list[Span]
    closed_because: str


def day(on: date, zone: ZoneInfo, hours: list[Hours], seasons: list[Season], closures: list[Closure]) -> Day:
    """The spans in which a centre is open on one day.

    A season that covers the day replaces the ordinary hours. Closures of single resources do not count here.
    """
    season = next((each for each in seasons if each.covers(on)), None)
    spans = merge(
        Span(instant(on, line.opens, zone), instant(on, line.closes, zone))
        for line in hours
        if line.season == season and line.holds_on(on)
    )
    covering = [closure for closure in closures if closure.resource is None and closure.covers(on)]
    left = subtract(spans, merge(closure.span(on, zone) for closure in covering))
    reason = covering[0].reason if covering and not left else ""
    return Day(on, left, reason)
