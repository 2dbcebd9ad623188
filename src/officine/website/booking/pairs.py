"""Two appointments one after the other: the next times at which both are free."""

from datetime import datetime, timedelta

from officine.bookings.finding import first_free
from officine.bookings.models import Booking
from officine.rules.availability import Span
from officine.website.booking.refusal import Offer, offers


def offers_for_two(held: Booking, at: datetime) -> list[Offer]:
    """The first of two, as buttons, for the nearest times at which the place after it is free as well."""
    service = held.service
    length = held.ends_at - held.starts_at
    both = 2 * int(length / timedelta(minutes=1)) + service.buffer_minutes
    spans = first_free(service, at, minutes=both)
    return offers(service, [Span(span.start, span.start + length) for span in spans])
