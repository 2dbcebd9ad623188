"""Holds: a chosen place is kept while somebody fills in a form, and then becomes theirs, or free again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from officine.bookings.allowance import refuse_beyond_limits
from officine.bookings.models import Booking
from officine.bookings.moves import begin, move
from officine.bookings.picking import lock_candidates, pick, pick_among, seen_free
from officine.bookings.placing import NO_DETAILS, Details, lock_people, placed
from officine.bookings.wishes import Fitted, Wish, fit
from officine.database.locks import taken_if_refused
from officine.people.models import Account, Business, Person
from officine.rules.lifecycle import Move, Status
from officine.rules.refusals import Refused, Rule

# A family or a classroom behind one address may choose at the same time; a program may not empty the calendar.
HOLDS_PER_NETWORK = 20


def hold(wish: Wish, *, key: str, network: str, at: datetime) -> Booking:
    """Keeps a place for one browser. The same wish again is the same hold; another one replaces it."""
    fitted = _seen_free(wish, key, at)
    try:
        with taken_if_refused(), transaction.atomic():
            candidates = lock_candidates(fitted)
            mine = _same(fitted, key, at)
            if mine is not None:
                return mine
            _let_go(key, at)
            _refuse_too_many(network, at)
            resource = pick_among(candidates, fitted, at)
            return _begin(placed(fitted, resource, Booking.Channel.WEB), key, network, at)
    except IntegrityError:  # the same browser, twice at once: the other request has the hold
        mine = _same(fitted, key, at)
        if mine is None:
            raise Refused(Rule.TAKEN) from None
        return mine


def hold_second(first: Booking, *, at: datetime) -> Booking:
    """Keeps the place right after a held one, at the same counter, for a second person (seat 2)."""
    mine = Booking.objects.filter(hold_key=first.hold_key, hold_seat=2, status=Status.HELD).first()
    if mine is not None:
        return mine
    minutes = first.open_minutes
    wish = Wish(first.service, first.blocked_until, resource=first.resource, minutes=minutes)
    with taken_if_refused(), transaction.atomic():
        fitted = fit(wish, at)
        second = placed(fitted, pick(fitted, at), first.channel)
        second.hold_seat = 2
        return _begin(second, first.hold_key, first.hold_network, at)


def let_go(key: str, at: datetime) -> None:
    """The browser gives its place back."""
    with transaction.atomic():
        _let_go(key, at)


def let_go_second(key: str, at: datetime) -> None:
    """The second of two people does not come after all; the first keeps their place."""
    for booking in Booking.objects.filter(hold_key=key, hold_seat=2, status=Status.HELD):
        move(booking, Move.EXPIRE, by=None, role="person", at=at, hold_network="")


def held_by(key: str, at: datetime) -> list[Booking]:
    """What a browser holds now, seat 1 first."""
    held = Booking.objects.filter(hold_key=key, status=Status.HELD, held_until__gt=at)
    return list(held.select_related("service__centre__municipality", "resource", "rule").order_by("hold_seat"))


def confirm(
    bookings: Sequence[Booking],
    *,
    persons: Sequence[Person],
    by: Account | None,
    at: datetime,
    business: Business | None = None,
    details: Details = NO_DETAILS,
) -> list[Booking]:
    """Held places become these persons' bookings, one each, all or none. Confirmed again, the answer is the same.

    A hold that is over but that nobody has taken is still good: the guard has kept it.
    """
    with taken_if_refused(), transaction.atomic():
        lock_people(persons, by)
        fresh = [Booking.objects.select_related("service__centre", "rule").get(pk=booking.pk) for booking in bookings]
        if all(
            booking.status == Status.CONFIRMED and booking.person_id == person.pk
            for booking, person in zip(fresh, persons, strict=True)
        ):
            return fresh
        return [
            _confirm(booking, person, by, business, details, at) for booking, person in zip(fresh, persons, strict=True)
        ]


def _confirm(
    booking: Booking,
    person: Person,
    by: Account | None,
    business: Business | None,
    details: Details,
    at: datetime,
) -> Booking:
    if booking.status != Status.HELD:
        raise Refused(Rule.HOLD_OVER, {"status": booking.status})
    # Whoever chose in time may write until the hold is over: the notice counts from the choice.
    is_live = booking.held_until is not None and booking.held_until > at
    wish = Wish(booking.service, booking.starts_at, booking.ends_at, booking.resource)
    fitted = fit(wish, booking.created_at if is_live else at)
    refuse_beyond_limits(fitted, person, by, at)
    return move(
        booking,
        Move.CONFIRM,
        by=by,
        role="person",
        at=at,
        person=person,
        booked_by=by,
        business=business,
        held_until=None,
        hold_network="",
        **details.as_fields(),
    )


def expire_stale_holds(at: datetime, most: int = 500) -> int:
    """Frees places whose hold is over; returns how many. The worker calls it, whoever wants the place need not wait."""
    expired = 0
    for booking in Booking.objects.stale_holds(at).order_by("held_until")[:most]:
        try:
            move(booking, Move.EXPIRE, by=None, role="system", at=at, hold_network="")
        except Refused:  # confirmed or expired by somebody else meanwhile
            continue
        expired += 1
    return expired


def _seen_free(wish: Wish, key: str, at: datetime) -> Fitted:
    """Tells who comes too late at once; a browser that holds a place already may be in its own way, so it waits."""
    mine = Booking.objects.filter(hold_key=key, status=Status.HELD, held_until__gt=at)
    return fit(wish, at) if mine.exists() else seen_free(wish, at)


def _begin(booking: Booking, key: str, network: str, at: datetime) -> Booking:
    booking.hold_key, booking.hold_network = key, network
    booking.held_until = at + timedelta(minutes=settings.HOLD_MINUTES)
    return begin(booking, Move.HOLD, by=None, role="person", at=at)


def _same(fitted: Fitted, key: str, at: datetime) -> Booking | None:
    """The browser's live hold for this very wish."""
    wish = fitted.wish
    mine = Booking.objects.filter(
        hold_key=key,
        hold_seat=1,
        status=Status.HELD,
        held_until__gt=at,
        service=wish.service,
        starts_at=fitted.span.start,
        ends_at=fitted.span.end,
    )
    if wish.resource is not None:
        mine = mine.filter(resource=wish.resource)
    return mine.first()


def _let_go(key: str, at: datetime) -> None:
    for booking in Booking.objects.filter(hold_key=key, status=Status.HELD).order_by("pk"):
        move(booking, Move.EXPIRE, by=None, role="person", at=at, hold_network="")


def _refuse_too_many(network: str, at: datetime) -> None:
    if not network:
        return
    live = Booking.objects.filter(status=Status.HELD, held_until__gt=at, hold_network=network).count()
    if live >= HOLDS_PER_NETWORK:
        raise Refused(
            Rule.TOO_MANY_HOLDS,
            {"most": HOLDS_PER_NETWORK},
            next_yes_at=at + timedelta(minutes=settings.HOLD_MINUTES),
        )
