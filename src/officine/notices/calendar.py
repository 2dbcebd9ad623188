"""Calendar files (iCalendar, RFC 5545 and 5546): one entry per booking, which later mails change or take back.

Its UID stays, its SEQUENCE is the booking's version, so a calendar knows which of two files is newer. An entry says
place and time, never the need: calendars are shared and shown.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vUri

from officine.bookings.models import Booking, BookingEvent
from officine.notices.discreet import title
from officine.notices.sender import Sender, one_line, sender_of

PRODUCT = "-//Officine//Officine//IT"
REFRESH = timedelta(hours=1)


def booking_ics(booking: Booking) -> bytes:
    """One booking to keep: what the page offers for download."""
    calendar = _calendar("PUBLISH")
    calendar.add_component(_entry(booking, _changed_at([booking])))
    return bytes(calendar.to_ical())


def feed_ics(bookings: Iterable[Booking]) -> bytes:
    """A whole calendar that a program reads again and again; three queries, however many bookings."""
    ids = [booking.pk for booking in bookings]
    rows = Booking.objects.select_related("centre__municipality", "resource", "service").filter(pk__in=ids)
    found = list(rows.order_by("starts_at", "pk"))
    calendar = _calendar("PUBLISH")
    calendar.add("name", "Officine Municipali")
    calendar.add("x-wr-calname", "Officine Municipali")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    changed_at = _changed_at(found)
    for booking in found:
        calendar.add_component(_entry(booking, changed_at))
    return bytes(calendar.to_ical())


def invitation_ics(booking: Booking, to: str) -> bytes:
    """For a mail: calendars that read it add the entry, change it, or take a cancelled one away."""
    calendar = _calendar(method_of(booking))
    entry = _entry(booking, _changed_at([booking]))
    attendee = vCalAddress(f"mailto:{to}")
    attendee.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    entry.add("attendee", attendee, encode=False)
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def method_of(booking: Booking) -> str:
    return "CANCEL" if booking.is_cancelled else "REQUEST"


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _entry(booking: Booking, changed_at: Mapping[int, datetime]) -> Event:
    entry = Event()
    # Not the address of the site: that may change, and the entry must still be the same one.
    entry.add("uid", f"{booking.code}@{booking.centre.municipality.cadastral_code.lower()}.officine")
    entry.add("sequence", booking.version)
    entry.add("dtstamp", changed_at.get(booking.pk, booking.created_at).astimezone(UTC))
    entry.add("dtstart", booking.starts_at.astimezone(UTC))
    entry.add("dtend", booking.ends_at.astimezone(UTC))
    entry.add("summary", title(booking))
    entry.add("location", one_line(f"{booking.centre.name}, {booking.centre.address}"))
    entry.add("description", _description(booking))
    entry.add("status", "CANCELLED" if booking.is_cancelled else "CONFIRMED")
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT" if booking.is_cancelled else "OPAQUE")
    entry.add("organizer", _organizer(sender_of(booking.centre.municipality)), encode=False)
    entry.add("url", vUri(settings.PUBLIC_URL + "/"))
    return entry


def _description(booking: Booking) -> str:
    lines = [_("Booking code: %(code)s") % {"code": booking.spoken_code}]
    if booking.centre.phone:
        lines.append(_("Phone: %(phone)s") % {"phone": one_line(booking.centre.phone)})
    return "\n".join(lines)


def _organizer(sender: Sender) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{sender.email}")
    if sender.name:
        organizer.params["CN"] = sender.name
    return organizer


def _changed_at(bookings: list[Booking]) -> dict[int, datetime]:
    """When each booking last changed."""
    events = BookingEvent.objects.filter(booking__in=[booking.pk for booking in bookings])
    return dict(events.values_list("booking").annotate(last=Max("at")))
