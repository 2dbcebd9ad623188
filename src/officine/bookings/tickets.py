"""The numbers of the day: given, called, served, given up; each of these steps can be taken back."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from officine.bookings.answered import Asked, once
from officine.bookings.models import Booking, Ticket
from officine.bookings.walk_ins import walk_in
from officine.catalogue.models import Centre, Resource, Service
from officine.database.locks import taken_if_refused
from officine.people.models import Account, Person
from officine.rules.days import local_date
from officine.rules.lifecycle import Status
from officine.rules.refusals import Refused, Rule

Outcome = Ticket.Outcome
NOT_CALLED = {"called_at": None, "called_to": None}


def take_number(service: Service, *, by: Account, at: datetime, person: Person | None = None, key: str = "") -> Ticket:
    """The next number of today, for somebody without a booking. The same `key` again is the same number."""

    def do() -> Ticket:
        return _next(service.centre, service, person, None, at)

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


def give_number_if_waiting(booking: Booking, at: datetime) -> None:
    """On arrival for a counter: whoever is early, or finds somebody still there, can be called by a number.

    Last in the transaction of the arrival: the lock on the centre is held most briefly.
    """
    if booking.resource.kind != Resource.Kind.COUNTER:
        return
    earlier = Ticket.objects.filter(booking=booking)
    if not (at < booking.starts_at or _somebody_is_at(booking, at)):
        earlier.filter(outcome=Outcome.WAITING).update(outcome=Outcome.SERVED, ended_at=at)
    elif not earlier.update(outcome=Outcome.WAITING, came_at=at, ended_at=None, **NOT_CALLED):
        _next(booking.centre, booking.service, booking.person, booking, at)


def end_with(booking: Booking, outcome: str, at: datetime) -> None:
    """The number of a visit that ended, or was taken back, is not called any more."""
    Ticket.objects.filter(booking=booking, outcome=Outcome.WAITING).update(outcome=outcome, ended_at=at)


def wait_again(booking: Booking) -> None:
    """A visit that a number became was a mistake: the number is back in its place."""
    Ticket.objects.filter(booking=booking).update(outcome=Outcome.WAITING, ended_at=None, booking=None, **NOT_CALLED)


def _next(centre: Centre, service: Service, person: Person | None, booking: Booking | None, at: datetime) -> Ticket:
    """Numbers begin at 1 each day and have no gaps: of two at once the second waits for the first."""
    list(Centre.objects.select_for_update(no_key=True, of=("self",)).filter(pk=centre.pk))
    on = local_date(at, centre.zone)
    last = Ticket.objects.filter(centre=centre, on=on).aggregate(last=Max("number"))["last"]
    return Ticket.objects.create(
        centre=centre,
        on=on,
        number=(last or 0) + 1,
        service=service,
        person=person,
        booking=booking,
        came_at=at,
    )


def _somebody_is_at(booking: Booking, at: datetime) -> bool:
    others = Booking.objects.filter(resource=booking.resource, status=Status.ARRIVED).exclude(pk=booking.pk)
    on = local_date(at, booking.centre.zone)
    return any(local_date(other.starts_at, booking.centre.zone) == on for other in others)


def _change(ticket: Ticket, seen: dict[str, object], **changes: object) -> Ticket:
    """Only while the number stands as it was seen; otherwise somebody was first."""
    if not Ticket.objects.filter(pk=ticket.pk, **seen).update(**changes):
        raise Refused(Rule.CHANGED)
    ticket.refresh_from_db()
    return ticket
