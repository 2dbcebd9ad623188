"""The screen on the wall of the waiting room: numbers and where they are called to, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from officine.bookings.line import called_lately, tickets_waiting
from officine.catalogue.wording import time_in_words
from officine.website.surroundings import centre_or_404

CALLS_SHOWN = 5


@require_safe
@never_cache
def waiting_room(request: HttpRequest, centre: str) -> HttpResponse:
    """Public, because a screen signs in nowhere: it says what everybody in the room may read."""
    shown, now = centre_or_404(request, centre), timezone.now()
    calls = called_lately(shown, now, CALLS_SHOWN)
    context = {
        "centre": shown,
        "latest": calls[0] if calls else None,
        "before": calls[1:],
        "waiting": sum(ticket.called_at is None for ticket in tickets_waiting(shown, now)),
        "time": time_in_words(now, shown.zone),
    }
    return render(request, "website/waiting_room.html", context)
