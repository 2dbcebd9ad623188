"""A week of each counter: seven days beside one another, hours down the left, to print on one page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from officine.catalogue.models import Centre
from officine.catalogue.wording import short_day_in_words, span_in_words, time_in_words
from officine.frontdesk.agenda.reading import EXPECTED, Days, Place, Visit, days
from officine.frontdesk.agenda.rows import Words
from officine.rules.availability import Span
from officine.rules.days import local_date

DAYS = 7
A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Column:
    """One day of the week."""

    on: date
    words: str
    is_today: bool
    closed_because: str


@dataclass(frozen=True)
class Entry:
    """Somebody who comes; the need is on the screen, never on paper."""

    time: str
    name: str
    service: str
    address: str
    status: str


@dataclass(frozen=True)
class Cell:
    """What begins at a counter within one hour of one day."""

    is_served: bool
    entries: list[Entry]


@dataclass(frozen=True)
class Hour:
    starts: str
    cells: list[Cell]


@dataclass(frozen=True)
class DayOfShifts:
    """The shifts of one day, planned and called off."""

    column: Column
    planned: list[str]
    called_off: list[str]


@dataclass(frozen=True)
class CounterWeek:
    name: str
    days: list[DayOfShifts]
    hours: list[Hour]


@dataclass(frozen=True)
class Week:
    columns: list[Column]
    counters: list[CounterWeek]

    @property
    def first(self) -> date:
        return self.columns[0].on

    @property
    def last(self) -> date:
        return self.columns[-1].on


def week(centre: Centre, on: date, at: datetime) -> Week:
    """The week from Monday to Sunday in which this day lies, in as many queries as a day."""
    first = on - timedelta(days=on.weekday())
    found = days(centre, first, first + timedelta(days=DAYS - 1), at)
    today = local_date(at, centre.zone)
    words = Words(centre, at)
    columns = [
        Column(day.on, short_day_in_words(day.on), day.on == today, day.closed_because) for day in found.opening.days
    ]
    return Week(
        columns,
        [
            _counter(found, place, columns, words)
            for place in found.places
            if not place.is_for_desks and (place.is_active or found.visits_by_place[place.pk])
        ],
    )


def _counter(found: Days, place: Place, columns: list[Column], words: Words) -> CounterWeek:
    def in_words(shifts: list[Span]) -> list[str]:
        return [span_in_words(*shift, words.zone) for shift in shifts]

    return CounterWeek(
        place.name,
        [
            DayOfShifts(column, in_words(place.shifts[column.on]), in_words(place.called_off[column.on]))
            for column in columns
        ],
        _hours(found, place, [column.on for column in columns], words),
    )


def _hours(found: Days, place: Place, dates: list[date], words: Words) -> list[Hour]:
    """One line for each hour from the first that is served, or in which somebody comes, to the last."""
    comes: dict[tuple[date, int], list[Visit]] = defaultdict(list)
    for visit in found.visits_by_place[place.pk]:
        if visit.status in EXPECTED:
            local = visit.starts_at.astimezone(words.zone)
            comes[local.date(), local.hour].append(visit)
    served = {
        (on, hour)
        for on in dates
        for start, end in found.serving(place, on)
        for hour in range(start.astimezone(words.zone).hour, (end - A_MOMENT).astimezone(words.zone).hour + 1)
    }
    wanted = {hour for _on, hour in [*comes, *served]}
    return [
        Hour(
            f"{hour}:00",
            [Cell((on, hour) in served, [_entry(visit, words) for visit in comes[on, hour]]) for on in dates],
        )
        for hour in range(min(wanted, default=0), max(wanted, default=-1) + 1)
    ]


def _entry(visit: Visit, words: Words) -> Entry:
    return Entry(
        time_in_words(visit.starts_at, words.zone),
        words.name(visit),
        words.service(visit),
        words.addresses.of("booking", visit.code),
        visit.status,
    )
