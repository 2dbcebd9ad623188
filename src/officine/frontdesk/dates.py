"""Dates that the front desk takes, and <agenda_date:on> in its addresses. Importing this module makes it known."""

from datetime import date

from django.urls import register_converter

# Of this century, so that the day before and after it exist.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


class AgendaDate:
    """2026-11-23, from FIRST_DAY to LAST_DAY."""

    regex = r"20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(AgendaDate, "agenda_date")
