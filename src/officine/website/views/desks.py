"""The desks: a week at a glance, and a day with its floor plan."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from officine.bookings.finding import desks_on, half_days, horizon_ends_on
from officine.catalogue.models import Resource, Rule, Service
from officine.catalogue.wording import day_in_words, days_in_words
from officine.rules.days import local_date
from officine.website import desk_form
from officine.website.choosing import read_date
from officine.website.closed_soon import closes_soon, mark
from officine.website.glance import week_in_words
from officine.website.surroundings import remember_centre


def _desk_service_or_404(request: HttpRequest, centre: str) -> Service:
    """What one books at the desks of a centre; its rules, its centre and the town come with it in one query."""
    rules = Rule.objects.select_related("service__centre__municipality").order_by(
        "service__position", "service_id", "version"
    )
    rules = rules.annotate(closes_soon=closes_soon("service__centre", timezone.now()))
    desks = rules.filter(service__centre__slug=centre, service__kind=Resource.Kind.DESK, service__is_active=True)
    if not desks:
        raise Http404
    found = desks[0].service
    mark([found.centre], closes_soon=desks[0].closes_soon)
    of_it = Rule.objects.filter(service=found)
    of_it._result_cache = [rule for rule in desks if rule.service_id == found.pk]
    # As prefetch_related would leave it, without its query: the week is the page that everyone asks for.
    found._prefetched_objects_cache = {"rules": of_it}  # type: ignore[attr-defined]
    remember_centre(request, found.centre)
    return found


@require_safe
def week(request: HttpRequest, centre: str) -> HttpResponse:
    """Seven days from today or a later day, two halves each, as far as the horizon."""
    service, at = _desk_service_or_404(request, centre), timezone.now()
    today, last_on = local_date(at, service.centre.zone), horizon_ends_on(service, at)
    asked = read_date(request.GET.get("da", "")) or today
    first = max(today, min(asked, last_on - timedelta(days=6)))  # the last page is a whole week too
    last = min(first + timedelta(days=6), last_on)
    days = half_days(service, first, last, at)
    context = {
        "centre": service.centre,
        "days": week_in_words(service.centre, days, at),
        "week": days_in_words(first, last),
        "previous": max(first - timedelta(days=7), today) if first > today else None,
        "next": last + timedelta(days=1) if last < last_on else None,
        "horizon": day_in_words(last_on),
        "section": "desks",
    }
    return render(request, "website/week.html", context)


@require_safe
def day(request: HttpRequest, centre: str, on: date) -> HttpResponse:
    """The desks of one day and the form to choose one; `part`, `from`, `to` and `resource` come back as chosen."""
    service, at = _desk_service_or_404(request, centre), timezone.now()
    found = desks_on(service, on, at)
    context = {
        "centre": service.centre,
        "service": service,
        "on": on,
        "name": day_in_words(on),
        "found": found,
        "form": desk_form.desk_form(service, found, request.GET, at),
        "section": "desks",
    }
    return render(request, "website/day.html", context)
