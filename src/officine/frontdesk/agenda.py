"""The list of one day: per counter and for the desks, who comes when and what can be done with each booking."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.bookings.sentences import status_in_words
from officine.catalogue.models import Centre, Resource, Shift
from officine.catalogue.opening import opening_days
from officine.catalogue.wording import span_in_words
from officine.rules.days import local_date, midnight
from officine.rules.lifecycle import Move, Status
from officine.rules.texts import in_language

# Whoever cancelled, or never finished booking, is not expected.
EXPECTED = (Status.CONFIRMED, Status.ARRIVED, Status.DONE, Status.ABSENT)


@dataclass(frozen=True)
class Step:
    """A button of a row: the name of the address it posts to, and its word."""

    address: str
    label: str
    is_main: bool


@dataclass(frozen=True)
class Row:
    """One booking on the list."""

    booking: Booking
    hours: str
    place: str
    name: str
    service: str
    wishes: list[str]
    state: str
    late: str
    steps: list[Step]


@dataclass
class Section:
    """A counter with its shifts, or all the desks."""

    title: str
    is_for_desks: bool
    shifts: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Agenda:
    centre: Centre
    on: date
    hours: list[str]
    closed_because: str
    sections: list[Section]

    @property
    def is_empty(self) -> bool:
        return not any(section.rows for section in self.sections)

    @property
    def still_to_come(self) -> int:
        """How many people are expected and have not arrived yet."""
        return sum(row.booking.status == Status.CONFIRMED for section in self.sections for row in section.rows)


def agenda(centre: Centre, on: date, at: datetime) -> Agenda:
    """The list of a day as it stands at this instant; the number of queries does not grow with the rows."""
    day = opening_days(centre, on, on)[0]
    desks = Section(_("Desks"), is_for_desks=True)
    counters = {
        counter.pk: Section(counter.name, is_for_desks=False)
        for counter in Resource.objects.filter(centre=centre, kind=Resource.Kind.COUNTER).order_by("position", "name")
    }
    for shift in Shift.objects.filter(centre=centre, on=on, status=Shift.Status.PLANNED).order_by("starts_at"):
        counters[shift.counter_id].shifts.append(span_in_words(shift.starts_at, shift.ends_at, centre.zone))
    for booking in _bookings(centre, on):
        section = desks if booking.resource.kind == Resource.Kind.DESK else counters[booking.resource_id]
        section.rows.append(_row(booking, centre, at))
    return Agenda(
        centre=centre,
        on=on,
        hours=[span_in_words(span.start, span.end, centre.zone) for span in day.open],
        closed_because=day.closed_because,
        sections=[*counters.values(), desks],
    )


def _bookings(centre: Centre, on: date) -> QuerySet[Booking]:
    start, end = midnight(on, centre.zone), midnight(on + timedelta(days=1), centre.zone)
    return (
        Booking.objects.filter(centre=centre, starts_at__gte=start, starts_at__lt=end, status__in=EXPECTED)
        .select_related("resource", "service", "person", "need")
        .order_by("starts_at", "resource__position", "resource__name")
    )


def _row(booking: Booking, centre: Centre, at: datetime) -> Row:
    language = get_language() or "it"
    return Row(
        booking=booking,
        hours=span_in_words(booking.starts_at, booking.ends_at, centre.zone),
        place=booking.resource.name,
        name=booking.person.full_name if booking.person else "",
        service=in_language((booking.need or booking.service).name, language),
        wishes=_wishes(booking),
        state=status_in_words(booking),
        late=_late(booking, at),
        steps=_steps(booking, centre, at),
    )


def _wishes(booking: Booking) -> list[str]:
    """What the operator must know before the person stands in front of them."""
    said = (
        (booking.ground_floor, _("Receive on the ground floor")),
        (booking.private_talk, _("Private talk")),
        (booking.with_companion, _("Comes with a companion")),
    )
    return [words for is_asked, words in said if is_asked]


def _late(booking: Booking, at: datetime) -> str:
    minutes = int((at - booking.starts_at).total_seconds() // 60)
    if booking.status != Status.CONFIRMED or minutes < 1:
        return ""
    if at >= booking.ends_at:
        return _("Has not come")
    return ngettext("%(count)d minute late", "%(count)d minutes late", minutes) % {"count": minutes}


def _steps(booking: Booking, centre: Centre, at: datetime) -> list[Step]:
    steps = []
    is_its_day = local_date(booking.starts_at, centre.zone) <= local_date(at, centre.zone)
    if booking.may(Move.ARRIVE) and is_its_day:
        steps.append(Step("frontdesk:arrival", pgettext("front desk", "Arrived"), True))
    if booking.may(Move.FINISH):
        steps.append(Step("frontdesk:conclusion", pgettext("front desk", "Done"), True))
    # Nobody can be missed before the time has come.
    if booking.may(Move.MISS) and at >= booking.starts_at:
        steps.append(Step("frontdesk:absence", pgettext("front desk", "Absent"), False))
    return steps
