"""“Le mie prenotazioni”: the next one large, the others below, past ones folded, the limits with a bar."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from officine.bookings.models import Booking, BookingQuerySet
from officine.catalogue.models import Resource, Service
from officine.people.models import Account, Person
from officine.people.register import person_of
from officine.rules.days import local_date
from officine.rules.lifecycle import ACTIVE
from officine.website.booking.signed_in import signed_in
from officine.website.booking.used import Used, used_in_7_days
from officine.website.booking.visitor import NOT_BOOKED
from officine.website.views.booking import may_change

MOST_PAST = 30


@require_safe
@signed_in
def my_bookings(request: HttpRequest, account: Account) -> HttpResponse:
    at, person = timezone.now(), person_of(account)
    mine = Booking.objects.of(account).exclude(status__in=NOT_BOOKED)
    rows = mine.select_related("centre", "service__centre", "resource", "rule", "person", "business")
    coming = list(rows.filter(status__in=ACTIVE, ends_at__gt=at).order_by("starts_at", "pk"))
    context = {
        "next": coming[0] if coming else None,
        "may_change": may_change(coming[0], at) if coming else False,
        "others": coming[1:],
        "past": _past(rows, at),
        "used": _used(person, at) if person else [],
        "person": person,
        "section": "mine",
    }
    return render(request, "website/mine/bookings.html", context)


def _past(rows: BookingQuerySet, at: datetime) -> list[Booking]:
    """What is over or was cancelled, the latest first."""
    upcoming = rows.filter(status__in=ACTIVE, ends_at__gt=at)
    return list(rows.exclude(pk__in=upcoming.values("pk")).order_by("-starts_at", "-pk")[:MOST_PAST])


def _used(person: Person, at: datetime) -> list[tuple[Service, Used]]:
    """For each kind of desk with a limit on hours, how much of it is booked around today."""
    services = Service.objects.filter(kind=Resource.Kind.DESK, is_active=True).select_related("centre")
    found = []
    for service in services.order_by("centre__name", "position"):
        used = used_in_7_days(person, service, local_date(at, service.centre.zone), at)
        if used:
            found.append((service, used))
    return found
