"""The day's list, and what an operator says of each booking on it: arrived, done, absent."""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from officine.bookings import actions
from officine.bookings.models import Booking
from officine.bookings.sentences import why
from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.staff_access import centres_of
from officine.catalogue.wording import day_in_words
from officine.frontdesk.access import account_of, staff_at_centre, staff_only
from officine.frontdesk.agenda import EXPECTED, agenda
from officine.rules.days import local_date
from officine.rules.refusals import Refused

OPERATOR = StaffRole.Role.OPERATOR
A_DAY = timedelta(days=1)


@require_safe
@staff_only(OPERATOR)
def today(request: HttpRequest) -> HttpResponse:
    """Leads to today's list of the operator's centre, the first by name where there are several."""
    centre = centres_of(account_of(request), OPERATOR).first()
    if centre is None:
        return render(request, "frontdesk/no_centre.html")
    return redirect("frontdesk:day", centre=centre.slug, on=local_date(timezone.now(), centre.zone))


@require_safe
@staff_at_centre(OPERATOR)
def day(request: HttpRequest, centre: Centre, on: date) -> HttpResponse:
    """The list of one day."""
    now = timezone.now()
    return render(
        request,
        "frontdesk/day.html",
        {
            "centre": centre,
            "screen": "day",
            "agenda": agenda(centre, on, now),
            "day_in_words": day_in_words(on, with_year=True),
            "today": local_date(now, centre.zone),
            "before": on - A_DAY,
            "after": on + A_DAY,
            "centres": centres_of(account_of(request), OPERATOR),
        },
    )


@require_POST
@staff_at_centre(OPERATOR)
def arrival(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    return _said(request, centre, code, actions.arrive, _("%(name)s has arrived."))


@require_POST
@staff_at_centre(OPERATOR)
def conclusion(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    return _said(request, centre, code, actions.finish, _("%(name)s: the visit is over."))


@require_POST
@staff_at_centre(OPERATOR)
def absence(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    return _said(request, centre, code, actions.miss, _("%(name)s did not come."))


def _said(request: HttpRequest, centre: Centre, code: str, verb: Callable[..., Booking], sentence: str) -> HttpResponse:
    """Does it, says it, and goes back to the row on the day's list."""
    bookings = Booking.objects.select_related("person").filter(centre=centre, status__in=EXPECTED)
    booking = get_object_or_404(bookings, code=code)
    name = booking.person.full_name if booking.person else booking.spoken_code
    try:
        verb(booking, by=account_of(request), at=timezone.now())
        messages.success(request, sentence % {"name": name})
    except Refused as refused:
        messages.error(request, f"{name}: {why(refused, centre.zone)}")
    on = local_date(booking.starts_at, centre.zone)
    return redirect(f"{resolve_url('frontdesk:day', centre=centre.slug, on=on)}#{booking.code}")
