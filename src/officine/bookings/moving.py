"""Where a booking could go instead: free times as if it were not there itself, and what the rules say of each."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from officine.bookings.finding import bookable_from, horizon_ends_on
from officine.bookings.models import Booking
from officine.bookings.supply import supply
from officine.bookings.wishes import rule_in_force
from officine.catalogue.models import Resource
from officine.rules import availability
from officine.rules.availability import Span
from officine.rules.days import local_date

A_WEEK = timedelta(days=7)


class FreeTime(NamedTuple):
    """A free span of the same length; one outside notice and horizon needs a reason."""

    span: Span
    is_within_rules: bool


def times_on(booking: Booking, on: date, at: datetime, place: Resource | None = None) -> list[FreeTime]:
    """The free times of a day to which a booking could move, at this place or at any."""
    return list(_free(booking, on, on, at, place))


def first_times(booking: Booking, at: datetime, place: Resource | None = None, *, count: int = 4) -> list[Span]:
    """The first times within the rules; looks a week at a time."""
    start, last = local_date(at, booking.centre.zone), horizon_ends_on(booking.service, at)
    found: list[Span] = []
    while start <= last and len(found) < count:
        week = _free(booking, start, min(start + timedelta(days=6), last), at, place)
        found += [time.span for time in week if time.is_within_rules]
        start += A_WEEK
    return found[:count]


def nearest_times(
    booking: Booking, wanted: datetime, at: datetime, place: Resource | None = None, *, count: int = 4
) -> list[Span]:
    """The free times within the rules nearest to one that cannot be had, from its day to six days later."""
    on = local_date(wanted, booking.centre.zone)
    week = _free(booking, on, on + timedelta(days=6), at, place)
    found = sorted((abs(time.span.start - wanted), time.span) for time in week if time.is_within_rules)
    return sorted(span for _distance, span in found[:count])


def _free(booking: Booking, first: date, last: date, at: datetime, place: Resource | None) -> Iterator[FreeTime]:
    service, zone = booking.service, booking.centre.zone
    found = supply(service, first, last, at, only=[place.pk] if place else None, ignoring=booking.pk)
    earliest = bookable_from(rule_in_force(service, local_date(at, zone)), at)
    last_on = horizon_ends_on(service, at)
    step, length = timedelta(minutes=service.step_minutes), timedelta(minutes=booking.open_minutes)
    is_own_place = place is None or place.pk == booking.resource_id
    for day in found.days:
        for span, places in availability.count_free(found.free, availability.slots(day.open, step, length)):
            is_own = is_own_place and span.start == booking.starts_at
            if places and span.start > at and not is_own:
                is_kept = span.start == booking.starts_at  # only the place changes
                yield FreeTime(span, is_kept or (span.start >= earliest and day.on <= last_on))
