"""“Chiudi oggi”: the reason, from when, how many people it concerns, and one button."""

from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from officine.bookings.closing import close_at_once, closed_now
from officine.bookings.disrupted import affected
from officine.bookings.models import Disruption
from officine.bookings.sentences import why
from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.wording import day_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.disruption.forms import ReasonForm
from officine.rules.availability import Span
from officine.rules.days import local_date, midnight
from officine.rules.refusals import Refused

OPERATOR = StaffRole.Role.OPERATOR
CLOSED = Disruption.Kind.CLOSED
FROM_NOW, WHOLE_DAY = "now", "day"


class CloseTodayForm(ReasonForm):
    """Since when the place is closed, and why."""

    kind = CLOSED

    since = forms.ChoiceField(
        choices=[(FROM_NOW, ""), (WHOLE_DAY, "")], error_messages={"required": gettext_lazy("Say from when.")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(OPERATOR)
def close_today(request: HttpRequest, centre: Centre) -> HttpResponse:
    at = timezone.now()
    whole = _today(centre, at)
    standing = closed_now(centre, whole)
    form = CloseTodayForm(request.POST or None, initial={"since": FROM_NOW})
    if request.method == "POST" and form.is_valid():
        span = whole if form.cleaned_data["since"] == WHOLE_DAY else Span(_minute(at), whole.end)
        try:
            done = close_at_once(centre, span, reason=form.reason, by=account_of(request), at=at)
        except Refused as refused:
            messages.error(request, why(refused, centre.zone))
        else:
            messages.success(request, _("Closed. The site says so, and whoever had booked has been given a new date."))
            return redirect("frontdesk:disruption", centre.slug, done.pk)
    context = {"centre": centre, "screen": "disruptions", "form": form, "standing": standing}
    context |= {"day": day_in_words(local_date(at, centre.zone)), "people": _people(centre, whole, at)}
    return render(request, "frontdesk/disruption/close_today.html", context)


def _today(centre: Centre, at: datetime) -> Span:
    on = local_date(at, centre.zone)
    return Span(midnight(on, centre.zone), midnight(on + timedelta(days=1), centre.zone))


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _people(centre: Centre, span: Span, at: datetime) -> int:
    """How many bookings would get another date; whoever is here already stays."""
    asked = Disruption(centre=centre, kind=CLOSED, starts_at=span.start, ends_at=span.end)
    return len(affected(asked, at))
