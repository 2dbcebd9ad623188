"""The page of one booking: all that an operator needs to know of it and can do with it, on one screen."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from officine.bookings.models import Booking
from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.wording import day_in_words, time_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.statuses import status_in_staffs_words
from officine.frontdesk.visit import words
from officine.frontdesk.visit.history import history
from officine.frontdesk.visit.looking_up import booking_or_404
from officine.frontdesk.visit.steps import may_be_moved, steps
from officine.notices.visit import to_bring
from officine.people.looking import record_look
from officine.rules.days import local_date
from officine.rules.lifecycle import Move

OPERATOR = StaffRole.Role.OPERATOR


@require_safe
@staff_at_centre(OPERATOR)
def booking(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    return show(request, booking_or_404(centre, code), timezone.now())


def show(
    request: HttpRequest, found: Booking, at: datetime, *, wrong: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    """The page; `wrong`: the sentence for each field of its forms that could not be taken, which keeps its text."""
    centre = found.centre
    if found.person is not None:
        record_look(found.person, account_of(request), at)
    context = {
        "centre": centre,
        "screen": "day",
        "booking": found,
        "on": local_date(found.starts_at, centre.zone),
        "who": words.who_in_words(found),
        "visit": words.visit_in_words(found),
        "service": words.service_in_words(found),
        "wishes": words.wishes_in_words(found),
        "state": status_in_staffs_words(found),
        "facts": _facts(found),
        "steps": steps(found, at),
        "may_move": may_be_moved(found),
        "may_cancel": found.may(Move.CANCEL_BY_PERSON),
        "may_correct": found.may(Move.CORRECT_ARRIVAL) or found.may(Move.CORRECT_TIMES),
        "has_come": found.arrived_at is not None,
        "times": _times(request, found),
        "brings": to_bring(found) if found.person else [],
        "notes": found.notes.select_related("by").order_by("created_at", "pk"),
        "me": account_of(request),
        "typed": request.POST,
        "wrong": wrong or {},
        "history": history(found),
    }
    return render(request, "frontdesk/visit/booking.html", context, status=status)


def _facts(found: Booking) -> list[tuple[str, str]]:
    """Label and value; what there is not has no line."""
    zone, person, ticket = found.centre.zone, found.person, getattr(found, "ticket", None)
    by = found.booked_by.email if found.booked_by and not (person and found.booked_by.email == person.email) else ""
    said = [
        (_("Arrived"), time_in_words(found.arrived_at, zone) if found.arrived_at else ""),
        (_("Left"), time_in_words(found.left_at, zone) if found.left_at else ""),
        (_("Number of the day"), str(ticket.number) if ticket else ""),
        (_("Deadline"), day_in_words(found.deadline_on) if found.deadline_on else ""),
        (_("Phone"), person.phone if person else ""),
        (_("E-mail"), person.email if person else ""),
        (_("Business"), found.business.name if found.business else ""),
        (_("Booked"), words.channel_in_words(found)),
        (_("Booked by"), by or ""),
        (_("Code"), found.spoken_code),
    ]
    return [(label, value) for label, value in said if value]


def _times(request: HttpRequest, found: Booking) -> dict[str, str]:
    """What the fields for arrival and leaving hold: as typed a moment ago, or as written down."""
    zone = found.centre.zone
    return {
        name: request.POST.get(name, f"{moment.astimezone(zone):%H:%M}" if moment else "")
        for name, moment in (("arrived", found.arrived_at), ("left", found.left_at))
    }
