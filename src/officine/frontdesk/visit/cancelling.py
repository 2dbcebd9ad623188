"""Cancelling for someone: because they asked, or because the office cannot receive them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from officine.bookings import actions
from officine.bookings.models import Booking
from officine.bookings.taking_back import TAKEN_BACK
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.visit import words
from officine.frontdesk.visit.conflict import Wanted, what_changed
from officine.frontdesk.visit.looking_up import booking_or_404, seen_version
from officine.notices.reasons import IN_WORDS
from officine.rules.lifecycle import Move
from officine.rules.refusals import Refused

PERSON = "person"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(StaffRole.Role.OPERATOR)
def booking_cancel(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    found = booking_or_404(centre, code)
    if found.is_cancelled:  # a double click, too
        return redirect("frontdesk:booking", centre.slug, found.code)
    why = request.POST.get("why", "")
    if request.method != "POST" or why not in reasons():
        return _page(request, found, is_unclear=request.method == "POST")
    version = seen_version(request.POST)
    try:
        _cancel(request, found, why, version)
    except Refused:
        # Only a change by somebody else can stand in the way: the page offers nothing that could not be done.
        found = booking_or_404(centre, code)
        sentence = reasons().get(why, "")
        wanted = Wanted(_("Cancel: %(why)s") % {"why": sentence}, "frontdesk:booking_cancel", {"why": why}, _may(found))
        return what_changed(request, found, wanted, version)
    messages.success(request, _("Cancelled: the place is free.") + " " + words.told_in_words(found))
    return redirect("frontdesk:booking", centre.slug, found.code)


def reasons() -> dict[str, str]:
    """Those of the office are quoted in the words in which the person reads them."""
    office = {
        key: _("The office has to: “%(sentence)s”") % {"sentence": sentence}
        for key, sentence in IN_WORDS.items()
        if key != TAKEN_BACK
    }
    return {PERSON: _("The person asked for it."), **office}


def _cancel(request: HttpRequest, found: Booking, why: str, version: int) -> None:
    by, at = account_of(request), timezone.now()
    if why == PERSON:
        actions.cancel(found, by=by, at=at, version=version, role="staff")
    else:
        actions.cancel_by_town(found, by=by, at=at, reason=why, version=version)


def _page(request: HttpRequest, found: Booking, *, is_unclear: bool) -> HttpResponse:
    context = {
        "centre": found.centre,
        "screen": "day",
        "booking": found,
        "who": words.who_in_words(found),
        "visit": words.visit_in_words(found),
        "told": words.told_in_words(found),
        "may_cancel": _may(found),
        "reasons": reasons(),
        "is_unclear": is_unclear,
    }
    return render(request, "frontdesk/visit/cancel.html", context, status=400 if is_unclear else 200)


def _may(found: Booking) -> bool:
    return found.may(Move.CANCEL_BY_PERSON)
