"""Which bookings to come no longer fit the catalogue: closed, cut short, or without a place, service or shift."""

from collections import defaultdict
from datetime import datetime, timedelta

from officine.bookings.models import Booking
from officine.catalogue.models import Centre, Shift
from officine.catalogue.opening import calendar
from officine.rules.availability import Span, contains, intersect, merge, open_time
from officine.rules.days import local_date

Served = dict[tuple[int, int], list[Span]]


def misfits(centre: Centre, at: datetime) -> list[Booking]:
    """The confirmed bookings of a centre that are not over and that could not stand as the catalogue is now.

    Lengths, limits and deadlines do not count: a booking keeps the rules it was made under. Five queries.
    """
    rows = list(
        Booking.objects.filter(centre=centre)
        .active(at)
        .select_related("service", "resource")
        .order_by("starts_at", "pk")
    )
    if not rows:
        return []
    on = {row.pk: local_date(row.starts_at, centre.zone) for row in rows}
    first, last = min(on.values()), max(on.values())
    days, closed = calendar(centre, first, last)
    open_spans = {day.on: day.open for day in days}
    served = _served(centre, rows)
    return [row for row in rows if not _fits(row, open_spans[on[row.pk]], closed.get(row.resource_id, []), served)]


def _fits(booking: Booking, open_spans: list[Span], closed: list[Span], served: Served) -> bool:
    span = Span(booking.starts_at, booking.ends_at)
    if not (booking.service.is_active and booking.resource.is_active) or intersect(closed, [span]):
        return False
    if booking.service.is_for_desks:
        # A whole day spans the midday break, so that what counts is how much of it is open.
        return open_time(open_spans, span) >= timedelta(minutes=booking.open_minutes)
    shifts = merge(served[booking.resource_id, booking.service_id])
    return contains(intersect(shifts, open_spans), span)


def _served(centre: Centre, bookings: list[Booking]) -> Served:
    """When each counter serves each service, near these bookings."""
    served: Served = defaultdict(list)
    rows = Shift.objects.filter(
        centre=centre,
        status=Shift.Status.PLANNED,
        starts_at__lt=max(booking.ends_at for booking in bookings),
        ends_at__gt=min(booking.starts_at for booking in bookings),
    )
    for counter, service, starts_at, ends_at in rows.values_list("counter", "services", "starts_at", "ends_at"):
        served[counter, service].append(Span(starts_at, ends_at))
    return served
