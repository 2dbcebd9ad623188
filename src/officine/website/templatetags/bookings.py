"""How templates say a booking: when, where, for whom, how it stands."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template

from officine.bookings.models import Booking
from officine.bookings.sentences import status_in_words
from officine.catalogue.wording import begins_in_words, day_in_words, span_in_words, time_in_words
from officine.notices.discreet import title
from officine.rules.days import local_date
from officine.website.booking.reading import place_in_words, visit_in_words

register = template.Library()
register.filter("place", place_in_words)
register.filter("visit", visit_in_words)
register.filter("status", status_in_words)
register.filter("discreet_title", title)


@register.filter
def day(booking: Booking) -> str:
    """“martedì 1 dicembre”."""
    return day_in_words(local_date(booking.starts_at, booking.centre.zone))


@register.filter
def hours(booking: Booking) -> str:
    """“9:00–13:00”."""
    return span_in_words(booking.starts_at, booking.ends_at, booking.centre.zone)


@register.filter
def begins(booking: Booking) -> str:
    """“martedì 1 dicembre alle 9:00”."""
    return begins_in_words(booking.starts_at, booking.centre.zone)


@register.filter
def clock(instant: datetime, zone: ZoneInfo) -> str:
    """“10:42”."""
    return time_in_words(instant, zone)


@register.filter
def field(form: Any, name: str) -> Any:
    """A field of a form that asks for it only sometimes; empty when it does not."""
    return form[name] if name in form.fields else ""
