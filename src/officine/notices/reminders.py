"""Reminders: in the morning of the day before, once per booking and time."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Max

from officine.bookings.models import Booking, BookingEvent
from officine.catalogue.models import Centre
from officine.notices.collect import tell
from officine.notices.kinds import OF_MOVE, Kind
from officine.notices.models import Notice
from officine.rules.days import instant, local_date, midnight
from officine.rules.lifecycle import Move, Status

REMIND_AT = time(9)  # by the clock of the centre, on the day before
ONE_DAY = timedelta(days=1)
MADE = tuple(move for move in OF_MOVE if move not in (Move.CANCEL_BY_PERSON, Move.CANCEL_BY_TOWN))


def collect_reminders(at: datetime) -> None:
    """Makes the reminders that are due by now for bookings still to come.

    Whoever booked, or chose this time, after the hour of the reminder has just been told, and gets none.
    """
    for centre in Centre.objects.all():
        for booking, reason in _not_reminded(_coming(centre, at)):
            facts: dict[str, object] = {"starts_at": booking.starts_at.isoformat()}
            with transaction.atomic():
                tell(booking.pk, Kind.REMINDER, reason, facts, at)


def remind_at(booking: Booking) -> datetime:
    """When the reminder of a booking is due."""
    zone = booking.centre.zone
    return instant(local_date(booking.starts_at, zone) - ONE_DAY, REMIND_AT, zone)


def _coming(centre: Centre, at: datetime) -> list[Booking]:
    """The centre's confirmed bookings whose reminder is due and that have not begun."""
    tomorrow_ends = midnight(local_date(at, centre.zone) + 2 * ONE_DAY, centre.zone)
    coming = Booking.objects.select_related("centre").filter(
        centre=centre, status=Status.CONFIRMED, starts_at__gt=at, starts_at__lt=tomorrow_ends
    )
    due = [booking for booking in coming if remind_at(booking) <= at]
    made_at = _made_at(due)
    return [booking for booking in due if made_at.get(booking.pk, booking.created_at) < remind_at(booking)]


def _made_at(bookings: list[Booking]) -> dict[int, datetime]:
    """When each was booked, or moved to where it is."""
    made = BookingEvent.objects.filter(booking__in=bookings, move__in=MADE)
    return dict(made.values_list("booking").annotate(last=Max("at")))


def _not_reminded(bookings: list[Booking]) -> list[tuple[Booking, str]]:
    """Those without a reminder for this time yet, each with the reason that becomes its key."""
    reasons = {f"reminder:{booking.pk}:{booking.starts_at:%Y%m%dT%H%MZ}": booking for booking in bookings}
    keys = Notice.objects.filter(kind=Kind.REMINDER, booking__in=bookings).values_list("key", flat=True)
    reminded = {key.rpartition(":")[0] for key in keys}
    return [(booking, reason) for reason, booking in reasons.items() if reason not in reminded]
