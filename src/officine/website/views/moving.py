"""Moving a booking to another time: the nearest free ones, or those of a day; the code stays the same."""

from collections import Counter
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from officine.bookings import actions
from officine.bookings.finding import first_free, horizon_ends_on, slots
from officine.bookings.models import Booking
from officine.bookings.sentences import why
from officine.bookings.wishes import Wish
from officine.catalogue.wording import begins_in_words, day_in_words, time_in_words
from officine.rules.availability import Span
from officine.rules.days import local_date
from officine.rules.refusals import Refused, Rule
from officine.website.booking.refusal import offers
from officine.website.booking.visitor import account_of, booking_or_404
from officine.website.choosing import Unclear, read_date, read_wish
from officine.website.views.booking import may_change

NEAREST = 3


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking_move(request: HttpRequest, code: str) -> HttpResponse:
    found, at = booking_or_404(request, code), timezone.now()
    if found.status != Booking.Status.CONFIRMED:
        return redirect("website:booking", found.code)
    refusal = ""
    if request.method == "POST":
        try:
            moved = _move(request, found, at)
        except Unclear as unclear:
            refusal = " ".join(unclear.errors.values())
        except Refused as refused:
            refusal = why(refused, found.centre.zone)
        else:
            when = begins_in_words(moved.starts_at, moved.centre.zone)
            messages.success(request, _("Moved. We expect you %(when)s.") % {"when": when})
            return redirect("website:booking", moved.code)
    return _page(request, found, at, refusal)


def _move(request: HttpRequest, found: Booking, at: datetime) -> Booking:
    """To the same place if it is free at the new time, else to any; a double click moves once."""
    asked = read_wish(found.service, request.POST, at)
    wish = Wish(asked.service, asked.starts_at, asked.ends_at, found.resource, asked.minutes or found.open_minutes)
    if wish.starts_at == found.starts_at and (wish.ends_at or found.ends_at) == found.ends_at:
        return found
    by = account_of(request)
    try:
        return actions.reschedule(found, wish, by=by, at=at)
    except Refused as refused:
        if refused.rule != Rule.TAKEN:
            raise
        anywhere = Wish(wish.service, wish.starts_at, wish.ends_at, minutes=wish.minutes)
        return actions.reschedule(found, anywhere, by=by, at=at)


def _page(request: HttpRequest, found: Booking, at: datetime, refusal: str) -> HttpResponse:
    service, today = found.service, local_date(at, found.centre.zone)
    last_on = horizon_ends_on(service, at)
    chosen = read_date(request.GET.get("giorno", ""))
    on = chosen if chosen and today <= chosen <= last_on else None
    context = {
        "booking": found,
        "centre": found.centre,
        "may_change": may_change(found, at),
        "refusal": refusal,
        "nearest": offers(service, _nearest(found, at)),
        "days": _days(found, today, last_on, at),
        "on": on,
        "day": day_in_words(on) if on else "",
        "times": _times(found, on, at) if on else [],
        "section": "mine",
    }
    return render(request, "website/mine/move.html", context, status=409 if refusal else 200)


def _days(found: Booking, today: date, last_on: date, at: datetime) -> list[tuple[date, str, int]]:
    """The days of two weeks that have a free time of the same length, with how many."""
    last = min(today + timedelta(days=13), last_on)
    counts = Counter(local_date(span.start, found.centre.zone) for span in _free(found, today, last, at))
    return [(on, day_in_words(on), count) for on, count in sorted(counts.items())]


def _times(found: Booking, on: date, at: datetime) -> list[tuple[str, str]]:
    zone = found.centre.zone
    return [
        (span.start.astimezone(zone).isoformat(), time_in_words(span.start, zone)) for span in _free(found, on, on, at)
    ]


def _free(found: Booking, first: date, last: date, at: datetime) -> list[Span]:
    free = slots(found.service, first, last, found.open_minutes, at)
    return [span for span, places in free if places and span.start != found.starts_at]


def _nearest(found: Booking, at: datetime) -> list[Span]:
    """The first free spans other than the one it has."""
    free = first_free(found.service, at, minutes=found.open_minutes, count=NEAREST + 1)
    return [span for span in free if span.start != found.starts_at][:NEAREST]
