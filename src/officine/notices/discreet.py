"""What a subject line or a calendar may say of a booking: place and time, never the need."""

from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.catalogue.models import Centre
from officine.notices.sender import one_line


def title(booking: Booking) -> str:
    """“Postazione 4, Officine Municipali” or “Appuntamento alle Officine Municipali”."""
    if booking.service.is_for_desks:
        return _("Desk %(desk)s, %(centre)s") % {
            "desk": one_line(booking.resource.name),
            "centre": one_line(booking.centre.name),
        }
    return appointment_at(booking.centre)


def appointment_at(centre: Centre) -> str:
    """In Italian the word before the name depends on the name: “alle Officine …”, but “presso Hub …”."""
    name = one_line(centre.name)
    if name.startswith("Officine"):
        return _("Appointment at the %(centre)s") % {"centre": name}
    return _("Appointment at %(centre)s") % {"centre": name}
