"""The week of the desks as a page says it: each half-day in words, with a state for its shape and colour."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from officine.bookings.finding import DayAtAGlance, Half
from officine.catalogue.models import Centre
from officine.catalogue.wording import near_day_in_words, span_in_words
from officine.rules.days import local_date
from officine.website.drawings.squares import squares

# With so few free desks the words say that it is nearly full.
FEW = 2


@dataclass(frozen=True, slots=True)
class HalfInWords:
    """One half-day: what it is called, how it is, and where to press (empty: nothing to press)."""

    name: str
    hours: str
    words: str
    detail: str
    state: str  # free, few, partly, full, over
    picture: SafeString
    address: str


@dataclass(frozen=True, slots=True)
class DayInWords:
    name: str
    is_today: bool
    closed: str
    halves: list[HalfInWords]


def week_in_words(centre: Centre, days: list[DayAtAGlance], at: datetime) -> list[DayInWords]:
    """Each day that is open, or closed for a reason; a weekend without one is left out."""
    today = local_date(at, centre.zone)
    return [
        DayInWords(
            near_day_in_words(day.on, today),
            day.on == today,
            "" if day.halves else day.closed_because or _("closed"),
            [_half(centre, day, half) for half in day.halves],
        )
        for day in days
        if day.halves or day.closed_because or day.on.weekday() < 5
    ]


def _half(centre: Centre, day: DayAtAGlance, half: Half) -> HalfInWords:
    state = _state(half)
    address = ""
    if state in ("free", "few", "partly"):
        address = reverse("website:day", args=[centre.slug, day.on]) + f"?part={half.name}"
    return HalfInWords(
        _("Morning") if half.name == "morning" else _("Afternoon"),
        span_in_words(*half.span, centre.zone),
        _words(state, half),
        _detail(state, half),
        state,
        squares(half.free, half.partly - half.free, half.of) if state != "over" else SafeString(""),
        address,
    )


def _state(half: Half) -> str:
    if half.is_over:
        return "over"
    if half.free > FEW:
        return "free"
    if half.free:
        return "few"
    return "partly" if half.partly else "full"


def _words(state: str, half: Half) -> str:
    if state == "over":
        return _("Over")
    if state == "partly":
        return _("Some hours")
    if state == "full":
        return _("Full")
    return ngettext("%(count)d free", "%(count)d free", half.free) % {"count": half.free}


def _detail(state: str, half: Half) -> str:
    if state == "few":
        return _("Nearly full")
    if state == "partly":
        return ngettext("at %(count)d desk", "at %(count)d desks", half.partly) % {"count": half.partly}
    return ""
