"""Telephone calls to people who could not be told otherwise: each attempt is noted, and a mistaken one taken back."""

from datetime import datetime

from django.db import transaction

from officine.bookings.models import Booking, Call
from officine.catalogue.models import Centre
from officine.database.locks import lock
from officine.people.models import Account
from officine.rules.refusals import Refused, Rule

# After these there is nothing left to tell.
TOLD_BY = (Call.Outcome.REACHED, Call.Outcome.MESSAGE)


def note_call(
    booking: Booking, about: str, outcome: str, *, by: Account, at: datetime, seen: int | None = None
) -> Call:
    """Notes how an attempt ended. `seen` is the latest attempt the caller knew of, or None for none.

    Refused when a colleague has phoned about the same thing in the meantime; the same form again changes nothing.
    """
    with transaction.atomic():
        lock(Booking.objects.filter(pk=booking.pk))
        latest = Call.objects.filter(about=about).order_by("pk").last()
        if latest is None or latest.pk == seen:
            return Call.objects.create(booking=booking, about=about, outcome=outcome, by=by, at=at)
        if (latest.by_id, latest.outcome) != (by.pk, outcome):
            raise Refused(Rule.CHANGED)
        return latest


def take_back_call(centre: Centre, number: int) -> bool:
    """Removes an attempt that was noted by mistake; False where there is none, or none any more."""
    return Call.objects.filter(booking__centre=centre, pk=number).delete()[0] > 0
