"""The pages of the agenda: a day, what has changed on it, and a week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.wording import day_in_words, days_in_words, time_in_words
from officine.frontdesk.access import own_centres, staff_at_centre, staff_only
from officine.frontdesk.agenda.reading import stamp
from officine.frontdesk.agenda.week import week
from officine.frontdesk.agenda.whole_day import agenda
from officine.rules.days import local_date

OPERATOR = StaffRole.Role.OPERATOR
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Message:
    """What was said of the last step; with a code and a version it can be taken back."""

    level: str
    text: str
    code: str = ""
    version: str = ""


@require_safe
@staff_only(OPERATOR)
def today(request: HttpRequest) -> HttpResponse:
    """Leads to today's list of the operator's centre, the first by name where there are several."""
    centres = own_centres(request, OPERATOR)
    if not centres:
        return render(request, "frontdesk/no_centre.html")
    centre = centres[0]
    return redirect("frontdesk:day", centre=centre.slug, on=local_date(timezone.now(), centre.zone))


@require_safe
@staff_at_centre(OPERATOR)
def day(request: HttpRequest, centre: Centre, on: date) -> HttpResponse:
    """The list of one day, and how the places stand now."""
    now = timezone.now()
    return render(
        request,
        "frontdesk/agenda/day.html",
        {
            "centre": centre,
            "screen": "day",
            "agenda": agenda(centre, on, now),
            "as_of": time_in_words(now, centre.zone),
            "day_in_words": day_in_words(on, with_year=True),
            "before": on - A_DAY,
            "after": on + A_DAY,
            "centres": own_centres(request, OPERATOR),
            "said": _said(request),
        },
    )


@require_safe
@staff_at_centre(OPERATOR)
def live(request: HttpRequest, centre: Centre, on: date) -> HttpResponse:
    """The board and the list anew; nothing, in one query, while they are as the page has seen them."""
    now = timezone.now()
    if request.GET.get("seen") == stamp(centre, on, now):
        return HttpResponse(status=204)
    as_of = time_in_words(now, centre.zone)
    return render(request, "frontdesk/agenda/live.html", {"agenda": agenda(centre, on, now), "as_of": as_of})


@require_safe
@staff_at_centre(OPERATOR)
def week_of(request: HttpRequest, centre: Centre, on: date) -> HttpResponse:
    """The week of each counter in which a day lies."""
    now = timezone.now()
    found = week(centre, on, now)
    return render(
        request,
        "frontdesk/agenda/week.html",
        {
            "centre": centre,
            "screen": "day",
            "week": found,
            "on": on,
            "week_in_words": days_in_words(found.first, found.last),
            "before": on - A_WEEK,
            "after": on + A_WEEK,
            "today": local_date(now, centre.zone),
        },
    )


def _said(request: HttpRequest) -> list[Message]:
    """The messages that wait; frontdesk/agenda/steps.py wrote which step each was about."""
    return [
        Message(message.level_tag, str(message), *(message.extra_tags or "").split())
        for message in messages.get_messages(request)
    ]
