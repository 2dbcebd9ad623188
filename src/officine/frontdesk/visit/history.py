"""What happened to a booking, in words: what, who, when, and what it was before."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from officine.bookings.models import Booking, BookingEvent
from officine.bookings.sentences import event_in_words
from officine.catalogue.models import Resource
from officine.catalogue.wording import begins_in_words, time_in_words
from officine.frontdesk.visit.words import place_in_words
from officine.rules.lifecycle import Move


class Happened(NamedTuple):
    """One line of the history."""

    what: str
    who: str
    when: str
    was: str


def history(booking: Booking, *, since: int = -1) -> list[Happened]:
    """Every event after the version `since`, the first one first; two queries, however many."""
    events = list(booking.events.exclude(move=Move.HOLD).filter(version__gt=since).select_related("by"))
    events.sort(key=lambda event: event.version)
    places = _places(events)
    return [_happened(event, places, booking.centre.zone) for event in events]


def _happened(event: BookingEvent, places: dict[int, Resource], zone: ZoneInfo) -> Happened:
    return Happened(_what(event), _who(event), begins_in_words(event.at, zone), _was(event, places, zone))


def _what(event: BookingEvent) -> str:
    if event.move == Move.CANCEL_BY_PERSON:
        return _("Cancelled as the person asked")
    if event.move == Move.CANCEL_BY_TOWN:
        return _("Cancelled by the office")
    return event_in_words(event)


def _who(event: BookingEvent) -> str:
    if event.role == "staff":
        return (event.by.email or "") if event.by else _("the office")
    return _("the person") if event.role == "person" else _("by itself")


def _was(event: BookingEvent, places: dict[int, Resource], zone: ZoneInfo) -> str:
    was = _before(event)
    said = [begins_in_words(datetime.fromisoformat(was["starts_at"]), zone)] if was.get("starts_at") else []
    if was.get("resource") in places:
        said.append(place_in_words(places[was["resource"]]))
    moments = [was[name] for name in ("arrived_at", "left_at") if name in was]
    times = [time_in_words(datetime.fromisoformat(moment), zone) for moment in moments]
    return ", ".join([*said, "–".join(times)] if times else said)


def _places(events: Iterable[BookingEvent]) -> dict[int, Resource]:
    return Resource.objects.in_bulk([was["resource"] for was in map(_before, events) if "resource" in was])


def _before(event: BookingEvent) -> dict[str, Any]:
    was = event.facts.get("was", {})
    return was if isinstance(was, dict) else {}
