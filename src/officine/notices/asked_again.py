"""What to bring is told once more, because a document is missing; pressing twice on one day tells it once."""

from datetime import datetime

from django.db import transaction

from officine.bookings.models import Booking
from officine.notices.collect import tell
from officine.notices.kinds import Kind
from officine.rules.days import local_date


def tell_what_to_bring(booking: Booking, at: datetime) -> None:
    """Without an address it stays written down as told to nobody: somebody has to phone."""
    on = local_date(at, booking.centre.zone)
    with transaction.atomic():
        tell(booking.pk, Kind.WHAT_TO_BRING, f"bring:{booking.pk}:{on}", {"version": booking.version}, at)
