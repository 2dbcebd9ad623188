"""What a person has booked at a centre, in words for the desk, and how much of what is allowed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from officine.bookings.allowance import minutes_booked
from officine.bookings.models import Booking
from officine.bookings.wishes import rule_in_force
from officine.catalogue.models import Centre, Service
from officine.catalogue.wording import day_in_words, span_in_words
from officine.frontdesk.statuses import status_in_staffs_words
from officine.people.models import Person
from officine.rules.days import local_date
from officine.rules.lifecycle import Status
from officine.rules.texts import in_language

NEVER_BOOKED = (Status.HELD, Status.EXPIRED)


@dataclass(frozen=True, slots=True)
class Visit:
    """One booking of a person as a line."""

    booking: Booking
    day: str
    hours: str
    what: str
    state: str


@dataclass(frozen=True, slots=True)
class Record:
    """The bookings of a person at one centre: those to come, soonest first, and the past ones, latest first."""

    upcoming: list[Visit]
    past: list[Visit]
    absences: int


def record_of(person: Person, centre: Centre, at: datetime) -> Record:
    """All of it in one query."""
    rows = (
        Booking.objects.filter(person=person, centre=centre)
        .exclude(status__in=NEVER_BOOKED)
        .select_related("service", "need", "resource")
        .order_by("-starts_at", "-pk")
    )
    visits = [_visit(booking, centre) for booking in rows]
    upcoming = [visit for visit in visits if visit.booking.is_upcoming and visit.booking.ends_at > at]
    past = [visit for visit in visits if visit not in upcoming]
    absences = sum(visit.booking.status == Status.ABSENT for visit in past)
    return Record(upcoming[::-1], past, absences)


def used_in_words(person: Person, service: Service, on: date, at: datetime) -> list[str]:
    """“6 di 20 ore in 7 giorni”, “1 di 4 prenotazioni da fare”: only where there is a limit."""
    rule = rule_in_force(service, local_date(at, service.centre.zone))
    words = []
    if rule.minutes_in_7_days:
        hours = {"used": _hours(minutes_booked(person, service, on)), "most": _hours(rule.minutes_in_7_days)}
        words.append(_("%(used)s of %(most)s hours in 7 days") % hours)
    if rule.active_bookings:
        active = Booking.objects.filter(person=person, service=service).active(at).count()
        words.append(_("%(active)d of %(most)d bookings to come") % {"active": active, "most": rule.active_bookings})
    return words


def what_in_words(booking: Booking) -> str:
    """The need, or else the service; of a desk, its number too."""
    name = str(in_language((booking.need or booking.service).name, get_language() or ""))
    if booking.service.is_for_desks:
        return f"{name}, {_('desk %(name)s') % {'name': booking.resource.name}}"
    return name


def _visit(booking: Booking, centre: Centre) -> Visit:
    return Visit(
        booking,
        day_in_words(local_date(booking.starts_at, centre.zone), with_year=True),
        span_in_words(booking.starts_at, booking.ends_at, centre.zone),
        what_in_words(booking),
        status_in_staffs_words(booking),
    )


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}" if rest else str(hours)
