"""The grid of a day, on which a booking is dragged to another time or place."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.wording import day_in_words
from officine.frontdesk.access import staff_at_centre
from officine.frontdesk.visit.timeline import timeline
from officine.rules.days import local_date

A_DAY = timedelta(days=1)


@require_safe
@staff_at_centre(StaffRole.Role.OPERATOR)
def grid(request: HttpRequest, centre: Centre, on: date) -> HttpResponse:
    at = timezone.now()
    context = {
        "centre": centre,
        "screen": "day",
        "on": on,
        "day_in_words": day_in_words(on, with_year=True),
        "today": local_date(at, centre.zone),
        "before": on - A_DAY,
        "after": on + A_DAY,
        "timeline": timeline(centre, on, at),
    }
    return render(request, "frontdesk/visit/grid.html", context)
