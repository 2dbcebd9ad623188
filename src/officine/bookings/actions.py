"""The verbs: what can be done with a booking. Each says who and when, and leaves an event behind."""

from datetime import datetime

from django.db import transaction

from officine.bookings.allowance import refuse_beyond_limits
from officine.bookings.holds import confirm, expire_stale_holds, held_by, hold, hold_second, let_go, let_go_second
from officine.bookings.models import Booking
from officine.bookings.moves import begin, move
from officine.bookings.picking import pick, seen_free
from officine.bookings.placing import NO_DETAILS, Details, lock_people, placed
from officine.bookings.wishes import Fitted, Wish, fit
from officine.database.locks import taken_if_refused
from officine.people.models import Account, Business, Person
from officine.rules.lifecycle import Move
from officine.rules.limits import cancellable_until
from officine.rules.refusals import Refused, Rule

__all__ = [
    "Details",
    "Wish",
    "arrive",
    "book",
    "cancel",
    "cancel_by_town",
    "confirm",
    "expire_stale_holds",
    "finish",
    "held_by",
    "hold",
    "hold_second",
    "let_go",
    "let_go_second",
    "miss",
    "refuse_after_deadline",
    "reschedule",
    "seen_free",
]


def book(
    wish: Wish,
    *,
    person: Person,
    by: Account | None,
    channel: str,
    at: datetime,
    details: Details = NO_DETAILS,
    business: Business | None = None,
    role: str = "person",
    seen: Fitted | None = None,
) -> Booking:
    """A confirmed booking in one step, for callers that know the person already: API, phone, counter, demo.

    `seen`: the same wish, looked at before, so that a transaction around this holds its locks more briefly.
    """
    fitted = seen or seen_free(wish, at)
    with taken_if_refused(), transaction.atomic():
        lock_people([person], by)
        refuse_beyond_limits(fitted, person, by, at)
        booking = placed(fitted, pick(fitted, at), channel)
        booking.person, booking.booked_by, booking.business = person, by, business
        for name, value in details.as_fields().items():
            setattr(booking, name, value)
        return begin(booking, Move.BOOK, by=by, role=role, at=at)


def reschedule(
    booking: Booking,
    wish: Wish,
    *,
    by: Account | None,
    at: datetime,
    version: int | None = None,
    role: str = "person",
) -> Booking:
    """Another time or place as one change: the same code, one event, one notice."""
    if role == "person":
        refuse_after_deadline(booking, at)
    fitted = fit(wish, at)
    with taken_if_refused(), transaction.atomic():
        if booking.person is not None:
            lock_people([booking.person], by)
            refuse_beyond_limits(fitted, booking.person, by, at, ignoring=[booking.pk])
        resource = pick(fitted, at, ignoring=booking)
        was = {"starts_at": booking.starts_at.isoformat(), "resource": booking.resource_id}
        return move(
            booking,
            Move.RESCHEDULE,
            by=by,
            role=role,
            at=at,
            version=version,
            facts={"was": was},
            resource=resource,
            rule=fitted.rule,
            starts_at=fitted.span.start,
            ends_at=fitted.span.end,
            blocked_until=fitted.blocked.end,
            open_minutes=fitted.open_minutes,
        )


def cancel(
    booking: Booking,
    *,
    by: Account | None,
    at: datetime,
    reason: str = "",
    version: int | None = None,
    role: str = "person",
) -> Booking:
    """The person cancels; refused after the deadline of the rules the booking was made under."""
    if booking.may(Move.CANCEL_BY_PERSON):
        refuse_after_deadline(booking, at)
    return move(booking, Move.CANCEL_BY_PERSON, by=by, role=role, at=at, reason=reason, version=version)


def cancel_by_town(booking: Booking, *, by: Account | None, at: datetime, reason: str) -> Booking:
    """The town cancels; the person loses nothing by it."""
    return move(booking, Move.CANCEL_BY_TOWN, by=by, role="staff", at=at, reason=reason)


def arrive(booking: Booking, *, by: Account, at: datetime) -> Booking:
    return move(booking, Move.ARRIVE, by=by, role="staff", at=at, arrived_at=at)


def finish(booking: Booking, *, by: Account, at: datetime) -> Booking:
    return move(booking, Move.FINISH, by=by, role="staff", at=at, left_at=at)


def miss(booking: Booking, *, by: Account, at: datetime) -> Booking:
    """Nobody came; refused before the booking begins."""
    if at < booking.starts_at:
        raise Refused(Rule.PAST, {"status": booking.status}, next_yes_at=booking.starts_at)
    return move(booking, Move.MISS, by=by, role="staff", at=at)


def refuse_after_deadline(booking: Booking, at: datetime) -> None:
    """Refuses a person's own change when it is too late for it; the office can still be called."""
    if at > cancellable_until(booking.starts_at, booking.rule.cancel_until_minutes):
        raise Refused(Rule.CANCEL_UNTIL, {"cancel_until_minutes": booking.rule.cancel_until_minutes})
