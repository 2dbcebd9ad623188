"""Bookings that go with another one: the same again, and the one of the second person."""

from datetime import datetime, timedelta

from django.db.models import Q

from officine.bookings.finding import first_free, free_resources, horizon_ends_on
from officine.bookings.models import Booking
from officine.bookings.wishes import Wish
from officine.rules.availability import Span

WEEK = timedelta(days=7)


def next_like(booking: Booking, at: datetime) -> Wish:
    """The same again: the same weekday, time and place where they are free, else the first time that is."""
    service, zone = booking.service, booking.centre.zone
    start, end = booking.starts_at.astimezone(zone), booking.ends_at.astimezone(zone)
    last_on = horizon_ends_on(service, at)
    # Adding weeks to local times keeps “at nine” across a clock change.
    start, end = start + WEEK, end + WEEK
    while start.date() <= last_on:
        if start > at and booking.resource_id in free_resources(service, Span(start, end), at):
            return Wish(service, start, end, booking.resource)
        start, end = start + WEEK, end + WEEK
    minutes = booking.open_minutes
    free = first_free(service, at, minutes=minutes, count=1, after=max(at, booking.ends_at))
    if free:
        return Wish(service, *free[0])
    return Wish(service, max(at, booking.starts_at) + WEEK, minutes=minutes)


def made_together(booking: Booking) -> list[Booking]:
    """The booking of the person right before or after, made in the same go."""
    if not booking.hold_key:
        return []
    after = Q(hold_seat=2, starts_at=booking.blocked_until) if booking.hold_seat == 1 else Q(pk=None)
    before = Q(hold_seat=1, blocked_until=booking.starts_at) if booking.hold_seat == 2 else Q(pk=None)
    same = Booking.objects.filter(hold_key=booking.hold_key, status=booking.status, resource=booking.resource_id)
    return list(same.filter(after | before).select_related("centre", "resource", "person"))
