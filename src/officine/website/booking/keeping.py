"""The places a browser keeps while the form is filled in; kept again where the time ran out and nobody was faster."""

from datetime import datetime

from django.http import HttpRequest

from officine.bookings import actions
from officine.bookings.models import Booking
from officine.website.booking.browser import hold_key, network_of
from officine.website.booking.draft import Draft


def keep(request: HttpRequest, draft: Draft, at: datetime) -> list[Booking]:
    """The held places of a draft, one for each person. Refused when somebody else has one of them by now."""
    key = hold_key(request)
    held = actions.held_by(key, at)
    if not held or held[0].hold_seat != 1:
        held = [actions.hold(draft.wish(), key=key, network=network_of(request), at=at)]
    if draft.is_for_two and len(held) == 1:
        held.append(actions.hold_second(held[0], at=at))
    if not draft.is_for_two and len(held) > 1:
        actions.let_go_second(key, at)
        del held[1:]
    return held


def give_back(request: HttpRequest, at: datetime) -> None:
    """The browser keeps nothing any more."""
    actions.let_go(hold_key(request), at)
