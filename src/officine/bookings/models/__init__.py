"""What is booked, what happened to it, and what the desk keeps about the day."""

from officine.bookings.models.attestation import Attestation
from officine.bookings.models.booking import LONGEST, Booking, BookingEvent, BookingNote, BookingQuerySet
from officine.bookings.models.call import Call
from officine.bookings.models.disruption import DisruptedShift, Disruption, Relocation
from officine.bookings.models.records import Answered, FruitlessSearch, Rating
from officine.bookings.models.ticket import Ticket

__all__ = [
    "LONGEST",
    "Answered",
    "Attestation",
    "Booking",
    "BookingEvent",
    "BookingNote",
    "BookingQuerySet",
    "Call",
    "DisruptedShift",
    "Disruption",
    "FruitlessSearch",
    "Rating",
    "Relocation",
    "Ticket",
]
