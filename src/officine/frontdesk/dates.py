"""A date in an address of the front desk: <agenda_date:on>. Importing this module makes it known."""

from datetime import date

from django.urls import register_converter


class AgendaDate:
    """2026-11-23. Of this century, so that the day before and after it exist."""

    regex = r"20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(AgendaDate, "agenda_date")
