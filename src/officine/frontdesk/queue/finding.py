"""Finding whoever stands at the desk: by name, phone or code, typed or read by a scanner or a camera."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from officine.bookings import actions
from officine.bookings.looking_up import booking_of_code, look_up
from officine.bookings.models import Booking
from officine.bookings.sentences import why
from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.wording import span_in_words, when_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.queue.words import place_in_words, service_name
from officine.frontdesk.statuses import status_in_staffs_words
from officine.rules.days import local_date
from officine.rules.lifecycle import Move, Status
from officine.rules.refusals import Refused

# Here alone; everywhere else website/permissions.py forbids it.
MAY_USE_CAMERA = "camera=(self), microphone=(), geolocation=()"
LONGEST_TEXT = 300  # an address in a QR code is longer than any name


@dataclass(frozen=True)
class Hit:
    """A booking that was found."""

    booking: Booking
    name: str
    when: str
    place: str
    service: str
    state: str
    may_arrive: bool


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(StaffRole.Role.OPERATOR)
def find(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A whole code of today is an arrival at once; anything else is looked up."""
    text, now = request.POST.get("text", "").strip()[:LONGEST_TEXT], timezone.now()
    booking = booking_of_code(centre, text)
    if booking is not None and _is_today(booking, now):
        if booking.status == Status.CONFIRMED:
            return _arrived(request, booking, now)
        if booking.status in (Status.ARRIVED, Status.DONE):
            messages.info(request, f"{_name(booking)}: {status_in_staffs_words(booking)}")
            return _to_its_row(booking)
    found = look_up(centre, text, now)
    context = {
        "centre": centre,
        "screen": "day",
        "text": text,
        "is_asked": bool(text),
        "found": found,
        "today": [_hit(each, now) for each in found.today],
        "others": [_hit(each, now) for each in found.others],
    }
    response = render(request, "frontdesk/queue/find.html", context)
    response["Permissions-Policy"] = MAY_USE_CAMERA
    return response


def _arrived(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    """To the row on the day's list, which says so and takes it back: agenda/views.py makes the button."""
    try:
        actions.arrive(booking, by=account_of(request), at=now, version=booking.version)
        said = _("%(name)s has arrived.") % {"name": _name(booking)}
        messages.success(request, said, extra_tags=f"{booking.code} {booking.version}")
    except Refused as refused:
        messages.error(request, f"{_name(booking)}: {why(refused, booking.centre.zone)}")
    return _to_its_row(booking)


def _to_its_row(booking: Booking) -> HttpResponse:
    on = local_date(booking.starts_at, booking.centre.zone)
    return redirect(f"{resolve_url('frontdesk:day', centre=booking.centre.slug, on=on)}#{booking.code}")


def _hit(booking: Booking, now: datetime) -> Hit:
    zone, is_today = booking.centre.zone, _is_today(booking, now)
    in_words = span_in_words if is_today else when_in_words
    return Hit(
        booking=booking,
        name=_name(booking),
        when=in_words(booking.starts_at, booking.ends_at, zone),
        place=place_in_words(booking.resource),
        service=service_name(booking.service),
        state=status_in_staffs_words(booking),
        may_arrive=is_today and booking.may(Move.ARRIVE),
    )


def _is_today(booking: Booking, now: datetime) -> bool:
    zone = booking.centre.zone
    return local_date(booking.starts_at, zone) == local_date(now, zone)


def _name(booking: Booking) -> str:
    return booking.person.full_name if booking.person else booking.spoken_code
