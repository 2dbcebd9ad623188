"""The page that moves a booking: first free times, a day and a place to choose, and why not."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.bookings.moving import first_times, nearest_times, times_on
from officine.bookings.sentences import why
from officine.catalogue.models import Resource
from officine.catalogue.wording import day_in_words, when_in_words
from officine.frontdesk.visit import words
from officine.frontdesk.visit.move_form import Asked, read_date, read_place
from officine.rules.availability import Span
from officine.rules.days import local_date
from officine.rules.lifecycle import Status
from officine.rules.refusals import MAY_BE_OVERRULED, Refused, Rule


@dataclass(frozen=True)
class Choice:
    """A time or a place as a radio button."""

    value: str
    words: str
    is_chosen: bool
    note: str = ""


def move_page(
    request: HttpRequest,
    found: Booking,
    at: datetime,
    *,
    asked: Asked | None = None,
    refused: Refused | None = None,
    unclear: str = "",
) -> HttpResponse:
    """What can be chosen; after a refusal with what was chosen, why not, and what comes nearest."""
    place = asked.place if asked else read_place(found, request.POST.get("place") or request.GET.get("posto", ""))
    on = local_date(asked.starts_at, found.centre.zone) if asked else read_date(request.GET.get("giorno", ""))
    is_here = found.status == Status.ARRIVED
    context = {
        "centre": found.centre,
        "screen": "day",
        "booking": found,
        "who": words.who_in_words(found),
        "visit": words.visit_in_words(found),
        "told": words.told_in_words(found),
        "today": local_date(at, found.centre.zone),
        "places": _places(found, place),
        "place": place,
        "on": on,
        "day": day_in_words(on) if on else "",
        "is_here": is_here,
        "times": [] if is_here else _times(found, on, place, asked, at),
        "asked": asked,
        "wanted": asked.in_words(found) if asked else "",
        "refusal": _sentence(refused, found) if refused else unclear,
        "may_be_overruled": bool(refused and refused.rule in MAY_BE_OVERRULED),
        "lacks_reason": bool(refused and asked and asked.is_overruling and not asked.reason),
        "back": request.POST.get("back", ""),
    }
    status = 409 if refused or unclear else 200
    template = "frontdesk/visit/reseat.html" if is_here else "frontdesk/visit/move.html"
    return render(request, template, context, status=status)


def _sentence(refused: Refused, found: Booking) -> str:
    if refused.rule == Rule.STATUS and found.status == Status.ARRIVED:
        return _("Whoever is here already can only change their place.")
    return why(refused, found.centre.zone)


def _places(found: Booking, chosen: Resource | None) -> list[Choice]:
    rows = Resource.objects.filter(centre=found.centre, kind=found.service.kind, is_active=True)
    here = _("now")
    return [
        Choice(
            str(row.pk),
            words.place_in_words(row),
            chosen is not None and row.pk == chosen.pk,
            here if row.pk == found.resource_id else "",
        )
        for row in rows.order_by("position", "pk")
    ]


def _times(found: Booking, on: date | None, place: Resource | None, asked: Asked | None, at: datetime) -> list[Choice]:
    if asked:
        spans = nearest_times(found, asked.starts_at, at, place) or nearest_times(found, asked.starts_at, at)
        return [_time(found, span) for span in spans if span.start != asked.starts_at]
    if on is None:
        return [_time(found, span, is_chosen=not number) for number, span in enumerate(first_times(found, at, place))]
    needs_reason = _("outside the rules: it takes a reason")
    return [
        _time(found, time.span, note="" if time.is_within_rules else needs_reason)
        for time in times_on(found, on, at, place)
    ]


def _time(found: Booking, span: Span, *, is_chosen: bool = False, note: str = "") -> Choice:
    zone = found.centre.zone
    return Choice(span.start.astimezone(zone).isoformat(), when_in_words(*span, zone), is_chosen, note)
