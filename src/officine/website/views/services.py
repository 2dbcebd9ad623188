"""The services of a centre, the sheet of one, and all its free times."""

from datetime import date, datetime, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from officine.bookings.finding import first_free, horizon_ends_on, slots
from officine.bookings.next_free import next_free
from officine.catalogue.models import Service
from officine.catalogue.wording import (
    day_in_words,
    days_in_words,
    minutes_in_words,
    near_begins_in_words,
    time_in_words,
)
from officine.rules.availability import Span
from officine.rules.days import local_date
from officine.website.choosing import read_date
from officine.website.surroundings import centre_or_404
from officine.website.views.home import active_services, by_audience


def service_or_404(request: HttpRequest, centre: str, slug: str) -> Service:
    """An active service of a centre, knowing its centre without another query."""
    here = centre_or_404(request, centre)
    found = get_object_or_404(here.services, slug=slug, is_active=True)
    found.centre = here
    return found


@require_safe
def services(request: HttpRequest, centre: str) -> HttpResponse:
    here, at = centre_or_404(request, centre), timezone.now()
    found = active_services(here)
    free = next_free(found, at)
    nexts = {pk: near_begins_in_words(span.start, at, here.zone) for pk, span in free.items()}
    groups = [
        (audience, [(service, nexts.get(service.pk, "")) for service in members])
        for audience, members in by_audience([service for service in found if not service.is_for_desks])
    ]
    desks = next(((service, nexts.get(service.pk, "")) for service in found if service.is_for_desks), None)
    context = {"centre": here, "groups": groups, "desks": desks, "section": "services"}
    return render(request, "website/services.html", context)


@require_safe
def service(request: HttpRequest, centre: str, service: str) -> HttpResponse:
    found, at = service_or_404(request, centre, service), timezone.now()
    zone = found.centre.zone
    context = {
        "centre": found.centre,
        "service": found,
        "needs": list(found.needs.filter(is_active=True).order_by("position", "pk")),
        "lasts": minutes_in_words(found.shortest_minutes),
        "first": [
            (span.start.astimezone(zone).isoformat(), near_begins_in_words(span.start, at, zone))
            for span in ([] if found.is_for_desks else first_free(found, at))
        ],
        "section": "services",
    }
    return render(request, "website/service.html", context)


@require_safe
def times(request: HttpRequest, centre: str, service: str) -> HttpResponse:
    """Every free time of a service, a week at a time, within the horizon."""
    found, at = service_or_404(request, centre, service), timezone.now()
    if found.is_for_desks:
        return redirect("website:week", centre)
    today, last_on = local_date(at, found.centre.zone), horizon_ends_on(found, at)
    first = min(max(read_date(request.GET.get("da", "")) or today, today), last_on)
    last = min(first + timedelta(days=6), last_on)
    free = [span for span, places in slots(found, first, last, found.shortest_minutes, at) if places]
    context = {
        "centre": found.centre,
        "service": found,
        "lasts": minutes_in_words(found.shortest_minutes),
        "days": _by_day(found, free),
        "week": days_in_words(first, last),
        "previous": max(first - timedelta(days=7), today) if first > today else None,
        "next": _day_after(last, last_on) if free else _next_free_day(found, last, at),
        "section": "services",
    }
    return render(request, "website/times.html", context)


def _by_day(service: Service, free: list[Span]) -> list[tuple[str, list[tuple[str, str]]]]:
    zone = service.centre.zone
    return [
        (
            day_in_words(on),
            [(span.start.astimezone(zone).isoformat(), time_in_words(span.start, zone)) for span in spans],
        )
        for on, spans in groupby(free, key=lambda span: local_date(span.start, zone))
    ]


def _day_after(last: date, last_on: date) -> date | None:
    return last + timedelta(days=1) if last < last_on else None


def _next_free_day(service: Service, last: date, at: datetime) -> date | None:
    """From an empty week straight to the next free time, so that nobody pages through nothing."""
    later = datetime.combine(last + timedelta(days=1), datetime.min.time(), service.centre.zone)
    found = first_free(service, at, count=1, after=later)
    return local_date(found[0].start, service.centre.zone) if found else None
