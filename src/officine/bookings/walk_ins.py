"""People who come without a booking (`accesso senza prenotazione`) and are served at once."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from officine.bookings.answered import Asked, once
from officine.bookings.line import free_now, picture, whole_minute
from officine.bookings.models import Booking
from officine.bookings.moves import begin
from officine.bookings.picking import expire_in_the_way
from officine.bookings.placing import lock_people
from officine.bookings.wishes import rule_in_force
from officine.catalogue.models import Resource, Service
from officine.database.locks import lock, taken_if_refused
from officine.people.models import Account, Person
from officine.rules.availability import Span
from officine.rules.days import local_date, midnight
from officine.rules.lifecycle import Move
from officine.rules.queue import Turn
from officine.rules.refusals import Refused, Rule


def walk_in(
    service: Service,
    *,
    by: Account,
    at: datetime,
    resource: Resource | None = None,
    person: Person | None = None,
    minutes: int | None = None,
    key: str = "",
) -> Booking:
    """Somebody is served now: at this resource, or at any that is free.

    No grid, no notice and no limits: an empty desk helps nobody. Lasts `minutes`, or the shortest time of the service,
    or what is free until the next booking or closing, if that is enough (rules/queue.py). Refuses what is closed or
    taken. The same `key` again, of one form, is the same visit.
    """

    def do() -> Booking:
        return _served(service, by=by, at=at, resource=resource, person=person, minutes=minutes)

    if not key:
        return do()
    told = f"{service.pk} {resource.pk if resource else ''} {person.pk if person else ''} {minutes}"
    asked = Asked(by, f"walk-in {key}", sha256(told.encode()).hexdigest())
    return Booking.objects.get(code=once(asked, do, lambda booking: {"code": booking.code}, at)["code"])


def _served(
    service: Service,
    *,
    by: Account,
    at: datetime,
    resource: Resource | None,
    person: Person | None,
    minutes: int | None,
) -> Booking:
    with taken_if_refused(), transaction.atomic():
        lock_people([person] if person else [], None)
        turn = _turn_now(service, at, resource, minutes)
        booking = _visit(service, turn, at)
        booking.person = person
        return begin(booking, Move.WALK_IN, by=by, role="staff", at=at)


def _turn_now(service: Service, at: datetime, resource: Resource | None, minutes: int | None) -> Turn:
    """A free place, with the places that would do locked until the transaction ends."""
    rows = Resource.objects.filter(centre=service.centre, kind=service.kind, is_active=True)
    candidates = lock(rows.filter(pk=resource.pk) if resource else rows)
    zone = service.centre.zone
    tomorrow = midnight(local_date(at, zone) + timedelta(days=1), zone)
    expire_in_the_way(Span(whole_minute(at), tomorrow), candidates, at)
    seen = picture(service.centre, at, only=candidates)
    turn = free_now(service, seen, minutes)
    if turn is None:
        raise Refused(Rule.TAKEN if seen.serves_now(service) else Rule.CLOSED)
    return turn


def _visit(service: Service, turn: Turn, at: datetime) -> Booking:
    """The booking row of a visit that begins now, not written yet."""
    start, end = turn.span
    return Booking(
        centre=service.centre,
        resource_id=turn.place,
        service=service,
        rule=rule_in_force(service, local_date(at, service.centre.zone)),
        channel=Booking.Channel.WALK_IN,
        starts_at=start,
        ends_at=end,
        buffer_seconds=service.buffer_minutes * 60,
        blocked_until=end + timedelta(minutes=service.buffer_minutes),
        open_minutes=(end - start) // timedelta(minutes=1),
        arrived_at=at,
    )
