"""When somebody came and left, put right: a button pressed late is not the truth."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from officine.bookings import actions
from officine.bookings.models import Booking
from officine.bookings.sentences import why
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.visit.conflict import Wanted, is_conflict, what_changed
from officine.frontdesk.visit.looking_up import booking_or_404, seen_version
from officine.frontdesk.visit.page import show
from officine.rules.days import instant, local_date
from officine.rules.lifecycle import Move, Status
from officine.rules.refusals import Refused


@require_POST
@staff_at_centre(StaffRole.Role.OPERATOR)
def presence(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    found, at = booking_or_404(centre, code), timezone.now()
    version, on = seen_version(request.POST), local_date(found.starts_at, centre.zone)
    typed = {name: request.POST.get(name, "") for name in ("arrived", "left")}
    arrived_at, left_at = (_moment(text, on, centre.zone) for text in typed.values())
    if arrived_at is None or (found.status == Status.DONE and left_at is None):
        return show(request, found, at, wrong={"times": _("Write the times as 9:05.")}, status=400)
    try:
        actions.correct_times(found, arrived_at, left_at, by=account_of(request), at=at, version=version)
    except Refused as refused:
        found = booking_or_404(centre, code)
        if is_conflict(refused, found, version):
            return what_changed(request, found, _wanted(found, typed), version)
        return show(request, found, at, wrong={"times": why(refused, centre.zone)}, status=409)
    messages.success(request, _("The times are put right."))
    return redirect("frontdesk:booking", centre.slug, found.code)


def _wanted(found: Booking, typed: dict[str, str]) -> Wanted:
    step = Move.CORRECT_TIMES if typed["left"] else Move.CORRECT_ARRIVAL
    times = "–".join(text for text in typed.values() if text)
    return Wanted(_("Times of the visit: %(times)s") % {"times": times}, "frontdesk:presence", typed, found.may(step))


def _moment(text: str, on: date, zone: ZoneInfo) -> datetime | None:
    """The instant of a clock time on that day; empty or unreadable is none."""
    try:
        clock = time.fromisoformat(text.strip().zfill(len("09:05")))
    except ValueError:
        return None
    return instant(on, clock, zone) if clock.tzinfo is None else None
