"""What happened to a booking, in words."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.bookings.sentences import event_in_words
from officine.catalogue.wording import begins_in_words
from officine.rules.lifecycle import Move


class Happened(NamedTuple):
    when: str
    what: str


def history(booking: Booking) -> list[Happened]:
    """Every event since the booking was made, the first one first."""
    zone = booking.centre.zone
    told = []
    for event in booking.events.exclude(move=Move.HOLD).order_by("version"):
        what = event_in_words(event)
        was = event.facts.get("was", {}).get("starts_at") if isinstance(event.facts, dict) else None
        if event.move == Move.RESCHEDULE and was:
            before = begins_in_words(datetime.fromisoformat(was), zone)
            what = _("%(what)s; before, it was %(before)s") % {"what": what, "before": before}
        told.append(Happened(begins_in_words(event.at, zone), what))
    return told
