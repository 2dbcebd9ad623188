"""Taking a disruption back while nobody has answered: everything as it was, told only to whoever had been told."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from officine.bookings.models import Booking, BookingEvent, Disruption, Relocation
from officine.bookings.moves import move
from officine.bookings.sent_elsewhere import is_told, where
from officine.catalogue.models import Resource, Shift
from officine.database.locks import lock, taken_if_refused
from officine.people.models import Account, Person
from officine.rules.lifecycle import Move
from officine.rules.refusals import Refused, Rule

TAKEN_BACK = "taken_back"  # the reason of the event that brings a booking back


class WhyNot(StrEnum):
    """What stands in the way of taking a disruption back."""

    NOT_APPLIED = "not_applied"
    UNDONE = "undone"
    ANSWERED = "answered"
    CHANGED = "changed"
    PAST = "past"


def why_not_undone(disruption: Disruption, at: datetime) -> WhyNot | None:
    """None while it can be taken back."""
    if disruption.applied_at is None:
        return WhyNot.NOT_APPLIED
    if disruption.undone_at is not None:
        return WhyNot.UNDONE
    for row in _moved(disruption):
        if row.accepted_at is not None:
            return WhyNot.ANSWERED
        if row.booking.version != row.moved_version:
            return WhyNot.CHANGED
        # A time that has come meanwhile cannot be given back.
        if disruption.applied_at < row.was_starts_at <= at or row.was_ends_at <= at:
            return WhyNot.PAST
    return None


def undo(disruption: Disruption, *, by: Account, at: datetime) -> Disruption:
    """Shifts, closure and bookings as they were. Refuses CHANGED once somebody has answered; twice changes nothing."""
    with taken_if_refused(), transaction.atomic():
        lock(Disruption.objects.filter(pk=disruption.pk))
        disruption = Disruption.objects.select_related("centre", "closure").get(pk=disruption.pk)
        if disruption.undone_at is not None:
            return disruption
        moved = _moved(disruption)
        lock(Person.objects.filter(pk__in={row.booking.person_id for row in moved}))
        lock(Resource.objects.filter(centre=disruption.centre))
        lock(Booking.objects.filter(pk__in=[row.booking_id for row in moved]))  # whoever accepts holds theirs
        if why_not_undone(disruption, at) is not None:
            raise Refused(Rule.CHANGED)
        _restore_shifts(disruption)
        if disruption.closure is not None:
            disruption.closure.delete()
            disruption.closure = None
        for row in _moved(disruption):
            _bring_back(row, by=by, at=at)
        disruption.undone_at = at
        disruption.save(update_fields=["closure", "undone_at"])
    return disruption


def _moved(disruption: Disruption) -> list[Relocation]:
    rows = disruption.relocations.filter(moved_version__isnull=False)
    return list(rows.select_related("booking", "was_resource").order_by("pk"))


def _restore_shifts(disruption: Disruption) -> None:
    for row in disruption.shifts.all():
        changed = {"operator": row.taken_over_by_id} if row.taken_over_by_id else {"status": Shift.Status.CALLED_OFF}
        if not Shift.objects.filter(pk=row.shift_id, **changed).update(
            operator=row.was_operator_id, status=Shift.Status.PLANNED
        ):
            raise Refused(Rule.CHANGED)


def _bring_back(row: Relocation, *, by: Account, at: datetime) -> None:
    """One event; where the move was not told yet, neither is told."""
    booking = row.booking
    sent_away = BookingEvent.objects.get(booking=booking, version=booking.version)
    unsaid = BookingEvent.objects.filter(pk=sent_away.pk, notice_due=True).update(notice_due=False)
    move(
        booking,
        Move.RESCHEDULE,
        by=by,
        role="staff",
        at=at,
        reason=TAKEN_BACK,
        quietly=bool(unsaid) or not is_told(row),
        version=row.moved_version,
        facts={"was": where(booking), "disruption": row.disruption_id, "takes_back": sent_away.pk},
        resource=row.was_resource,
        starts_at=row.was_starts_at,
        ends_at=row.was_ends_at,
        blocked_until=row.was_ends_at + timedelta(seconds=booking.buffer_seconds),
    )
