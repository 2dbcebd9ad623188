"""Locks the places that would do, lets go of holds that are over, and picks a free one, spreading use."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Sum

from officine.bookings.models import Booking
from officine.bookings.moves import move
from officine.bookings.supply import supply
from officine.bookings.wishes import NOT_OVERRULING, Fitted, Wish, fit
from officine.catalogue.models import Resource
from officine.database.locks import lock
from officine.rules import lifecycle
from officine.rules.availability import Span, free_in
from officine.rules.lifecycle import Move
from officine.rules.refusals import Overruling, Refused, Rule

SPREAD_OVER = timedelta(days=28)


def seen_free(wish: Wish, at: datetime, overruling: Overruling = NOT_OVERRULING) -> Fitted:
    """The wish as it fits the day, while a place for it is in sight.

    Refuses at once what anyone can see is taken: of fifty rivals most come too late, and need not wait for the lock
    to hear it. Only the look under the lock decides.
    """
    fitted = fit(wish, at, overruling)
    only = [wish.resource.pk] if wish.resource else None
    found = supply(wish.service, fitted.on, fitted.on, at, only=only, known=fitted.calendar)
    if not free_in(found.free, fitted.span):
        raise Refused(Rule.TAKEN)
    return fitted


def pick(fitted: Fitted, at: datetime, *, ignoring: Booking | None = None) -> Resource:
    """A free resource for a wish, locked until the transaction ends; refuses when there is none."""
    return pick_among(lock_candidates(fitted), fitted, at, ignoring=ignoring)


def lock_candidates(fitted: Fitted) -> list[int]:
    """Locks, in order of id and before anyone looks whether they are free, the resources that would do."""
    wish = fitted.wish
    rows = Resource.objects.filter(centre=wish.service.centre, kind=wish.service.kind, is_active=True)
    if wish.resource is not None:
        rows = rows.filter(pk=wish.resource.pk)
    return lock(rows)


def pick_among(candidates: list[int], fitted: Fitted, at: datetime, *, ignoring: Booking | None = None) -> Resource:
    """A free one of the locked candidates; refuses when there is none."""
    service = fitted.wish.service
    expire_in_the_way(fitted.blocked, candidates, at)
    ignored = ignoring.pk if ignoring else None
    found = supply(service, fitted.on, fitted.on, at, only=candidates, ignoring=ignored, known=fitted.calendar)
    free = free_in(found.free, fitted.span)
    if not free:
        raise Refused(Rule.TAKEN)
    return Resource.objects.get(pk=_least_used(free, at))


def expire_in_the_way(span: Span, resources: Collection[int], at: datetime) -> None:
    """A hold that is over gives way to whoever wants the place, in their own transaction."""
    stale = Booking.objects.stale_holds(at).filter(resource__in=resources).overlapping(*span)
    for booking in stale.order_by("pk"):
        move(booking, Move.EXPIRE, by=None, role="system", at=at)


def _least_used(free: list[int], at: datetime) -> int:
    """The one with the fewest booked minutes in four weeks back and ahead; the first on the plan among equals."""
    if len(free) == 1:
        return free[0]
    rows = Booking.objects.filter(
        resource__in=free,
        status__in=(*lifecycle.USED, lifecycle.Status.HELD),
        starts_at__gt=at - SPREAD_OVER,
        starts_at__lt=at + SPREAD_OVER,
    )
    used = dict(rows.values_list("resource_id").annotate(minutes=Sum("open_minutes")))
    return min(free, key=lambda resource: (used.get(resource, 0), free.index(resource)))
