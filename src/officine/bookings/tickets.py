"""What an operator does with a number: given, called, served, given up; each of these steps can be taken back."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from officine.bookings import visits
from officine.bookings.answered import Asked, once
from officine.bookings.models import Booking, Ticket
from officine.bookings.numbering import NOT_CALLED, Outcome, next_number
from officine.bookings.walk_ins import walk_in
from officine.catalogue.models import Resource, Service
from officine.database.locks import taken_if_refused
from officine.people.models import Account, Person
from officine.rules.lifecycle import Status
from officine.rules.refusals import Refused, Rule


def take_number(service: Service, *, by: Account, at: datetime, person: Person | None = None, key: str = "") -> Ticket:
    """The next number of today, for somebody without a booking. The same `key` again is the same number."""

    def do() -> Ticket:
        return next_number(service.centre, service, person, None, at)

    if not key:
        with transaction.atomic():
            return do()
    told = sha256(f"{service.pk} {person.pk if person else ''}".encode()).hexdigest()
    answer = once(Asked(by, f"number {key}", told), do, lambda ticket: {"ticket": ticket.pk}, at)
    return Ticket.objects.get(pk=answer["ticket"])


def call(ticket: Ticket, to: Resource, *, at: datetime, seen: datetime | None = None) -> Ticket:
    """Calls a number to a desk or counter; again is fine, for whoever has `seen` the call before."""
    if to.centre_id != ticket.centre_id or not to.is_active or to.kind != ticket.service.kind:
        raise Refused(Rule.CLOSED)
    return _change(ticket, {"outcome": Outcome.WAITING, "called_at": seen}, called_at=at, called_to=to)


def uncall(ticket: Ticket) -> Ticket:
    """The call was a mistake: they wait on."""
    return _change(ticket, {"outcome": Outcome.WAITING}, **NOT_CALLED)


def serve(ticket: Ticket, at_place: Resource | None, *, by: Account, at: datetime) -> Booking:
    """Their turn has come: a visit without a booking begins here, or the visit they booked goes on."""
    with taken_if_refused(), transaction.atomic():
        booking = ticket.booking or walk_in(ticket.service, by=by, at=at, resource=at_place, person=ticket.person)
        _change(ticket, {"outcome": Outcome.WAITING}, outcome=Outcome.SERVED, ended_at=at, booking=booking)
        return booking


def leave(ticket: Ticket, *, at: datetime) -> Ticket:
    """They did not want to wait, or did not answer the call."""
    return _change(ticket, {"outcome": Outcome.WAITING}, outcome=Outcome.LEFT, ended_at=at)


def come_back(ticket: Ticket) -> Ticket:
    """They are here after all: the same number, in its place."""
    return _change(ticket, {"outcome": Outcome.LEFT}, outcome=Outcome.WAITING, ended_at=None, **NOT_CALLED)


def undo(ticket: Ticket, *, by: Account, at: datetime) -> Ticket:
    """Takes back the last step with a number: served, left or called.

    Refused where the visit has gone on since, or has been taken back: then it is the visit that has a last step.
    """
    if ticket.booking is not None and ticket.booking.status != Status.ARRIVED:
        raise Refused(Rule.CHANGED)
    if ticket.outcome == Outcome.LEFT:
        return come_back(ticket)
    if ticket.outcome == Outcome.WAITING:
        return uncall(ticket)
    if ticket.booking is not None and ticket.booking.channel == Booking.Channel.WALK_IN:
        visits.undo(ticket.booking, by=by, at=at)
        ticket.refresh_from_db()
        return ticket
    return _change(ticket, {"outcome": Outcome.SERVED}, outcome=Outcome.WAITING, ended_at=None, **NOT_CALLED)


def _change(ticket: Ticket, seen: dict[str, object], **changes: object) -> Ticket:
    """Only while the number stands as it was seen; otherwise somebody was first."""
    if not Ticket.objects.filter(pk=ticket.pk, **seen).update(**changes):
        raise Refused(Rule.CHANGED)
    ticket.refresh_from_db()
    return ticket
