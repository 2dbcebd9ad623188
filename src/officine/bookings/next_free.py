"""The next free time of each of several services at once, in as many queries as for one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import prefetch_related_objects

from officine.bookings.finding import horizon_ends_on, slots_in
from officine.bookings.models import Booking
from officine.bookings.supply import Supply
from officine.catalogue.models import Centre, Resource, Service, Shift
from officine.catalogue.opening import Calendar, calendar
from officine.rules.availability import Span, hull, intersect, merge, subtract
from officine.rules.days import local_date, midnight


def next_free(services: Sequence[Service], at: datetime) -> dict[int, Span]:
    """By the id of each service of one centre, its first span that can be booked; absent where there is none.

    Looks a week at a time and stops as soon as each service has one.
    """
    found: dict[int, Span] = {}
    if not services:
        return found
    prefetch_related_objects(services, "rules")
    centre = services[0].centre
    last = max(horizon_ends_on(service, at) for service in services)
    start = local_date(at, centre.zone)
    missing = list(services)
    while missing and start <= last:
        until = min(start + timedelta(days=6), last)
        found |= _in_a_week(centre, missing, start, until, at)
        missing = [service for service in missing if service.pk not in found]
        start = until + timedelta(days=1)
    return found


def _in_a_week(centre: Centre, services: Sequence[Service], first: date, last: date, at: datetime) -> dict[int, Span]:
    seen = calendar(centre, first, last)
    taken = _taken(
        centre, seen, Span(midnight(first, centre.zone), midnight(last + timedelta(days=1), centre.zone)), at
    )
    serving = _serving(centre, services, seen)
    found: dict[int, Span] = {}
    for service in services:
        buffer = timedelta(minutes=service.buffer_minutes)
        free = {
            resource: subtract(spans, merge(Span(start - buffer, end) for start, end in taken[resource]))
            for resource, spans in serving[service.pk].items()
        }
        slots = slots_in(service, Supply(seen.days, free), service.shortest_minutes, at)
        slot = next((slot for slot, places in slots if places), None)
        if slot:
            found[service.pk] = slot
    return found


def _taken(centre: Centre, seen: Calendar, whole: Span, at: datetime) -> defaultdict[int, list[Span]]:
    """By resource, what is booked until the end of its buffer, and when it is closed by itself."""
    taken: defaultdict[int, list[Span]] = defaultdict(list)
    rows = Booking.objects.blocking(at).filter(centre=centre).overlapping(*whole)
    for resource, starts_at, blocked_until in rows.values_list("resource_id", "starts_at", "blocked_until"):
        taken[resource].append(Span(starts_at, blocked_until))
    for resource, spans in seen.resource_closures.items():
        taken[resource] += spans
    return taken


def _serving(centre: Centre, services: Sequence[Service], seen: Calendar) -> defaultdict[int, dict[int, list[Span]]]:
    """By service and resource, when it serves: desks while the centre is open, counters while a shift is on."""
    serving: defaultdict[int, dict[int, list[Span]]] = defaultdict(dict)
    desks = centre.resources.filter(kind=Resource.Kind.DESK, is_active=True).values_list("pk", flat=True)
    days = [span for day in seen.days for span in hull(day.open)]
    at_desks = [service.pk for service in services if service.is_for_desks]
    for desk in desks if at_desks else []:
        for service in at_desks:
            serving[service][desk] = days
    shifts: defaultdict[tuple[int, int], list[Span]] = defaultdict(list)
    rows = Shift.services.through.objects.filter(
        service__in=[service.pk for service in services],
        shift__status=Shift.Status.PLANNED,
        shift__counter__is_active=True,
        shift__on__gte=seen.days[0].on,
        shift__on__lte=seen.days[-1].on,
    ).values_list("service_id", "shift__counter_id", "shift__starts_at", "shift__ends_at")
    for service, counter, starts_at, ends_at in rows:
        shifts[service, counter].append(Span(starts_at, ends_at))
    open_spans = [span for day in seen.days for span in day.open]
    for (service, counter), spans in shifts.items():
        serving[service][counter] = intersect(merge(spans), open_spans)
    return serving
