"""A place is kept for a browser, and given back: where a booking begins."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from officine.bookings import actions
from officine.catalogue.models import Service
from officine.rules.refusals import Refused
from officine.website.booking import draft as drafts
from officine.website.booking.browser import hold_key, network_of
from officine.website.booking.flow import flow_of, next_step
from officine.website.booking.keeping import give_back, keep
from officine.website.booking.refusal import refusal_page
from officine.website.choosing import Unclear, read_date, read_wish

CHOICES = ("part", "from", "to", "resource")  # what the page of a day takes back


@require_POST
@never_cache
def hold(request: HttpRequest) -> HttpResponseBase:
    """Keeps the chosen place for ten minutes, and goes on to the first step that needs an answer."""
    at = timezone.now()
    service = _service_or_404(request)
    try:
        wish = read_wish(service, request.POST, at)
    except Unclear as unclear:
        return _choose_again(request, service, unclear)
    try:
        held = actions.hold(wish, key=hold_key(request), network=network_of(request), at=at)
        draft = drafts.begin(request, wish, held)
        if "for_two" in request.POST:  # a time offered to two people
            draft.details = {**(draft.details or {}), "for_two": True}
            drafts.save(request, draft)
        places = keep(request, draft, at)
    except Refused as refused:
        return refusal_page(request, wish, refused)
    return redirect(f"website:{next_step(flow_of(request, draft, places))}")


@require_POST
@never_cache
def release(request: HttpRequest) -> HttpResponse:
    """Gives the place back and forgets what was typed."""
    give_back(request, timezone.now())
    drafts.end(request)
    messages.info(request, _("We keep nothing for you any more: the place is free again."))
    return redirect("website:home")


def _service_or_404(request: HttpRequest) -> Service:
    rows = Service.objects.select_related("centre__municipality").filter(is_active=True)
    # PostgreSQL takes no NUL, not even to look for it.
    centre, service = (request.POST.get(name, "").replace("\0", "") for name in ("centre", "service"))
    found = rows.filter(centre__slug=centre, slug=service).first()
    if found is None:
        raise Http404
    return found


def _choose_again(request: HttpRequest, service: Service, unclear: Unclear) -> HttpResponseBase:
    """Back to where the choice is made, with what was chosen and what is missing."""
    on = read_date(request.POST.get("on", ""))
    if service.is_for_desks and on:
        chosen = {name: request.POST[name] for name in CHOICES if request.POST.get(name)}
        address = reverse("website:day", args=[service.centre.slug, on])
        return redirect(f"{address}?{urlencode({**chosen, 'error': 1})}")
    for sentence in unclear.errors.values():
        messages.error(request, sentence)
    if service.is_for_desks:
        return redirect("website:week", service.centre.slug)
    return redirect("website:times", service.centre.slug, service.slug)
