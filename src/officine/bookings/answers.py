"""The answer to a move that the town made: accepted, or changed by the person."""

from datetime import datetime

from django.db import transaction

from officine.bookings.models import Booking, Relocation
from officine.database.locks import lock
from officine.rules.limits import cancellable_until
from officine.rules.refusals import Refused, Rule


def unanswered(booking: Booking) -> Relocation | None:
    """The move of this booking by the town, while its person has neither accepted it nor chosen otherwise."""
    rows = Relocation.objects.unanswered().filter(booking=booking)
    return rows.select_related("disruption", "was_resource").last()


def accept(booking: Booking, *, at: datetime) -> None:
    """The new time or place is all right; said twice, it counts once. Refuses CHANGED when it is no longer that one."""
    with transaction.atomic():
        lock(Booking.objects.filter(pk=booking.pk))  # the town may be taking the move back at this moment
        if Relocation.objects.unanswered().filter(booking=booking).update(accepted_at=at):
            return
        if not Relocation.objects.moved().filter(booking=booking, accepted_at__isnull=False).exists():
            raise Refused(Rule.CHANGED)


def changeable_until(booking: Booking) -> datetime:
    """The last instant at which a person may move or cancel a booking by themselves.

    The deadline is that of the rules the booking was made under; a time that the town chose for them and that they
    have not accepted can be refused until it comes.
    """
    if unanswered(booking) is not None:
        return booking.starts_at
    return cancellable_until(booking.starts_at, booking.rule.cancel_until_minutes)


def may_still_change(booking: Booking, at: datetime) -> bool:
    """Whether it is not too late; only when it seems so does it cost a query."""
    in_time = at <= cancellable_until(booking.starts_at, booking.rule.cancel_until_minutes)
    return in_time or at <= changeable_until(booking)
