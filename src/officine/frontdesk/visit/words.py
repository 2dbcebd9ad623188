"""A booking in an operator's words: where, when, what was wished, how it came in."""

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.catalogue.models import Resource
from officine.catalogue.wording import begins_in_words, when_in_words
from officine.notices.recipients import recipients
from officine.rules.availability import Span
from officine.rules.texts import in_language


def place_in_words(place: Resource) -> str:
    """“postazione 4”, or the name of the counter."""
    if place.kind == Resource.Kind.DESK:
        return pgettext("front desk", "desk %(number)s") % {"number": place.name}
    return place.name


def visit_in_words(booking: Booking) -> str:
    """“martedì 1 dicembre, 9:00–13:00, postazione 4”."""
    return there_in_words(booking, Span(booking.starts_at, booking.ends_at), booking.resource)


def there_in_words(booking: Booking, span: Span, place: Resource | None) -> str:
    """The same for another time; without a place: wherever there is one."""
    words = when_in_words(*span, booking.centre.zone)
    return f"{words}, {place_in_words(place)}" if place else words


def who_in_words(booking: Booking) -> str:
    """The name, or the code of a booking that has no person any more."""
    return booking.person.full_name if booking.person else booking.spoken_code


def service_in_words(booking: Booking) -> str:
    language = get_language() or ""
    name = str(in_language(booking.service.name, language))
    return f"{name}: {in_language(booking.need.name, language)}" if booking.need else name


def wishes_in_words(booking: Booking) -> list[str]:
    """What the operator must know before the person stands in front of them."""
    said = (
        (booking.ground_floor, _("Receive on the ground floor")),
        (booking.private_talk, _("Private talk")),
        (booking.with_companion, _("Comes with a companion")),
    )
    return [words for is_asked, words in said if is_asked]


def channel_in_words(booking: Booking) -> str:
    """How the booking came in, and when."""
    words = {
        Booking.Channel.WEB: _("on the website"),
        Booking.Channel.PHONE: _("by phone"),
        Booking.Channel.COUNTER: _("at the counter"),
        Booking.Channel.WALK_IN: _("came without a booking"),
        Booking.Channel.API: _("by another program"),
    }[Booking.Channel(booking.channel)]
    return f"{words}, {begins_in_words(booking.created_at, booking.centre.zone)}"


def told_in_words(booking: Booking) -> str:
    """Whether somebody is written to about a change, or has to be phoned."""
    if recipients(booking):
        return _("A mail tells them.")
    phone = booking.person.phone if booking.person else ""
    if phone:
        return _("There is no e-mail: please phone %(phone)s.") % {"phone": phone}
    return _("There is neither an e-mail nor a phone number: they cannot be told.")
