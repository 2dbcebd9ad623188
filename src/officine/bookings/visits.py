"""The visit itself, as the desk sees it: who came, left or did not come, and each of these steps taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from officine.bookings import numbering
from officine.bookings.models import Booking, Relocation
from officine.bookings.moves import move
from officine.bookings.picking import expire_in_the_way
from officine.catalogue.models import Resource
from officine.database.locks import lock, taken_if_refused
from officine.people.models import Account
from officine.rules.availability import Span
from officine.rules.lifecycle import BLOCKING, TAKEN_BACK_BY, Move, Status, after
from officine.rules.presence import refuse_wrong_times
from officine.rules.refusals import Refused, Rule

# What a step wrote besides the status goes with it.
FORGETS: dict[Move, dict[str, Any]] = {Move.UNDO_ARRIVE: {"arrived_at": None}, Move.UNDO_FINISH: {"left_at": None}}


def arrive(booking: Booking, *, by: Account, at: datetime, version: int | None = None) -> Booking:
    """They are here; also whoever was marked absent and comes after all, unless their place is somebody else's now."""
    with _place_kept(booking, Move.ARRIVE, at):
        move(booking, Move.ARRIVE, by=by, role="staff", at=at, version=version, arrived_at=at)
        numbering.give_number_if_waiting(booking, at)
    return booking


def finish(booking: Booking, *, by: Account, at: datetime, version: int | None = None) -> Booking:
    """They have left; what remains of their time is free for others."""
    with transaction.atomic():
        move(booking, Move.FINISH, by=by, role="staff", at=at, version=version, left_at=at)
        numbering.end_with(booking, numbering.Outcome.SERVED, at)
    return booking


def miss(booking: Booking, *, by: Account, at: datetime, version: int | None = None) -> Booking:
    """Nobody came; refused before the booking begins, and where nobody could have been received."""
    if Relocation.objects.to_deal_with().filter(booking=booking).exists():
        raise Refused(Rule.CLOSED)
    if at < booking.starts_at:
        raise Refused(Rule.PAST, {"status": booking.status}, next_yes_at=booking.starts_at)
    return move(booking, Move.MISS, by=by, role="staff", at=at, version=version)


def undo(booking: Booking, *, by: Account, at: datetime, version: int | None = None) -> Booking:
    """Takes back the last step; refused where there is none, or where the place has gone to somebody else."""
    back = _way_back(booking)
    if back is None:
        raise Refused(Rule.STATUS, {"status": booking.status})
    with _place_kept(booking, back, at):
        move(booking, back, by=by, role="staff", at=at, version=version, **FORGETS.get(back, {}))
        if back == Move.UNDO_WALK_IN:
            numbering.wait_again(booking)
        elif back == Move.UNDO_ARRIVE:
            numbering.end_with(booking, numbering.Outcome.LEFT, at)
    return booking


def reseat(booking: Booking, to: Resource, *, by: Account, at: datetime, version: int | None = None) -> Booking:
    """Another desk or counter for somebody who is here already; nobody needs to be told."""
    if to.kind != booking.resource.kind or to.centre_id != booking.centre_id or not to.is_active:
        raise Refused(Rule.CLOSED)
    facts = {"was": {"starts_at": booking.starts_at.isoformat(), "resource": booking.resource_id}}
    with taken_if_refused(), transaction.atomic():
        _lock_place(booking, [to.pk], at)
        return move(booking, Move.RESEAT, by=by, role="staff", at=at, version=version, facts=facts, resource=to)


def correct_times(
    booking: Booking,
    arrived_at: datetime,
    left_at: datetime | None,
    *,
    by: Account,
    at: datetime,
    version: int | None = None,
) -> Booking:
    """Puts right when somebody came and left; nobody is told, and papers that say otherwise are no longer good."""
    refuse_wrong_times(arrived_at, left_at, booking.starts_at, booking.centre.zone, at)
    had = {"arrived_at": booking.arrived_at, "left_at": booking.left_at}
    facts = {"was": {name: moment.isoformat() for name, moment in had.items() if moment}}
    step = Move.CORRECT_TIMES if left_at else Move.CORRECT_ARRIVAL
    with transaction.atomic():
        move(
            booking,
            step,
            by=by,
            role="staff",
            at=at,
            version=version,
            facts=facts,
            arrived_at=arrived_at,
            left_at=left_at,
        )
        booking.attestations.filter(revoked_at=None).update(revoked_at=at)
    return booking


def _way_back(booking: Booking) -> Move | None:
    if booking.channel == Booking.Channel.WALK_IN and booking.status == Status.ARRIVED:
        return Move.UNDO_WALK_IN
    return TAKEN_BACK_BY.get(Status(booking.status))


@contextmanager
def _place_kept(booking: Booking, wanted: Move, at: datetime) -> Iterator[None]:
    """Around a move by which a booking may take its place again: the lock comes first, the guard has the last word."""
    with taken_if_refused(), transaction.atomic():
        if after(wanted) in BLOCKING and booking.status not in BLOCKING:
            _lock_place(booking, [booking.resource_id], at)
        yield


def _lock_place(booking: Booking, resources: list[int], at: datetime) -> None:
    lock(Resource.objects.filter(pk__in=resources))
    expire_in_the_way(Span(booking.starts_at, booking.blocked_until), resources, at)
