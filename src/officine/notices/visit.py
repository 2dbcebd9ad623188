"""A visit in words: when, where, what to bring, how to get in, whom to ask. What the town has not given is hidden."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.catalogue.models import Centre
from officine.catalogue.wording import day_in_words, when_in_words
from officine.rules.texts import in_language

STEPS_IN = ("lift", "step_free", "accessible_toilet", "ground_floor_alternative")


def details(booking: Booking) -> list[tuple[str, str]]:
    """Label and value, in the order in which they are looked for."""
    centre = booking.centre
    said = [
        (_("When"), when_in_words(booking.starts_at, booking.ends_at, centre.zone)),
        (_("Where"), f"{centre.name}, {centre.address}"),
        (_("Desk") if booking.service.is_for_desks else _("Counter"), booking.resource.name),
        (_("Service"), _text(booking.service.name)),
        (_("Need"), _text(booking.need.name) if booking.need else ""),
        (_("Your deadline"), day_in_words(booking.deadline_on) if booking.deadline_on else ""),
    ]
    # A town's only counter is called “Sportello”: said once is enough.
    return [(label, value) for label, value in said if value not in ("", label)]


def lists(booking: Booking) -> list[tuple[str, list[str]]]:
    """Headings with their lines: what you asked for, what to bring, how to get in."""
    need = booking.need
    found = [
        (_("You asked for"), asked_for(booking)),
        (_("Bring with you"), to_bring(booking)),
        (_("Good to know"), _texts(booking.service.know) + (_texts(need.know) if need else [])),
        (_("How to get in"), ways_in(booking.centre)),
    ]
    return [(heading, lines) for heading, lines in found if lines]


def to_bring(booking: Booking) -> list[str]:
    """For the service and for the need."""
    return _texts(booking.service.bring) + (_texts(booking.need.bring) if booking.need else [])


def asked_for(booking: Booking) -> list[str]:
    wishes = (
        (booking.ground_floor, _("to be received on the ground floor")),
        (booking.private_talk, _("a private talk")),
        (booking.with_companion, _("to come with a companion")),
    )
    return [words for is_asked, words in wishes if is_asked]


def ways_in(centre: Centre) -> list[str]:
    """The facts about lift, steps, toilet and ground floor; until the town gives them, where to ask."""
    given = [_text(centre.access.get(step)) for step in STEPS_IN]
    return [text for text in given if text] or [_("Ask at the desk about the lift and a way in without steps.")]


def help_lines(centre: Centre) -> list[str]:
    """The phone number and the address of the office, where there are any."""
    phone, hours = centre.phone, _text(centre.phone_hours)
    lines = []
    if phone and hours:
        lines.append(_("Questions? Call %(phone)s (%(hours)s).") % {"phone": phone, "hours": hours})
    elif phone:
        lines.append(_("Questions? Call %(phone)s.") % {"phone": phone})
    if centre.email:
        lines.append(_("Write to us at %(email)s.") % {"email": centre.email})
    return lines


def _text(texts: dict[str, str] | None) -> str:
    return str(in_language(texts, get_language() or ""))


def _texts(texts: dict[str, list[str]] | None) -> list[str]:
    return list(in_language(texts, get_language() or ""))
