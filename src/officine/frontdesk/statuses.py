"""How a booking stands, in the words of whoever works at the desk."""

from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.bookings.sentences import status_in_words
from officine.rules.lifecycle import Status


def status_in_staffs_words(found: Booking) -> str:
    """“Cancelled by you” is said to the person, not to the office."""
    if found.status == Status.CANCELLED_BY_PERSON:
        return _("Cancelled by the person")
    if found.status == Status.CANCELLED_BY_TOWN:
        return _("Cancelled by the office")
    return status_in_words(found)
