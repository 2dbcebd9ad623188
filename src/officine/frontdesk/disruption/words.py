"""A disruption in words: what it is, when, and how it stands."""

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from officine.bookings.models import Disruption, Relocation
from officine.bookings.taking_back import WhyNot
from officine.catalogue.models import Resource
from officine.catalogue.wording import day_in_words, days_in_words, span_in_words, when_in_words
from officine.rules.days import local_date, midnight
from officine.rules.relocating import Place
from officine.rules.texts import in_language


def title(disruption: Disruption) -> str:
    """“Operatore assente: olga@comune.example”, “Postazione 4 non utilizzabile”, “Sede chiusa”."""
    if disruption.kind == Disruption.Kind.OPERATOR_ABSENT:
        who = disruption.operator.email if disruption.operator else ""
        return _("Operator absent: %(who)s") % {"who": who} if who else _("Operator absent")
    if disruption.resource is not None:
        return _("%(place)s cannot be used") % {"place": place_name(disruption.resource)}
    return _("Centre closed")


def when(disruption: Disruption) -> str:
    """Whole days as days, hours with their day."""
    zone = disruption.centre.zone
    starts, ends = disruption.starts_at, disruption.ends_at
    first, after = local_date(starts, zone), local_date(ends, zone)
    if starts == midnight(first, zone) and ends == midnight(after, zone):
        last = local_date(ends - (ends - starts) / 1000, zone)
        return day_in_words(first) if first == last else days_in_words(first, last)
    if disruption.kind == Disruption.Kind.OPERATOR_ABSENT and first != after:
        return days_in_words(first, after)
    if ends == midnight(after, zone):
        day = {"day": day_in_words(first), "time": span_in_words(starts, starts, zone).split("–")[0]}
        return _("%(day)s, from %(time)s on") % day
    return when_in_words(starts, ends, zone)


def state(disruption: Disruption) -> str:
    if disruption.undone_at:
        return pgettext("disruption", "Taken back")
    return pgettext("disruption", "Applied") if disruption.applied_at else pgettext("disruption", "Proposal")


def reason(disruption: Disruption) -> str:
    return str(in_language(disruption.reason, get_language() or ""))


def place_name(resource: Resource) -> str:
    """A desk by its number, a counter by its name."""
    return _("Desk %(number)s") % {"number": resource.name} if resource.kind == Resource.Kind.DESK else resource.name


def was(row: Relocation) -> str:
    zone = row.booking.centre.zone
    return f"{when_in_words(row.was_starts_at, row.was_ends_at, zone)}, {place_name(row.was_resource)}"


def goes_to(row: Relocation) -> str:
    """Empty where there is no place for it."""
    if row.to_resource is None or row.to_starts_at is None or row.to_ends_at is None:
        return ""
    return f"{when_in_words(row.to_starts_at, row.to_ends_at, row.booking.centre.zone)}, {place_name(row.to_resource)}"


def place_in_words(place: Place, resources: dict[int, Resource], row: Relocation) -> str:
    zone = row.booking.centre.zone
    return f"{when_in_words(*place.span, zone)}, {place_name(resources[place.resource])}"


def why_not(reason: WhyNot) -> str:
    """Why a disruption cannot be taken back."""
    return {
        WhyNot.NOT_APPLIED: "",
        WhyNot.UNDONE: "",
        WhyNot.ANSWERED: _("It cannot be taken back any more: somebody has accepted the new time."),
        WhyNot.CHANGED: _("It cannot be taken back any more: a booking that was moved has been changed since."),
        WhyNot.PAST: _("It cannot be taken back any more: the time of a booking that was moved has come."),
    }[reason]
