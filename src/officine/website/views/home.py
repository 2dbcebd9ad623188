"""The first page: the place in one look, or the list of places where there are several."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from officine.bookings.finding import now_at
from officine.bookings.next_free import next_free
from officine.catalogue.models import Centre, Service
from officine.catalogue.wording import near_begins_in_words
from officine.rules.availability import Span
from officine.website.opening_words import days_to_come, status_line
from officine.website.surroundings import centre_or_404, centres


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only centre, or the list of them; a plain word where there is none yet."""
    here = centres(request)
    if len(here) == 1:
        return _centre_page(request, here[0], timezone.now())
    at = timezone.now()
    rows = []
    for each in here:
        now = now_at(each, at)
        rows.append({"centre": each, "status": status_line(each, now, at), "is_open": now.is_open})
    return render(request, "website/centres.html", {"rows": rows, "section": "centres"})


@require_safe
def centre(request: HttpRequest, centre: str) -> HttpResponse:
    return _centre_page(request, centre_or_404(request, centre), timezone.now())


def _centre_page(request: HttpRequest, here: Centre, at: datetime) -> HttpResponse:
    now = now_at(here, at)
    services = active_services(here)
    free = next_free(services, at)
    appointments = [service for service in services if not service.is_for_desks]
    context = {
        "centre": here,
        "now": now,
        "status": status_line(here, now, at),
        "desks": next((service for service in services if service.is_for_desks), None),
        "next_desk": _first(free, [service for service in services if service.is_for_desks], here, at),
        "appointments": appointments,
        "next_appointment": _first(free, appointments, here, at),
        "groups": by_audience(appointments),
        "hours": days_to_come(here, at),
    }
    return render(request, "website/centre.html", context)


def active_services(here: Centre) -> list[Service]:
    """The services of a centre in their order, each knowing its centre without another query."""
    services = list(here.services.filter(is_active=True).order_by("position", "pk"))
    for service in services:
        service.centre = here
    return services


def by_audience(services: list[Service]) -> list[tuple[str, list[Service]]]:
    """(“citizens” or “businesses”, the services they can come for); a group without services is left out."""
    everyone = Service.Audience.EVERYONE
    groups = [
        (audience.value, [service for service in services if service.audience in (audience, everyone)])
        for audience in (Service.Audience.CITIZENS, Service.Audience.BUSINESSES)
    ]
    return [(audience, members) for audience, members in groups if members]


def _first(free: dict[int, Span], services: list[Service], here: Centre, at: datetime) -> str:
    starts = [free[service.pk].start for service in services if service.pk in free]
    return near_begins_in_words(min(starts), at, here.zone) if starts else ""
