"""Dates, times and lengths as people read them: “martedì 1 dicembre”, “9:00–13:00”, “1 ora e 30 minuti”.

Each takes the language to speak; without one, the active language counts.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import get_language, gettext, ngettext, override

from officine.rules.days import local_date

# Italian writes days and months small; Django gives them as they stand in a calendar.
SMALL = ("it",)


def day_in_words(on: date, language: str | None = None, *, with_year: bool = False) -> str:
    """“martedì 1 dicembre”; the year only where it is asked for."""
    with _speaking(language):
        words = f"{_name(WEEKDAYS[on.weekday()])} {on.day} {_name(MONTHS[on.month])}"
        return f"{words} {on.year}" if with_year else words


def near_day_in_words(on: date, today: date, language: str | None = None) -> str:
    """“oggi”, “domani”, or the day's name and date."""
    with _speaking(language):
        if on == today:
            return gettext("today")
        if on == today + timedelta(days=1):
            return gettext("tomorrow")
        return day_in_words(on)


def short_day_in_words(on: date, language: str | None = None) -> str:
    """“mar 1 dic”, for tables and drawings."""
    with _speaking(language):
        return f"{_name(WEEKDAYS_ABBR[on.weekday()])} {on.day} {_name(MONTHS_3[on.month])}"


def weekday_in_words(weekday: int, language: str | None = None) -> str:
    """“lunedì” for 0."""
    with _speaking(language):
        return _name(WEEKDAYS[weekday])


def days_in_words(first: date, last: date, language: str | None = None) -> str:
    """“30 novembre – 6 dicembre”, “7–13 dicembre”, or “28 dicembre 2026 – 3 gennaio 2027”."""
    with _speaking(language):
        if first == last:
            return f"{first.day} {_name(MONTHS[first.month])}"
        if first.year != last.year:
            return f"{_date_with_year(first)} – {_date_with_year(last)}"
        if first.month == last.month:
            return f"{first.day}–{last.day} {_name(MONTHS[last.month])}"
        return f"{first.day} {_name(MONTHS[first.month])} – {last.day} {_name(MONTHS[last.month])}"


def time_in_words(instant: datetime, zone: ZoneInfo) -> str:
    """“9:00”, by the clock of the place."""
    local = instant.astimezone(zone)
    return f"{local.hour}:{local.minute:02}"


def span_in_words(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """“9:00–13:00”."""
    return f"{time_in_words(start, zone)}–{time_in_words(end, zone)}"


def when_in_words(start: datetime, end: datetime, zone: ZoneInfo, language: str | None = None) -> str:
    """“martedì 1 dicembre, 9:00–13:00”."""
    return f"{day_in_words(local_date(start, zone), language)}, {span_in_words(start, end, zone)}"


def begins_in_words(start: datetime, zone: ZoneInfo, language: str | None = None) -> str:
    """“martedì 1 dicembre alle 9:00”."""
    with _speaking(language):
        return gettext("%(day)s at %(time)s") % {
            "day": day_in_words(local_date(start, zone)),
            "time": time_in_words(start, zone),
        }


def near_begins_in_words(start: datetime, at: datetime, zone: ZoneInfo, language: str | None = None) -> str:
    """“oggi alle 15:00”, “domani alle 9:00”, “martedì 1 dicembre alle 9:00”, seen from the instant `at`."""
    with _speaking(language):
        day = near_day_in_words(local_date(start, zone), local_date(at, zone))
        return gettext("%(day)s at %(time)s") % {"day": day, "time": time_in_words(start, zone)}


def minutes_in_words(minutes: int, language: str | None = None) -> str:
    """“45 minuti”, “1 ora”, “2 ore e 30 minuti”."""
    hours, rest = divmod(minutes, 60)
    with _speaking(language):
        in_hours = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
        in_minutes = ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest}
        if hours and rest:
            return gettext("%(hours)s and %(minutes)s") % {"hours": in_hours, "minutes": in_minutes}
        return in_hours if hours else in_minutes


def _speaking(language: str | None) -> override:
    return override(language or get_language())


def _name(name: object) -> str:
    return str(name).lower() if (get_language() or "") in SMALL else str(name)


def _date_with_year(on: date) -> str:
    return f"{on.day} {_name(MONTHS[on.month])} {on.year}"
