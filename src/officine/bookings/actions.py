"""The verbs: what can be done with a booking. Each says who and when, and leaves an event behind."""

from datetime import datetime

from django.db import transaction

from officine.bookings.allowance import refuse_beyond_limits
from officine.bookings.answers import may_still_change
from officine.bookings.holds import confirm, expire_stale_holds, held_by, hold, hold_second, let_go, let_go_second
from officine.bookings.models import Booking, BookingNote
from officine.bookings.moves import begin, move
from officine.bookings.picking import pick, seen_free
from officine.bookings.placing import NO_DETAILS, Details, lock_people, placed
from officine.bookings.visits import arrive, correct_times, finish, miss, reseat, undo
from officine.bookings.wishes import NOT_OVERRULING, Fitted, Wish, fit
from officine.database.locks import taken_if_refused
from officine.people.models import Account, Business, Person
from officine.rules.lifecycle import Move
from officine.rules.refusals import Overruling, Refused, Rule

__all__ = [
    "Details",
    "Wish",
    "arrive",
    "book",
    "cancel",
    "cancel_by_town",
    "confirm",
    "correct_times",
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
    "reseat",
    "seen_free",
    "undo",
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
    overruling: Overruling = NOT_OVERRULING,
    seen: Fitted | None = None,
    under_way: Booking | None = None,
) -> Booking:
    """A confirmed booking in one step, for callers that know the person already: API, phone, counter, demo.

    `overruling`: an operator's reason to set aside rules of fair use; which ones is in the event, why is in a note.
    `under_way`: the visit from which this one is booked, which is not one to come any more.
    `seen`: the same wish, looked at before, so that a transaction around this holds its locks more briefly.
    """
    fitted = seen or seen_free(wish, at, overruling)
    own = by if role == "person" else None  # an operator who books for others does not use up what they may have
    with taken_if_refused(), transaction.atomic():
        lock_people([person], own)
        begun = [under_way.pk] if under_way else []
        refuse_beyond_limits(fitted, person, own, at, begun=begun, overruling=overruling)
        booking = placed(fitted, pick(fitted, at), channel)
        booking.person, booking.booked_by, booking.business = person, own, business
        for name, value in details.as_fields().items():
            setattr(booking, name, value)
        begin(booking, Move.BOOK, by=by, role=role, at=at, facts=_overruled(overruling))
        _note_why(booking, overruling, by, at)
        return booking


def reschedule(
    booking: Booking,
    wish: Wish,
    *,
    by: Account | None,
    at: datetime,
    version: int | None = None,
    role: str = "person",
    overruling: Overruling = NOT_OVERRULING,
) -> Booking:
    """Another time or place as one change: the same code, one event, one notice.

    Another counter at the same time is told to nobody: people look for the office, not for a counter.
    """
    if role == "person":
        refuse_after_deadline(booking, at)
    keeps_its_time = role == "staff" and wish.starts_at == booking.starts_at and at < booking.ends_at
    fitted = fit(wish, at, overruling, keeps_its_time=keeps_its_time)
    own = by if role == "person" else None
    with taken_if_refused(), transaction.atomic():
        if booking.person is not None:
            lock_people([booking.person], own)
            refuse_beyond_limits(fitted, booking.person, own, at, ignoring=[booking.pk], overruling=overruling)
        resource = pick(fitted, at, ignoring=booking)
        was = {"starts_at": booking.starts_at.isoformat(), "resource": booking.resource_id}
        _note_why(booking, overruling, by, at)
        return move(
            booking,
            Move.RESCHEDULE,
            by=by,
            role=role,
            at=at,
            version=version,
            quietly=not wish.service.is_for_desks and fitted.span == (booking.starts_at, booking.ends_at),
            facts={"was": was, **_overruled(overruling)},
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
    """The person cancels; by themselves only until the deadline of the rules the booking was made under."""
    if role == "person" and booking.may(Move.CANCEL_BY_PERSON):
        refuse_after_deadline(booking, at)
    return move(booking, Move.CANCEL_BY_PERSON, by=by, role=role, at=at, reason=reason, version=version)


def cancel_by_town(
    booking: Booking, *, by: Account | None, at: datetime, reason: str, version: int | None = None
) -> Booking:
    """The town cancels; the person loses nothing by it."""
    return move(booking, Move.CANCEL_BY_TOWN, by=by, role="staff", at=at, reason=reason, version=version)


def refuse_after_deadline(booking: Booking, at: datetime) -> None:
    """Refuses a person's own change when it is too late for it; the office can still be called."""
    if not may_still_change(booking, at):
        raise Refused(Rule.CANCEL_UNTIL, {"cancel_until_minutes": booking.rule.cancel_until_minutes})


def _overruled(overruling: Overruling) -> dict[str, list[str]]:
    return {"overruled": [str(rule) for rule in overruling.rules]} if overruling.rules else {}


def _note_why(booking: Booking, overruling: Overruling, by: Account | None, at: datetime) -> None:
    """Free text stands apart from the event, so that it can be erased."""
    if overruling.rules:
        BookingNote.objects.create(
            booking=booking, kind=BookingNote.Kind.OVERRULED, text=overruling.reason, by=by, created_at=at
        )
