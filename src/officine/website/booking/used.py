"""How much of what is allowed a person has booked: “6 di 20 ore in 7 giorni”, as figures for a sentence and a bar."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from officine.bookings.allowance import minutes_booked
from officine.bookings.wishes import rule_in_force
from officine.catalogue.models import Service
from officine.people.models import Person
from officine.rules.days import local_date


@dataclass(frozen=True)
class Used:
    """Open minutes booked and allowed around one day."""

    minutes: int
    most: int

    @property
    def words(self) -> str:
        return _("%(used)s of %(most)s hours in 7 days") % {"used": _hours(self.minutes), "most": _hours(self.most)}


def used_in_7_days(person: Person, service: Service, on: date, at: datetime) -> Used | None:
    """The most that a person has in any 7 days around a day, by the rules in force now; None without a limit."""
    most = rule_in_force(service, local_date(at, service.centre.zone)).minutes_in_7_days
    return Used(minutes_booked(person, service, on), most) if most else None


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}" if rest else str(hours)
