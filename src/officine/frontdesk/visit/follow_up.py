"""A follow-up booked on the spot: first free times from tomorrow and from next week, one press confirms."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from officine.bookings import follow_ups
from officine.bookings.answered import Asked, KeyReused, once
from officine.bookings.finding import first_free
from officine.bookings.models import Booking
from officine.bookings.sentences import why
from officine.bookings.wishes import Wish
from officine.catalogue.models import Centre, Service, StaffRole
from officine.catalogue.wording import when_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.visit import words
from officine.frontdesk.visit.looking_up import booking_or_404
from officine.frontdesk.visit.move_form import read_instant
from officine.frontdesk.visit.move_page import Choice
from officine.people.models import Person
from officine.rules.days import local_date, midnight
from officine.rules.refusals import MAY_BE_OVERRULED, Overruling, Refused
from officine.rules.texts import in_language

NEAREST = 3


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(StaffRole.Role.OPERATOR)
def follow_up(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    found, at = booking_or_404(centre, code), timezone.now()
    if found.person is None:
        raise Http404
    service = _service(found, request.POST.get("service") or request.GET.get("servizio", ""))
    if request.method != "POST":
        return _page(request, found, service, at)
    starts_at = read_instant(request.POST.get("starts_at", ""), centre.zone)
    if starts_at is None:
        return _page(request, found, service, at, refusal=_("Choose a time."))
    try:
        booked = _booked(request, found, found.person, _wish(found, service, starts_at), at)
    except KeyReused:
        refusal = _("A follow-up was booked from this page already. Here you can book one more.")
        return _page(request, found, service, at, refusal=refusal)
    except Refused as refused:
        return _page(request, found, service, at, starts_at=starts_at, refused=refused)
    messages.success(request, _("Booked: %(visit)s.") % booked + " " + words.told_in_words(found))
    return redirect("frontdesk:booking", centre.slug, booked["code"])


def _booked(request: HttpRequest, found: Booking, person: Person, wish: Wish, at: datetime) -> dict[str, str]:
    """Books once for each page that was opened, however often its button is pressed."""
    by, reason = account_of(request), request.POST.get("reason", "").strip()[:500]
    said = f"follow-up {found.code} {wish.service.pk} {wish.starts_at.isoformat()}"
    key = request.POST.get("key", "")[:100] or secrets.token_urlsafe(16)
    asked = Asked(by, key, hashlib.sha256(said.encode()).hexdigest())

    def do() -> Booking:
        return follow_ups.follow_up(found, person, wish, by=by, at=at, overruling=Overruling(reason))

    return once(asked, do, lambda made: {"code": made.code, "visit": words.visit_in_words(made)}, at)


def _wish(found: Booking, service: Service, starts_at: datetime) -> Wish:
    return Wish(service, starts_at, minutes=_minutes(found, service))


def _minutes(found: Booking, service: Service) -> int:
    is_like_it = service.pk == found.service_id and found.open_minutes in service.lengths
    return found.open_minutes if is_like_it else service.shortest_minutes


def _service(found: Booking, slug: str) -> Service:
    """The one asked for, or else the same again."""
    service = found.centre.services.filter(slug=slug, is_active=True).first() if slug else None
    service = service or found.service
    service.centre = found.centre
    return service


def _page(
    request: HttpRequest,
    found: Booking,
    service: Service,
    at: datetime,
    *,
    refusal: str = "",
    starts_at: datetime | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    zone, language = found.centre.zone, get_language() or ""
    tomorrow = local_date(at, zone) + timedelta(days=1)
    minutes = _minutes(found, service)
    soon = first_free(service, at, minutes=minutes, count=NEAREST, after=midnight(tomorrow, zone))
    week = midnight(tomorrow + timedelta(days=6), zone)
    later = first_free(service, at, minutes=minutes, count=NEAREST, after=week)
    spans = sorted({*soon, *later})
    context = {
        "centre": found.centre,
        "screen": "day",
        "booking": found,
        "who": words.who_in_words(found),
        "services": [
            Choice(each.slug, str(in_language(each.name, language)), each.pk == service.pk)
            for each in found.centre.services.filter(is_active=True).order_by("position", "pk")
        ],
        "service": service,
        "times": [
            Choice(span.start.astimezone(zone).isoformat(), when_in_words(*span, zone), span == spans[0])
            for span in spans
        ],
        "key": secrets.token_urlsafe(16),
        "refusal": why(refused, zone) if refused else refusal,
        "may_be_overruled": bool(refused and refused.rule in MAY_BE_OVERRULED),
        "starts_at": starts_at.astimezone(zone).isoformat() if starts_at else "",
        "wanted": _wanted(found, service, starts_at) if starts_at else "",
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "frontdesk/visit/follow_up.html", context, status=409 if context["refusal"] else 200)


def _wanted(found: Booking, service: Service, starts_at: datetime) -> str:
    return when_in_words(starts_at, starts_at + timedelta(minutes=_minutes(found, service)), found.centre.zone)
