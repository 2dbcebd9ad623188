"""Which resources serve when, and which of that is free: a few queries, then the pure rules."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from officine.bookings.models import Booking
from officine.catalogue.models import Resource, Service, Shift
from officine.catalogue.opening import Calendar, calendar
from officine.rules import openings
from officine.rules.availability import Span, hull, intersect, merge, subtract
from officine.rules.days import midnight


@dataclass(frozen=True, slots=True)
class Supply:
    """The days of a service, and for each resource, by id, the spans in which it is free."""

    days: list[openings.Day]
    free: dict[int, list[Span]]


def supply(
    service: Service,
    first: date,
    last: date,
    at: datetime,
    *,
    only: Collection[int] | None = None,
    ignoring: int | None = None,
    known: Calendar | None = None,
) -> Supply:
    """What is free for a service from first to last day, both included.

    `only`: these resources alone. `ignoring`: a booking that is about to move does not stand in its own way.
    `known`: the calendar of these days, where it has been loaded a moment before.
    """
    days, closed = known or calendar(service.centre, first, last)
    serving = _desks(service, days) if service.is_for_desks else _counters(service, days)
    if only is not None:
        serving = {resource: spans for resource, spans in serving.items() if resource in only}
    zone = service.centre.zone
    whole = Span(midnight(first, zone), midnight(last + timedelta(days=1), zone))
    taken = _taken(serving, whole, at, timedelta(minutes=service.buffer_minutes), ignoring)
    for resource, spans in closed.items():
        taken[resource] += spans
    return Supply(days, {resource: subtract(spans, merge(taken[resource])) for resource, spans in serving.items()})


def _desks(service: Service, days: list[openings.Day]) -> dict[int, list[Span]]:
    """A desk serves from the first opening of a day to its last closing: a whole day spans the break."""
    spans = [span for day in days for span in hull(day.open)]
    desks = service.centre.resources.filter(kind=Resource.Kind.DESK, is_active=True).order_by("position", "pk")
    return dict.fromkeys(desks.values_list("pk", flat=True), spans)


def _counters(service: Service, days: list[openings.Day]) -> dict[int, list[Span]]:
    """A counter serves while a shift for this service is on and the centre is open."""
    if not days:
        return {}
    shifts: dict[int, list[Span]] = defaultdict(list)
    rows = Shift.objects.filter(
        services=service, status=Shift.Status.PLANNED, counter__is_active=True, on__gte=days[0].on, on__lte=days[-1].on
    ).order_by("counter__position", "counter_id", "starts_at")
    for counter, starts_at, ends_at in rows.values_list("counter_id", "starts_at", "ends_at"):
        shifts[counter].append(Span(starts_at, ends_at))
    open_spans = [span for day in days for span in day.open]
    return {counter: intersect(merge(spans), open_spans) for counter, spans in shifts.items()}


def _taken(
    serving: Collection[int], whole: Span, at: datetime, buffer: timedelta, ignoring: int | None
) -> defaultdict[int, list[Span]]:
    """What is booked, with its own buffer after it and, before it, the buffer of whoever would come first."""
    rows = Booking.objects.blocking(at).filter(resource__in=list(serving)).overlapping(*whole)
    if ignoring is not None:
        rows = rows.exclude(pk=ignoring)
    taken: defaultdict[int, list[Span]] = defaultdict(list)
    for resource, starts_at, blocked_until in rows.values_list("resource_id", "starts_at", "blocked_until"):
        taken[resource].append(Span(starts_at - buffer, blocked_until))
    return taken
