"""Finds the booking of an address, and what the form that changes it had seen."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404

from officine.bookings.models import Booking
from officine.catalogue.models import Centre
from officine.rules.lifecycle import Status

READ_WITH = ("resource", "service", "rule", "need", "person", "business", "booked_by", "ticket")
SAW_NOTHING = -1


def booking_or_404(centre: Centre, code: str) -> Booking:
    """A booking of this centre; one that is still being made by somebody is nobody's business yet."""
    rows = Booking.objects.select_related(*READ_WITH).filter(centre=centre).exclude(status=Status.HELD)
    found = get_object_or_404(rows, code=code)
    found.centre = centre  # with its municipality, which the view has read already
    return found


def seen_version(post: QueryDict) -> int:
    """The version that the form was made from; a form without one saw nothing."""
    text = post.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else SAW_NOTHING
