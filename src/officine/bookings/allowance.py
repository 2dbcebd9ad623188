"""What a person has booked already, held against the limits of the rules."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Q

from officine.bookings.models import Booking, BookingQuerySet
from officine.bookings.wishes import NOT_OVERRULING, Fitted
from officine.catalogue.models import Service
from officine.people.models import Account, Person
from officine.rules import lifecycle, limits
from officine.rules.days import local_date, midnight
from officine.rules.limits import Booked
from officine.rules.refusals import Overruling, Rule


def refuse_beyond_limits(
    fitted: Fitted,
    person: Person,
    by: Account | None,
    at: datetime,
    *,
    ignoring: Collection[int] = (),
    begun: Collection[int] = (),
    overruling: Overruling = NOT_OVERRULING,
) -> None:
    """Refuses a booking that this person, or whoever books for them, may not have. Call it with the person locked.

    Limits count the person who comes. Until that person is verified, whoever books for them counts too.
    `ignoring`: bookings that go. `begun`: visits that are going on; they count in hours, but not as still to come.
    """
    service, rule, start = fitted.wish.service, fitted.rule, fitted.span.start
    mine = Booking.objects.filter(person=person).exclude(pk__in=ignoring)
    near = _booked(_around(mine.filter(service=service), fitted.on, service), service)
    of_kind = mine.filter(service__kind=service.kind).active(at)
    same_kind = _booked(of_kind, service)
    limits.refuse_two_places_at_once(same_kind, *fitted.span)
    still_to_come = of_kind.exclude(pk__in=begun)
    if begun:
        same_kind = _booked(still_to_come, service)
    if not person.is_verified:
        with overruling.unless():
            limits.refuse_too_many_active(same_kind, rule.active_until_verified, at, start, Rule.ACTIVE_UNTIL_VERIFIED)
        if by is not None:
            _refuse_too_many_for_others(fitted, by, at, ignoring)
    active = _booked(still_to_come.filter(service=service), service)
    with overruling.unless():
        limits.refuse_too_many_active(active, rule.active_bookings, at, start, Rule.ACTIVE_BOOKINGS)
    with overruling.unless():
        limits.refuse_too_many_hours(near, fitted.on, fitted.open_minutes, rule.minutes_in_7_days)


def _refuse_too_many_for_others(fitted: Fitted, by: Account, at: datetime, ignoring: Collection[int]) -> None:
    if fitted.rule.active_until_verified is None:
        return
    service = fitted.wish.service
    rows = Booking.objects.filter(booked_by=by, person__verified_at=None, service__kind=service.kind)
    limits.refuse_too_many_active(
        _booked(rows.exclude(pk__in=ignoring).active(at), service),
        limits.UNVERIFIED_PER_BOOKER,
        at,
        fitted.span.start,
        Rule.ACTIVE_UNTIL_VERIFIED,
    )


def minutes_booked(person: Person, service: Service, on: date) -> int:
    """The most open minutes that a person has in any 7 days in a row that hold this day."""
    rows = _around(Booking.objects.filter(person=person, service=service), on, service)
    return limits.most_minutes_around(_booked(rows, service), on)


def _around(rows: BookingQuerySet, on: date, service: Service) -> BookingQuerySet:
    zone = service.centre.zone
    window = Q(
        starts_at__gte=midnight(on - timedelta(days=6), zone),
        starts_at__lt=midnight(on + timedelta(days=7), zone),
    )
    return rows.filter(window, status__in=lifecycle.USED)


def _booked(rows: BookingQuerySet, service: Service) -> list[Booked]:
    zone = service.centre.zone
    values = rows.values_list("starts_at", "ends_at", "open_minutes")
    return [Booked(local_date(starts_at, zone), starts_at, ends_at, minutes) for starts_at, ends_at, minutes in values]
