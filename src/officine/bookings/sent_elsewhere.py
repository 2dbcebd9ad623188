"""What applying a disruption writes: shifts, closure, and each booking where it goes, with one event and one notice."""

from datetime import datetime, time, timedelta

from officine.bookings.disrupted import held
from officine.bookings.models import Booking, Disruption, Relocation
from officine.bookings.moves import move
from officine.catalogue.models import Closure, Resource, Shift
from officine.people.models import Account
from officine.rules.days import local_date, midnight
from officine.rules.lifecycle import Move
from officine.rules.refusals import Refused, Rule

A_DAY = timedelta(days=1)
END_OF_DAY = time(23, 59)


def called_off(disruption: Disruption) -> None:
    """Each shift goes to whoever takes it over, or is called off; it stays, so that the rota does not make it anew."""
    for row in disruption.shifts.select_related("shift"):
        changes = {"operator": row.taken_over_by} if row.taken_over_by else {"status": Shift.Status.CALLED_OFF}
        unchanged = Shift.objects.filter(pk=row.shift_id, operator=row.was_operator_id, status=Shift.Status.PLANNED)
        if not unchanged.update(**changes):
            raise Refused(Rule.CHANGED)


def closed(disruption: Disruption) -> Closure:
    """The closure of these days, or of these hours of one day, with its reason; a closed centre is told on the site."""
    zone = disruption.centre.zone
    first, last = local_date(disruption.starts_at, zone), local_date(disruption.ends_at - timedelta(seconds=1), zone)
    is_whole = disruption.starts_at == midnight(first, zone) and disruption.ends_at == midnight(last + A_DAY, zone)
    ends_on = local_date(disruption.ends_at, zone)
    return Closure.objects.create(
        centre=disruption.centre,
        resource=disruption.resource,
        first_on=first,
        last_on=last,
        opens=None if is_whole else disruption.starts_at.astimezone(zone).time(),
        closes=None if is_whole else disruption.ends_at.astimezone(zone).time() if ends_on == last else END_OF_DAY,
        reason=disruption.reason,
        is_sudden=disruption.kind == Disruption.Kind.CLOSED,
    )


def let_go_of_holds(disruption: Disruption, at: datetime) -> None:
    """A place that somebody is about to confirm is given back too: they are told so, and choose again."""
    for booking in held(disruption, at):
        move(booking, Move.EXPIRE, by=None, role="system", at=at)


def send_elsewhere(relocation: Relocation, *, by: Account, at: datetime) -> None:
    """Moves the booking to its new place under the rules it was made under; limits do not count against its person."""
    booking, disruption = relocation.booking, relocation.disruption
    assert relocation.to_ends_at is not None  # noqa: S101 (for the type checker)
    move(
        booking,
        Move.RESCHEDULE,
        by=by,
        role="staff",
        at=at,
        reason=disruption.kind,
        quietly=not is_told(relocation),
        facts={"was": where(booking), "disruption": disruption.pk},
        resource=relocation.to_resource,
        starts_at=relocation.to_starts_at,
        ends_at=relocation.to_ends_at,
        blocked_until=relocation.to_ends_at + timedelta(seconds=booking.buffer_seconds),
    )
    relocation.moved_version = booking.version
    relocation.save(update_fields=["moved_version"])


def is_told(relocation: Relocation) -> bool:
    """Another counter at the same time is told to nobody: people look for the office, not for a counter."""
    is_counter = relocation.was_resource.kind == Resource.Kind.COUNTER
    return not (is_counter and relocation.to_starts_at == relocation.was_starts_at)


def where(booking: Booking) -> dict[str, object]:
    return {"starts_at": booking.starts_at.isoformat(), "resource": booking.resource_id}
