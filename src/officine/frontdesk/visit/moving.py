"""Moving a booking to another time, desk or counter: one change, one event, one notice, the same code."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from officine.bookings import actions
from officine.bookings.models import Booking
from officine.bookings.wishes import NOT_OVERRULING
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.visit import words
from officine.frontdesk.visit.conflict import Wanted, is_conflict, what_changed
from officine.frontdesk.visit.looking_up import booking_or_404
from officine.frontdesk.visit.move_form import Asked, Unclear, read_asked
from officine.frontdesk.visit.move_page import move_page
from officine.frontdesk.visit.steps import may_be_moved
from officine.people.models import Account
from officine.rules.days import local_date
from officine.rules.lifecycle import Status
from officine.rules.refusals import Overruling, Refused, Rule


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(StaffRole.Role.OPERATOR)
def booking_move(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    found, at = booking_or_404(centre, code), timezone.now()
    if request.method == "POST":
        return _moved(request, found, at)
    if not may_be_moved(found):
        return redirect("frontdesk:booking", centre.slug, found.code)
    return move_page(request, found, at)


def _moved(request: HttpRequest, found: Booking, at: datetime) -> HttpResponse:
    try:
        asked = read_asked(found, request.POST)
    except Unclear as unclear:
        return move_page(request, found, at, unclear=str(unclear))
    if asked.is_where_it_is(found):
        return _done(request, found, _("It is there already: %(visit)s."), is_told=False)
    try:
        moved = move_to(found, asked, by=account_of(request), at=at)
    except Refused as refused:
        found = booking_or_404(found.centre, found.code)
        if is_conflict(refused, found, asked.version):
            wanted = Wanted(asked.in_words(found), "frontdesk:booking_move", asked.fields(), may_be_moved(found))
            return what_changed(request, found, wanted, asked.version)
        return move_page(request, found, at, asked=asked, refused=refused)
    return _done(request, moved, _("Moved: %(visit)s."), is_told=moved.events.get(version=moved.version).notice_due)


def move_to(found: Booking, asked: Asked, *, by: Account, at: datetime) -> Booking:
    """Whoever is here already only changes their place, of which nobody needs to be told."""
    if found.status == Status.ARRIVED:
        if asked.place is None or asked.starts_at != found.starts_at:
            raise Refused(Rule.STATUS, {"status": found.status})
        return actions.reseat(found, asked.place, by=by, at=at, version=asked.version)
    overruling = Overruling(asked.reason) if asked.reason else NOT_OVERRULING
    return actions.reschedule(
        found, asked.wish(found), by=by, at=at, version=asked.version, role="staff", overruling=overruling
    )


def _done(request: HttpRequest, moved: Booking, sentence: str, *, is_told: bool) -> HttpResponse:
    """Back to where the operator came from: the grid of the day it is on now, or the booking."""
    centre = moved.centre
    told = [words.told_in_words(moved)] if is_told else []
    messages.success(request, " ".join([sentence % {"visit": words.visit_in_words(moved)}, *told]))
    if request.POST.get("back") == "grid":
        return redirect("frontdesk:grid", centre.slug, local_date(moved.starts_at, centre.zone))
    return redirect("frontdesk:booking", centre.slug, moved.code)
