"""What an operator says of a booking on the list: arrived, finished, absent, and each of these taken back.

A form carries the version that its row showed: whoever comes second is told what changed, and changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from officine.bookings import actions
from officine.bookings.models import Booking
from officine.bookings.sentences import why
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.changed import changes_in_words, changes_since, is_ones_own
from officine.rules.codes import spoken
from officine.rules.days import local_date
from officine.rules.lifecycle import TAKEN_BACK_BY, Move, Status
from officine.rules.refusals import Refused, Rule

OPERATOR = StaffRole.Role.OPERATOR
# No booking has it: a form without a version is refused like one whose row has changed.
NO_VERSION = -1


@dataclass(frozen=True)
class Said:
    """A step: its verb, the moves it may make, and what is said once it is done."""

    verb: Callable[..., Booking]
    moves: frozenset[Move]
    sentence: str
    may_be_undone: bool = True


ARRIVAL = Said(actions.arrive, frozenset({Move.ARRIVE}), gettext_noop("%(name)s has arrived."))
CONCLUSION = Said(actions.finish, frozenset({Move.FINISH}), gettext_noop("%(name)s: the visit is over."))
ABSENCE = Said(actions.miss, frozenset({Move.MISS}), gettext_noop("%(name)s did not come."))
UNDO = Said(
    actions.undo,
    frozenset({*TAKEN_BACK_BY.values(), Move.UNDO_WALK_IN}),
    gettext_noop("%(name)s: the last step is taken back."),
    may_be_undone=False,
)


@require_POST
@staff_at_centre(OPERATOR)
def arrival(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    return _said(request, centre, code, ARRIVAL)


@require_POST
@staff_at_centre(OPERATOR)
def conclusion(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    return _said(request, centre, code, CONCLUSION)


@require_POST
@staff_at_centre(OPERATOR)
def absence(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    return _said(request, centre, code, ABSENCE)


@require_POST
@staff_at_centre(OPERATOR)
def undo(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    return _said(request, centre, code, UNDO)


def _said(request: HttpRequest, centre: Centre, code: str, said: Said) -> HttpResponse:
    """Does it, says it, and goes back to where the button was: the booking's page, or its row on the day's list."""
    bookings = Booking.objects.select_related("person", "resource", "centre").exclude(status=Status.HELD)
    booking = get_object_or_404(bookings, centre=centre, code=code)
    shown = request.POST.get("version", "")
    version = int(shown) if shown.isdecimal() and len(shown) < 10 else NO_VERSION
    try:
        said.verb(booking, by=account_of(request), at=timezone.now(), version=version)
        _praise(request, booking, said)
    except Refused as refused:
        _refuse(request, booking, said, version, refused)
    if request.POST.get("back") == "booking":
        return redirect("frontdesk:booking", centre.slug, booking.code)
    on = local_date(booking.starts_at, centre.zone)
    return redirect(f"{resolve_url('frontdesk:day', centre=centre.slug, on=on)}#{booking.code}")


def _praise(request: HttpRequest, booking: Booking, said: Said) -> None:
    # The page makes a button of the code and the version: agenda/views.py.
    undo = f"{booking.code} {booking.version}" if said.may_be_undone else ""
    messages.success(request, _(said.sentence) % {"name": _name(booking)}, extra_tags=undo)


def _refuse(request: HttpRequest, booking: Booking, said: Said, version: int, refused: Refused) -> None:
    """In words; where somebody was first, what they did. One's own step that was sent twice is done all the same."""
    zone, now = booking.centre.zone, timezone.now()
    changes = changes_since(booking, version) if version != NO_VERSION else []
    if is_ones_own(changes, said.moves, account_of(request)):
        _praise(request, booking, said)
    elif changes and refused.rule in (Rule.CHANGED, Rule.STATUS):
        words = {"name": _name(booking), "changes": changes_in_words(changes, now, zone)}
        messages.error(
            request, _("%(name)s: somebody was quicker, so nothing was written. Since then: %(changes)s.") % words
        )
    else:
        messages.error(request, f"{_name(booking)}: {why(refused, zone)}")


def _name(booking: Booking) -> str:
    if booking.person:
        return booking.person.full_name
    return _("Without a booking") if booking.channel == Booking.Channel.WALK_IN else spoken(booking.code)
