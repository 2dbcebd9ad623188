"""The page of one booking: its confirmation at first, and how it stands ever after."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from officine.bookings import actions
from officine.bookings.answers import may_still_change
from officine.bookings.models import Booking, Rating
from officine.bookings.qr import qr
from officine.bookings.wishes import Wish
from officine.notices import visit
from officine.rules.refusals import Refused
from officine.website.booking import draft as drafts
from officine.website.booking.again import made_together, next_like
from officine.website.booking.browser import hold_key, network_of
from officine.website.booking.history import history
from officine.website.booking.moved_by_us import moved_by_us
from officine.website.booking.refusal import refusal_page
from officine.website.booking.visitor import account_of, booking_or_404
from officine.website.forms.rating import StarsForm


@never_cache
@require_safe
def booking(request: HttpRequest, code: str) -> HttpResponse:
    found, at = booking_or_404(request, code), timezone.now()
    context = {
        "booking": found,
        "centre": found.centre,
        "is_new": found.is_upcoming and drafts.last_booked(request) == found.code,
        "together": made_together(found),
        "lists": visit.lists(found),
        "qr": qr(found.code),
        "may_change": may_change(found, at),
        "is_late": found.status == Booking.Status.CONFIRMED and found.starts_at > at and not may_change(found, at),
        "history": history(found),
        "moved": moved_by_us(found, at),
        "stars": None if Rating.objects.filter(booking=found).exists() else StarsForm(),
        "account": account_of(request),
        "section": "mine",
    }
    return render(request, "website/mine/booking.html", context)


@never_cache
@require_safe
def booking_ics(request: HttpRequest, code: str) -> HttpResponse:
    """The booking as a calendar file."""
    from officine.notices.calendar import booking_ics as calendar_file  # docs/decisions/quick-start.md

    found = booking_or_404(request, code)
    answer = HttpResponse(calendar_file(found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="officine-{found.code}.ics"'
    return answer


@never_cache
@require_POST
def booking_repeat(request: HttpRequest, code: str) -> HttpResponse:
    """The same again: same service, length and desk, the next time it is free; to be confirmed as any other."""
    found, at = booking_or_404(request, code), timezone.now()
    wish = next_like(found, at)
    try:
        held = actions.hold(wish, key=hold_key(request), network=network_of(request), at=at)
    except Refused as refused:
        return refusal_page(request, wish, refused)
    drafts.begin(request, Wish(found.service, held.starts_at, held.ends_at, wish.resource), held)
    return redirect("website:review")


def may_change(found: Booking, at: datetime) -> bool:
    """Whether the person may still move or cancel it by themselves."""
    return found.status == Booking.Status.CONFIRMED and may_still_change(found, at)
