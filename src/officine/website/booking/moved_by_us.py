"""A move by the office that its person has not answered yet, in words."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language

from officine.bookings.answers import unanswered
from officine.bookings.models import Booking
from officine.notices import reasons
from officine.rules.lifecycle import Status
from officine.rules.texts import in_language, sentence
from officine.website.booking.reading import visit_in_words


class MovedByUs(NamedTuple):
    """Where it was before, and why it had to go."""

    before: str
    why: str


def moved_by_us(booking: Booking, at: datetime) -> MovedByUs | None:
    """None where there is nothing to answer any more."""
    if booking.status != Status.CONFIRMED or booking.starts_at <= at:
        return None
    row = unanswered(booking)
    if row is None:
        return None
    before = Booking(
        centre=booking.centre,
        service=booking.service,
        resource=row.was_resource,
        starts_at=row.was_starts_at,
        ends_at=row.was_ends_at,
    )
    own = str(in_language(row.disruption.reason, get_language() or ""))
    return MovedByUs(visit_in_words(before), sentence(own) or reasons.in_words(row.disruption.kind))
