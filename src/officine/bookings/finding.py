"""What can be booked, for the pages and the API: counts and spans, never who."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from officine.bookings.supply import Supply, supply
from officine.bookings.wishes import rule_in_force
from officine.catalogue.models import Centre, Resource, Rule, Service
from officine.catalogue.opening import opening_days
from officine.rules import availability
from officine.rules.availability import Span
from officine.rules.days import instant, local_date, midnight

NOON = time(13)


@dataclass(frozen=True, slots=True)
class Half:
    """A half-day: how many of the desks are free for all that is left of it, and how many for a part."""

    name: str  # "morning" or "afternoon"
    span: Span
    free: int
    partly: int
    of: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class DayAtAGlance:
    on: date
    closed_because: str
    halves: list[Half]
    is_bookable: bool  # within the horizon and not past


@dataclass(frozen=True, slots=True)
class DeskOnDay:
    desk: Resource
    free: list[Span]


@dataclass(frozen=True, slots=True)
class DayOfDesks:
    on: date
    open: list[Span]
    closed_because: str
    desks: list[DeskOnDay]
    is_bookable: bool


@dataclass(frozen=True, slots=True)
class Now:
    """A centre at this moment."""

    is_open: bool
    closes_at: datetime | None
    opens_at: datetime | None  # the next opening, within two weeks
    closed_because: str
    free_desks: int
    desks: int


def horizon_ends_on(service: Service, at: datetime) -> date:
    """The last day that can be booked now."""
    today = local_date(at, service.centre.zone)
    return today + timedelta(days=rule_in_force(service, today).horizon_days)


def bookable_from(rule: Rule, at: datetime) -> datetime:
    """The earliest start that can be booked now."""
    return max(at + timedelta(minutes=rule.notice_minutes), at + timedelta(microseconds=1))


def slots(service: Service, first: date, last: date, minutes: int, at: datetime) -> list[tuple[Span, int]]:
    """Every step of the grid within opening hours, with how many places one could book there now."""
    return list(slots_in(service, supply(service, first, last, at), minutes, at))


def slots_in(service: Service, found: Supply, minutes: int, at: datetime) -> Iterator[tuple[Span, int]]:
    """The same, of a supply that has been looked up already."""
    zone = service.centre.zone
    rule = rule_in_force(service, local_date(at, zone))
    earliest = bookable_from(rule, at)
    last_on = local_date(at, zone) + timedelta(days=rule.horizon_days)
    step, length = timedelta(minutes=service.step_minutes), timedelta(minutes=minutes)
    for day in found.days:
        wanted = availability.slots(day.open, step, length)
        for slot, free in availability.count_free(found.free, wanted):
            yield slot, free if slot.start >= earliest and day.on <= last_on else 0


def first_free(
    service: Service,
    at: datetime,
    *,
    minutes: int | None = None,
    count: int = 3,
    after: datetime | None = None,
) -> list[Span]:
    """The first spans that can be booked, from `after` (or now) to the horizon; fewer where there are fewer.

    Looks a week at a time, so that a service with free places costs one week.
    """
    found = _first_free(service, at, minutes or service.shortest_minutes, count, max(at, after or at))
    return [slot for slot, _places in found]


def _first_free(service: Service, at: datetime, minutes: int, count: int, after: datetime) -> list[tuple[Span, int]]:
    start = local_date(after, service.centre.zone)
    last = horizon_ends_on(service, at)
    found: list[tuple[Span, int]] = []
    while start <= last and len(found) < count:
        until = min(start + timedelta(days=6), last)
        week = slots(service, start, until, minutes, at)
        found += [(slot, places) for slot, places in week if places and slot.start >= after]
        start = until + timedelta(days=1)
    return found[:count]


def half_days(service: Service, first: date, last: date, at: datetime) -> list[DayAtAGlance]:
    """For each day and each of its halves, how many desks are free."""
    found = supply(service, first, last, at)
    zone = service.centre.zone
    today, last_on = local_date(at, zone), horizon_ends_on(service, at)
    shortest = timedelta(minutes=service.shortest_minutes)
    step = timedelta(minutes=service.step_minutes)
    return [
        DayAtAGlance(
            day.on,
            day.closed_because,
            [
                _half(name, span, found.free, at, shortest, step)
                for name, span in _halves(day.open, instant(day.on, NOON, zone))
            ],
            today <= day.on <= last_on,
        )
        for day in found.days
    ]


def _halves(open_spans: list[Span], noon: datetime) -> Iterator[tuple[str, Span]]:
    """Morning and afternoon: each from its first opening to its last closing."""
    before = availability.intersect(open_spans, [Span(noon - timedelta(days=1), noon)])
    after = availability.intersect(open_spans, [Span(noon, noon + timedelta(days=1))])
    for name, spans in (("morning", before), ("afternoon", after)):
        for span in availability.hull(spans):
            yield name, span


def _half(
    name: str, span: Span, free: dict[int, list[Span]], at: datetime, shortest: timedelta, step: timedelta
) -> Half:
    start = span.start
    while start <= at:
        start += step
    left = Span(start, span.end)
    if left.end - left.start < shortest:
        return Half(name, span, 0, 0, len(free), is_over=True)
    whole = sum(availability.contains(spans, left) for spans in free.values())
    partly = sum(
        any(part.end - part.start >= shortest for part in availability.intersect(spans, [left]))
        for spans in free.values()
    )
    return Half(name, span, whole, partly, len(free), is_over=False)


def desks_on(service: Service, on: date, at: datetime) -> DayOfDesks:
    """The desks of a day and when each is free, for at least the shortest booking."""
    found = supply(service, on, on, at)
    day = found.days[0]
    zone = service.centre.zone
    bookable = local_date(at, zone) <= on <= horizon_ends_on(service, at)
    desks = service.centre.resources.filter(pk__in=found.free).order_by("position", "pk")
    shortest = timedelta(minutes=service.shortest_minutes)
    ahead = [Span(at, midnight(on + timedelta(days=1), zone))] if bookable else []
    return DayOfDesks(
        on,
        day.open,
        day.closed_because,
        [
            DeskOnDay(
                desk,
                [
                    span
                    for span in availability.intersect(found.free[desk.pk], ahead)
                    if span.end - span.start >= shortest
                ],
            )
            for desk in desks
        ],
        bookable,
    )


def free_resources(service: Service, span: Span, at: datetime) -> list[int]:
    """The resources, by id, that are free for the whole of a span."""
    on = local_date(span.start, service.centre.zone)
    return availability.free_in(supply(service, on, on, at).free, span)


def alternatives(service: Service, span: Span, at: datetime, count: int = 3) -> list[Span]:
    """The free spans of the same length nearest to one that is not: that day first, then the days after it."""
    return [slot for slot, _places in alternative_slots(service, span, at, count)]


def alternative_slots(service: Service, span: Span, at: datetime, count: int = 3) -> list[tuple[Span, int]]:
    """The alternatives, each with how many places are free."""
    on = local_date(span.start, service.centre.zone)
    found = supply(service, on, max(on, min(on + timedelta(days=6), horizon_ends_on(service, at))), at)
    minutes = availability.open_time(found.days[0].open, span) // timedelta(minutes=1) or service.shortest_minutes
    length = max((each for each in service.lengths if each <= minutes), default=service.shortest_minutes)
    free = [slot for slot in slots_in(service, found, length, at) if slot[1]]
    nearest = sorted(free, key=lambda slot: (abs(slot[0].start - span.start), slot[0]))[:count]
    return sorted(nearest) or _first_free(service, at, length, count, at)


def now_at(centre: Centre, at: datetime) -> Now:
    """Whether the centre is open, until or from when, and how many desks are free at this moment."""
    today = local_date(at, centre.zone)
    days = opening_days(centre, today, today + timedelta(days=14))
    spans = [span for day in days for span in day.open]
    current = next((span for span in spans if span.start <= at < span.end), None)
    following = next((span for span in spans if span.start > at), None)
    desks = centre.services.filter(kind=Resource.Kind.DESK, is_active=True).order_by("position", "pk").first()
    free = supply(desks, today, today, at).free if desks else {}
    moment = Span(at, at + timedelta(minutes=1))
    return Now(
        is_open=current is not None,
        closes_at=current.end if current else None,
        opens_at=following.start if following else None,
        closed_because=days[0].closed_because,
        free_desks=sum(availability.contains(spans, moment) for spans in free.values()) if current else 0,
        desks=len(free),
    )
