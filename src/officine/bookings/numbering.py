"""The numbers of the day (`numeri`): the next one, and how a number goes along with a visit."""

from datetime import datetime

from django.db.models import Max

from officine.bookings.models import Booking, Ticket
from officine.catalogue.models import Centre, Resource, Service
from officine.people.models import Person
from officine.rules.days import local_date
from officine.rules.lifecycle import Status

Outcome = Ticket.Outcome
NOT_CALLED = {"called_at": None, "called_to": None}


def next_number(
    centre: Centre, service: Service, person: Person | None, booking: Booking | None, at: datetime
) -> Ticket:
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
        next_number(booking.centre, booking.service, booking.person, booking, at)


def end_with(booking: Booking, outcome: str, at: datetime) -> None:
    """The number of a visit that ended, or was taken back, is not called any more."""
    Ticket.objects.filter(booking=booking, outcome=Outcome.WAITING).update(outcome=outcome, ended_at=at)


def wait_again(booking: Booking) -> None:
    """A visit that a number became was a mistake: the number is back in its place."""
    Ticket.objects.filter(booking=booking).update(outcome=Outcome.WAITING, ended_at=None, booking=None, **NOT_CALLED)


def _somebody_is_at(booking: Booking, at: datetime) -> bool:
    others = Booking.objects.filter(resource=booking.resource, status=Status.ARRIVED).exclude(pk=booking.pk)
    on = local_date(at, booking.centre.zone)
    return any(local_date(other.starts_at, booking.centre.zone) == on for other in others)
