"""The register of a day, to be printed and signed: who came, where and from when to when; never what for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from officine.bookings.models import Booking
from officine.catalogue.models import Centre, Resource, StaffRole
from officine.catalogue.wording import day_in_words, span_in_words, time_in_words
from officine.frontdesk.access import staff_at_centre
from officine.rules.days import midnight
from officine.rules.lifecycle import Status

EXPECTED = (Status.CONFIRMED, Status.ARRIVED, Status.DONE, Status.ABSENT)
BLANK_LINES = range(8)  # for those who come without a booking


@dataclass(frozen=True)
class Line:
    """One visit on the sheet; empty cells are filled in by hand."""

    number: str  # of the day where there is one, else the code
    name: str
    place: str
    hours: str
    arrived: str
    left: str


@require_safe
@staff_at_centre(StaffRole.Role.OPERATOR)
def register(request: HttpRequest, centre: Centre, on: date) -> HttpResponse:
    """The sheet of one day."""
    lines = [_line(booking, centre.zone) for booking in _bookings(centre, on)]
    return render(
        request,
        "frontdesk/paper/register.html",
        {
            "centre": centre,
            "screen": "day",
            "on": on,
            "day_in_words": day_in_words(on, with_year=True),
            "lines": lines,
            "blank_lines": BLANK_LINES,
        },
    )


def _bookings(centre: Centre, on: date) -> list[Booking]:
    start, end = midnight(on, centre.zone), midnight(on + timedelta(days=1), centre.zone)
    return list(
        Booking.objects.filter(centre=centre, starts_at__gte=start, starts_at__lt=end, status__in=EXPECTED)
        .select_related("person", "resource", "ticket")
        .order_by("starts_at", "resource__position", "resource__name", "pk")
    )


def _line(booking: Booking, zone: ZoneInfo) -> Line:
    ticket = getattr(booking, "ticket", None)
    place = booking.resource.name
    if booking.resource.kind == Resource.Kind.DESK:
        place = _("Desk %(number)s") % {"number": place}
    is_absent = booking.status == Status.ABSENT
    return Line(
        number=str(ticket.number) if ticket else booking.spoken_code,
        name=booking.person.full_name if booking.person else "",
        place=place,
        hours=span_in_words(booking.starts_at, booking.ends_at, zone),
        arrived=_("absent") if is_absent else _clock(booking.arrived_at, zone),
        left=_clock(booking.left_at, zone),
    )


def _clock(moment: datetime | None, zone: ZoneInfo) -> str:
    return time_in_words(moment, zone) if moment else ""
