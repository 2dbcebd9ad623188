"""Somebody was first: both versions side by side, and the choice to do it all the same or to leave it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from officine.bookings.models import Booking
from officine.frontdesk.statuses import status_in_staffs_words
from officine.frontdesk.visit import words
from officine.frontdesk.visit.history import history
from officine.rules.refusals import Refused, Rule


@dataclass(frozen=True)
class Wanted:
    """What an operator was about to do: in words, and as the form that would do it again."""

    words: str
    address: str  # the name of the address to post to
    fields: Mapping[str, str]
    may_be_done: bool  # as the booking stands now


def is_conflict(refused: Refused, found: Booking, seen: int) -> bool:
    """Whether the booking, as read after the refusal, is another one than the operator had before their eyes."""
    return refused.rule == Rule.CHANGED or found.version != seen


def what_changed(request: HttpRequest, found: Booking, wanted: Wanted, seen: int) -> HttpResponse:
    """The page with both; nothing was written."""
    context = {
        "centre": found.centre,
        "screen": "day",
        "booking": found,
        "who": words.who_in_words(found),
        "visit": words.visit_in_words(found),
        "state": status_in_staffs_words(found),
        "wanted": wanted,
        "changes": history(found, since=max(seen, 0)),
    }
    return render(request, "frontdesk/visit/conflict.html", context, status=409)
