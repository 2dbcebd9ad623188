"""What staff write about a visit: apart from the chain of events, so that it can be erased."""

from datetime import datetime

from django.db import transaction

from officine.bookings.models import Booking, BookingNote
from officine.database.locks import lock
from officine.people.models import Account

LONGEST_NOTE = 500


def take_note(booking: Booking, text: str, *, by: Account, at: datetime) -> BookingNote:
    """Keeps a short note for the staff; the same words by the same hand a second time are a repeated request."""
    with transaction.atomic():
        # Whoever erases a person holds their bookings too, and must not miss a note written meanwhile.
        lock(Booking.objects.filter(pk=booking.pk))
        same = {"booking": booking, "kind": BookingNote.Kind.VISIT, "text": text, "by": by}
        return BookingNote.objects.get_or_create(**same, defaults={"created_at": at})[0]
