"""The one place that writes a status: a compare-and-swap, with its event in the same transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from officine.bookings.models import Booking, BookingEvent
from officine.people.models import Account
from officine.rules.lifecycle import MOVES, Move, after
from officine.rules.refusals import Refused, Rule

# A person must be told of these; the worker turns each such event into notices.
TOLD = (Move.BOOK, Move.CONFIRM, Move.RESCHEDULE, Move.CANCEL_BY_PERSON, Move.CANCEL_BY_TOWN, Move.RESTORE)


def begin(
    booking: Booking,
    move: Move,
    *,
    by: Account | None,
    role: str,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> Booking:
    """Writes a new booking: held, confirmed, or here already. The guard may refuse it: see database/locks.py."""
    booking.status = after(move)
    booking.created_at = at
    with transaction.atomic():
        booking.save(force_insert=True)
        _record(booking, move, "", by=by, role=role, at=at, reason="", facts=facts or {}, is_told=move in TOLD)
    return booking


def move(
    booking: Booking,
    move: Move,
    *,
    by: Account | None,
    role: str,
    at: datetime,
    reason: str = "",
    facts: dict[str, Any] | None = None,
    version: int | None = None,
    quietly: bool = False,
    **changes: Any,
) -> Booking:
    """Moves a booking along the table of moves, with changes to other fields in the same write.

    Refuses a status that cannot make this move, and a version other than the one the caller saw.
    `quietly`: a change that concerns only the staff is recorded, and nobody is told.
    """
    seen = booking.version if version is None else version
    from_status = booking.status
    with transaction.atomic():
        written = Booking.objects.filter(pk=booking.pk, version=seen, status__in=MOVES[move][0]).update(
            status=after(move), version=F("version") + 1, **changes
        )
        if not written:
            booking.refresh_from_db()
            raise Refused(Rule.STATUS if not booking.may(move) else Rule.CHANGED, {"status": booking.status})
        booking.refresh_from_db()
        is_told = move in TOLD and not quietly
        _record(booking, move, from_status, by=by, role=role, at=at, reason=reason, facts=facts or {}, is_told=is_told)
    return booking


def _record(
    booking: Booking,
    move: Move,
    from_status: str,
    *,
    by: Account | None,
    role: str,
    at: datetime,
    reason: str,
    facts: dict[str, Any],
    is_told: bool,
) -> None:
    BookingEvent.objects.create(
        booking=booking,
        at=at,
        move=move,
        from_status=from_status,
        to_status=booking.status,
        by=by,
        role=role,
        channel=booking.channel,
        reason=reason,
        facts=facts,
        version=booking.version,
        notice_due=is_told,
    )
