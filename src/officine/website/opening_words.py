"""A centre's hours in words: the status line, and the days to come with their closures."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from officine.bookings.finding import Now
from officine.catalogue.models import Centre
from officine.catalogue.opening import opening_days
from officine.catalogue.wording import (
    day_in_words,
    near_begins_in_words,
    near_day_in_words,
    span_in_words,
    time_in_words,
)
from officine.rules.days import local_date


@dataclass(frozen=True, slots=True)
class DayOfHours:
    name: str
    hours: list[str]  # one line for each opening
    is_today: bool
    is_closed: bool


def status_line(centre: Centre, now: Now, at: datetime) -> str:
    """“Oggi aperto fino alle 18:00 · 7 postazioni libere adesso”, or when it opens next."""
    if now.is_open and now.closes_at:
        open_until = _("Open today until %(time)s") % {"time": time_in_words(now.closes_at, centre.zone)}
        if now.opens_at and local_date(now.opens_at, centre.zone) == local_date(at, centre.zone):
            open_until += " " + _("and again from %(time)s") % {"time": time_in_words(now.opens_at, centre.zone)}
        if not now.desks:
            return open_until
        free = ngettext("%(count)d desk free now", "%(count)d desks free now", now.free_desks) % {
            "count": now.free_desks
        }
        return f"{open_until} · {free}" if now.free_desks else f"{open_until} · " + _("all desks taken now")
    closed = _("Closed today: %(reason)s") % {"reason": now.closed_because} if now.closed_because else _("Closed now")
    if now.opens_at is None:
        return closed
    opens = _("opens %(when)s") % {"when": near_begins_in_words(now.opens_at, at, centre.zone)}
    return f"{closed} · {opens}"


def days_to_come(centre: Centre, at: datetime, days: int = 7) -> list[DayOfHours]:
    """Today and the days after it, each with its hours or why it is closed."""
    today = local_date(at, centre.zone)
    return [
        DayOfHours(
            near_day_in_words(day.on, today) if day.on == today else day_in_words(day.on),
            [span_in_words(*span, centre.zone) for span in day.open]
            or [_("closed: %(reason)s") % {"reason": day.closed_because} if day.closed_because else _("closed")],
            day.on == today,
            not day.open,
        )
        for day in opening_days(centre, today, today + timedelta(days=days - 1))
    ]
