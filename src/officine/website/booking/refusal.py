"""The page for a place one cannot have: why, the nearest ones one can, and where to call. Nothing typed is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from officine.bookings.allowance import refuse_beyond_limits
from officine.bookings.finding import alternatives, first_free
from officine.bookings.fruitless import count_fruitless
from officine.bookings.sentences import why
from officine.bookings.wishes import Wish, fit
from officine.catalogue.models import Service
from officine.catalogue.opening import opening_days
from officine.catalogue.wording import when_in_words
from officine.people.models import Account, Person
from officine.rules.availability import Span, open_time
from officine.rules.days import local_date
from officine.rules.refusals import Refused, Rule

REFUSED = 409
# Refusals that rest on what the persons have already: another time may do, or none.
LIMITS = (Rule.ACTIVE_BOOKINGS, Rule.ACTIVE_UNTIL_VERIFIED, Rule.HOURS_IN_7_DAYS, Rule.SAME_TIME)
DAYS_TRIED = 14


@dataclass(frozen=True)
class Offer:
    """A time that one can have, as a button."""

    starts_at: str
    ends_at: str
    words: str
    note: str


def refusal_page(
    request: HttpRequest, wish: Wish, refused: Refused, persons: Sequence[Person] = (), by: Account | None = None
) -> HttpResponse:
    """Why not, and what instead."""
    service, at = wish.service, timezone.now()
    wanted = span_of(wish)
    if refused.rule == Rule.TAKEN:
        count_fruitless(service, wish.starts_at, at)
    is_limit = refused.rule in LIMITS
    spans = within_limits(wish, persons, by, at) if is_limit else alternatives(service, wanted, at)
    context = {
        "service": service,
        "centre": service.centre,
        "why": why(refused, service.centre.zone),
        "wanted": when_in_words(*wanted, service.centre.zone),
        "is_limit": is_limit,
        "offers": offers(service, spans, wanted),
        "elsewhere": elsewhere(service, wanted),
        "section": "desks" if service.is_for_desks else "services",
    }
    return render(request, "website/flow/refused.html", context, status=REFUSED)


def offers(service: Service, spans: Sequence[Span], wanted: Span | None = None) -> list[Offer]:
    """Spans as buttons; the wanted time itself is offered where another place is free then."""
    zone = service.centre.zone
    another = _("at another desk") if service.is_for_desks else ""
    return [
        Offer(
            span.start.astimezone(zone).isoformat(),
            span.end.astimezone(zone).isoformat(),
            when_in_words(span.start, span.end, zone),
            another if span == wanted else "",
        )
        for span in spans
    ]


def within_limits(
    wish: Wish, persons: Sequence[Person], by: Account | None, at: datetime, count: int = 3
) -> list[Span]:
    """Free spans of the wanted length that the limits of these persons allow: the nearest of each day, day by day."""
    service, wanted = wish.service, span_of(wish)
    on = local_date(wanted.start, service.centre.zone)
    minutes = int(open_time(opening_days(service.centre, on, on)[0].open, wanted) / timedelta(minutes=1))
    found: list[Span] = []
    for days in range(DAYS_TRIED):
        after = max(wish.starts_at + timedelta(days=days), at)
        span = next(iter(first_free(service, at, minutes=minutes, count=1, after=after)), None)
        if span is None or len(found) == count:
            break
        if span not in found and all(_allowed(service, span, person, by, at) for person in persons):
            found.append(span)
    return found


def elsewhere(service: Service, wanted: Span) -> str:
    """Where all times of a service are."""
    centre = service.centre
    if service.is_for_desks:
        return reverse("website:day", args=[centre.slug, local_date(wanted.start, centre.zone)])
    return reverse("website:times", args=[centre.slug, service.slug])


def span_of(wish: Wish) -> Span:
    """The wanted span, in plain minutes where the wish gives no end."""
    minutes = wish.minutes or wish.service.shortest_minutes
    return Span(wish.starts_at, wish.ends_at or wish.starts_at + timedelta(minutes=minutes))


def _allowed(service: Service, span: Span, person: Person, by: Account | None, at: datetime) -> bool:
    try:
        refuse_beyond_limits(fit(Wish(service, *span), at), person, by, at)
    except Refused:
        return False
    return True
