"""Booking, and one's own bookings."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from officine.api import invalid, problems, shapes
from officine.api.access import Token, account_of, person_or_problem
from officine.api.advice import slots_instead
from officine.api.problems import local
from officine.api.shapes import BookingOut, Order
from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.answered import Asked, KeyReused, answer_given, once
from officine.bookings.fruitless import count_fruitless
from officine.bookings.models import Booking
from officine.catalogue.models import Resource, Service
from officine.people.models import Account
from officine.rules.codes import typed
from officine.rules.lifecycle import Status as BookingStatus
from officine.rules.refusals import Refused, Rule

router = Router(tags=["Bookings"], auth=Token())


@router.get("/bookings", response=list[BookingOut], operation_id="list_bookings", summary="One's own bookings")
def list_bookings(request: HttpRequest) -> list[dict[str, Any]]:
    """The latest first, those for people one books for included."""
    mine = Booking.objects.of(account_of(request)).select_related("centre", "service")
    return [_shown(booking) for booking in mine.order_by("-starts_at", "-pk")]


@router.post("/bookings", response={201: BookingOut}, operation_id="book", summary="Book a place")
def book(request: HttpRequest, order: Order, key: shapes.IdempotencyKey) -> Status[dict[str, Any]]:
    """For the person of the token. The same key again, in parallel too, gets the same answer and books nothing more."""
    at, account = timezone.now(), account_of(request)
    person = person_or_problem(account)
    asked = Asked(account, key, order.fingerprint)
    try:
        if given := answer_given(asked):
            return Status(201, given)
        wish = _wish(order)

        seen = actions.seen_free(wish, at)

        def do() -> Booking:
            return actions.book(wish, seen=seen, person=person, by=account, channel=Booking.Channel.API, at=at)

        return Status(201, once(asked, do, _shown, at))
    except KeyReused:
        raise problems.key_reused() from None
    except Refused as refusal:
        if refusal.rule == Rule.TAKEN:
            count_fruitless(wish.service, wish.starts_at, at)
        slots = slots_instead(refusal, wish, at)
        raise problems.refused(refusal, wish.service.centre.zone, slots) from refusal


@router.get("/bookings/{code}", response=BookingOut, operation_id="booking", summary="One booking")
def booking(request: HttpRequest, code: shapes.Code) -> dict[str, Any]:
    """A booking of somebody else answers like one that does not exist."""
    return _shown(_mine(account_of(request), code))


@router.delete("/bookings/{code}", response={204: None}, operation_id="cancel", summary="Cancel a booking")
def cancel(request: HttpRequest, code: shapes.Code) -> Status[None]:
    """Sent again after it worked, it works again and changes nothing."""
    account = account_of(request)
    found = _mine(account, code)
    if found.status != BookingStatus.CANCELLED_BY_PERSON:
        try:
            actions.cancel(found, by=account, at=timezone.now())
        except Refused as refusal:
            raise problems.refused(refusal, found.centre.zone, []) from refusal
    return Status(204, None)


def _wish(order: Order) -> Wish:
    services = Service.objects.filter(is_active=True, centre__slug=order.centre)
    service = services.filter(slug=order.service).select_related("centre__municipality").first()
    if service is None:
        wrong = "service" if services.exists() else "centre"
        raise invalid.field(wrong, _("There is none with this name."))
    resource = None
    if order.resource is not None:
        resource = Resource.objects.filter(
            pk=order.resource, centre=service.centre, kind=service.kind, is_active=True
        ).first()
        if resource is None:
            raise invalid.field("resource", _("This service has no such place."))
    return Wish(service, order.starts_at, minutes=order.minutes, resource=resource)


def _mine(account: Account, code: str) -> Booking:
    mine = Booking.objects.of(account).select_related("centre", "service", "rule")
    return get_object_or_404(mine, code=typed(code))


def _shown(booking: Booking) -> dict[str, Any]:
    zone = booking.centre.zone
    return {
        "code": booking.code,
        "status": str(booking.status),
        "centre": booking.centre.slug,
        "service": booking.service.slug,
        "resource": booking.resource_id,
        "starts_at": local(booking.starts_at, zone),
        "ends_at": local(booking.ends_at, zone),
    }
