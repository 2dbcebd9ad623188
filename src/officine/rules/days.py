"""Local days and clock times against instants; the two nights a year when the clock changes included."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def exists(on: date, at: time, zone: ZoneInfo) -> bool:
    """Whether a clock in this zone shows this time on this day (02:30 is skipped on one night a year)."""
    local = datetime.combine(on, at, zone)
    return local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == datetime.combine(on, at)


def instant(on: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, at which a clock in this zone shows this time of this day or a later one.

    A time that is shown twice means its first showing; one that is skipped means the jump itself, so that
    opening hours written as 02:30 begin, on that night, when the clock jumps to 03:00.
    """
    shown = datetime.combine(on, at, zone).astimezone(UTC)
    if exists(on, at, zone):
        return shown
    wanted = datetime.combine(on, at)
    while (shown - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None) >= wanted:
        shown -= timedelta(minutes=1)
    return shown


def midnight(on: date, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which a local day begins."""
    return instant(on, time.min, zone)


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
