"""What was done to a booking since a page showed it: which change, by whom and when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from officine.bookings.models import Booking, BookingEvent
from officine.bookings.sentences import event_in_words
from officine.catalogue.wording import near_begins_in_words
from officine.people.models import Account
from officine.rules.lifecycle import Move


def changes_since(booking: Booking, version: int) -> list[BookingEvent]:
    """The events after the version that somebody was shown, oldest first."""
    return list(booking.events.filter(version__gt=version).select_related("by").order_by("version"))


def changes_in_words(changes: list[BookingEvent], at: datetime, zone: ZoneInfo) -> str:
    """“Arrivo segnato allo sportello: olga@comune.example, oggi alle 9:05”; empty where nothing changed."""
    return "; ".join(_in_words(event, at, zone) for event in changes)


def is_ones_own(changes: list[BookingEvent], moves: frozenset[Move], account: Account) -> bool:
    """Whether this account has done this very thing a moment ago: its answer was lost, and it was sent again."""
    return len(changes) == 1 and changes[0].move in moves and changes[0].by_id == account.pk


def _in_words(event: BookingEvent, at: datetime, zone: ZoneInfo) -> str:
    what = event_in_words(event)
    if event.move == Move.CANCEL_BY_PERSON:
        what = pgettext("front desk", "Cancelled by the person")
    when = near_begins_in_words(event.at, at, zone)
    if event.role == "person":
        return _("%(what)s: the person, %(when)s") % {"what": what, "when": when}
    if event.by is None:
        return _("%(what)s: %(when)s") % {"what": what, "when": when}
    return _("%(what)s: %(who)s, %(when)s") % {"what": what, "who": event.by.email, "when": when}
