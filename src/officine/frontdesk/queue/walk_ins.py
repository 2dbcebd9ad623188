"""Somebody without a booking: one button for each service, which serves them now or gives them a number."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from officine.bookings.answered import KeyReused
from officine.bookings.models import Booking
from officine.bookings.sentences import why
from officine.bookings.tickets import take_number
from officine.bookings.walk_ins import walk_in as begin_visit
from officine.catalogue.models import Centre, Resource, Service, StaffRole
from officine.catalogue.wording import time_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.queue.choices import choices
from officine.frontdesk.queue.words import place_in_words, service_name
from officine.people.models import Person
from officine.rules.days import local_date
from officine.rules.refusals import Refused

REFUSED = 409


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(StaffRole.Role.OPERATOR)
def walk_in(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The services with the place where each is given now; a press of one is all there is to say."""
    if request.method != "POST":
        return _page(request, centre, _person(centre, request.GET))
    person, key = _person(centre, request.POST), request.POST.get("key", "")[:40]
    try:
        if "number" in request.POST:
            service = get_object_or_404(centre.services, is_active=True, pk=_ids(request.POST["number"])[0])
            ticket = take_number(service, by=account_of(request), at=timezone.now(), person=person, key=key)
            return redirect("frontdesk:ticket", centre=centre.slug, ticket=ticket.pk)
        service, place = _chosen(centre, request.POST.get("serve", ""))
        booking = begin_visit(
            service, by=account_of(request), at=timezone.now(), resource=place, person=person, key=key
        )
    except Refused as refused:
        messages.error(request, why(refused, centre.zone))
        return _page(request, centre, person, REFUSED)
    except KeyReused:
        messages.error(request, _("This page has been used already: look at the list before you go on."))
        return redirect("frontdesk:day", centre=centre.slug, on=local_date(timezone.now(), centre.zone))
    return _served(request, booking)


def _page(request: HttpRequest, centre: Centre, person: Person | None, status: int = 200) -> HttpResponse:
    context = {
        "centre": centre,
        "screen": "day",
        "choices": choices(centre, timezone.now()),
        "person": person,
        "key": uuid4().hex,
    }
    return render(request, "frontdesk/queue/walk_in.html", context, status=status)


def _served(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Back to the day's list, where the new row is, with the button that takes it back."""
    zone = booking.centre.zone
    said = _("%(service)s: served now, %(place)s, until %(time)s.") % {
        "service": service_name(booking.service),
        "place": place_in_words(booking.resource),
        "time": time_in_words(booking.ends_at, zone),
    }
    # The list makes a button of the code and the version: agenda/views.py.
    messages.success(request, said, extra_tags=f"{booking.code} {booking.version}")
    on = local_date(booking.starts_at, zone)
    return redirect(f"{resolve_url('frontdesk:day', centre=booking.centre.slug, on=on)}#{booking.code}")


def _chosen(centre: Centre, value: str) -> tuple[Service, Resource]:
    service, *place = _ids(value)
    if not place:
        raise Http404
    return (
        get_object_or_404(centre.services.select_related("centre"), is_active=True, pk=service),
        get_object_or_404(centre.resources, pk=place[0]),
    )


def _person(centre: Centre, said: QueryDict) -> Person | None:
    """Whom the address or the form names, if anybody; of one who was merged meanwhile, the one who was kept."""
    number = said.get("persona", "")
    if not number:
        return None
    people = Person.objects.select_related("merged_into").filter(municipality=centre.municipality, erased_at=None)
    found = get_object_or_404(people, pk=_ids(number)[0])
    return found.merged_into or found


def _ids(value: str) -> list[int]:
    words = value.split()[:2]
    if not words or not all(word.isdecimal() and len(word) < 12 for word in words):
        raise Http404
    return [int(word) for word in words]
