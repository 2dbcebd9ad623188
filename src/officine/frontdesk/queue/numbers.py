"""The numbers of the day: who waits, and each step with a number: called, served, left, taken back; its slip."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from officine.bookings import tickets
from officine.bookings.line import line
from officine.bookings.models import Ticket
from officine.bookings.sentences import why
from officine.catalogue.models import Centre, Resource, StaffRole
from officine.catalogue.wording import day_in_words, time_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.queue.rows import queue as queue_of
from officine.frontdesk.queue.words import place_in_words, wait_in_words
from officine.rules.days import local_date
from officine.rules.refusals import Refused, Rule

OPERATOR = StaffRole.Role.OPERATOR


@require_safe
@staff_at_centre(OPERATOR)
def queue(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Who waits, in the order of the numbers."""
    now = timezone.now()
    context = {
        "centre": centre,
        "screen": "queue",
        "queue": queue_of(centre, account_of(request), now),
        "as_of": time_in_words(now, centre.zone),
    }
    return render(request, "frontdesk/queue/queue.html", context)


@require_safe
@staff_at_centre(OPERATOR)
def ticket(request: HttpRequest, centre: Centre, ticket: int) -> HttpResponse:
    """The slip: the number and the time to expect; never what somebody came for."""
    found, now = _ticket(centre, ticket), timezone.now()
    turn = next((each for each in line(centre, now).waiting if each.ticket.pk == found.pk), None)
    wait = wait_in_words(turn.begins_at, now, centre.zone) if turn else ""
    context = {
        "centre": centre,
        "ticket": found,
        "wait": wait,
        "day": day_in_words(found.on, with_year=True),
        "came": time_in_words(found.came_at, centre.zone),
    }
    return render(request, "frontdesk/queue/ticket.html", context)


@require_POST
@staff_at_centre(OPERATOR)
def ticket_call(request: HttpRequest, centre: Centre, ticket: int) -> HttpResponse:
    found, place = _ticket_of_today(centre, ticket), _place(request, centre)
    seen = _instant(request.POST.get("called", ""))
    said = _("Number %(number)s: called, %(place)s.") % {"number": found.number, "place": place_in_words(place)}
    return _done(request, found, said, tickets.call, found, place, at=timezone.now(), seen=seen)


@require_POST
@staff_at_centre(OPERATOR)
def ticket_serve(request: HttpRequest, centre: Centre, ticket: int) -> HttpResponse:
    """A visit begins at the chosen place; one that was booked goes on at its own."""
    found = _ticket_of_today(centre, ticket)
    place = None if found.booking else _place(request, centre)
    said = _("Number %(number)s: served.") % {"number": found.number}
    by, now = account_of(request), timezone.now()
    return _done(request, found, said, tickets.serve, found, place, by=by, at=now)


@require_POST
@staff_at_centre(OPERATOR)
def ticket_leave(request: HttpRequest, centre: Centre, ticket: int) -> HttpResponse:
    found = _ticket_of_today(centre, ticket)
    said = _("Number %(number)s does not wait any more.") % {"number": found.number}
    return _done(request, found, said, tickets.leave, found, at=timezone.now())


@require_POST
@staff_at_centre(OPERATOR)
def ticket_undo(request: HttpRequest, centre: Centre, ticket: int) -> HttpResponse:
    found = _ticket_of_today(centre, ticket)
    said = _("Number %(number)s waits again.") % {"number": found.number}
    return _done(request, found, said, tickets.undo, found, by=account_of(request), at=timezone.now())


def _done(
    request: HttpRequest, found: Ticket, said: str, verb: Callable[..., Any], *args: Any, **kwargs: Any
) -> HttpResponse:
    """Does it, says it, and goes back to the queue."""
    number = {"number": found.number}
    try:
        verb(*args, **kwargs)
        messages.success(request, said)
    except Refused as refused:
        if refused.rule == Rule.CHANGED:
            messages.error(request, _("Number %(number)s: somebody was quicker. This is how it stands now.") % number)
        else:
            messages.error(request, f"{_('Number %(number)s') % number}: {why(refused, found.centre.zone)}")
    return redirect("frontdesk:queue", centre=found.centre.slug)


def _ticket(centre: Centre, pk: int) -> Ticket:
    tickets_here = Ticket.objects.select_related("service__centre", "centre", "person", "booking", "called_to")
    return get_object_or_404(tickets_here, centre=centre, pk=pk)


def _ticket_of_today(centre: Centre, pk: int) -> Ticket:
    """A page left open overnight still shows yesterday's numbers: nothing happens to those any more."""
    found = _ticket(centre, pk)
    if found.on != local_date(timezone.now(), centre.zone):
        raise Http404
    return found


def _place(request: HttpRequest, centre: Centre) -> Resource:
    said = request.POST.get("place", "")
    return get_object_or_404(centre.resources, pk=int(said) if said.isdecimal() and len(said) < 12 else 0)


def _instant(said: str) -> datetime | None:
    """When the number was called, as the page said it; anything that cannot be such an instant is none."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo and 2000 <= found.year < 2100 else None
