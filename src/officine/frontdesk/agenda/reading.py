"""What the agenda knows of its days: five queries, however many bookings there are.

Rows come as plain tuples: a hundred of them a page, asked for again by every open screen.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q

from officine.bookings.models import Booking
from officine.catalogue.models import Centre, Resource, Shift
from officine.catalogue.opening import Calendar, calendar
from officine.rules.availability import Span, hull, intersect, merge, subtract
from officine.rules.days import midnight
from officine.rules.lifecycle import Status

# Whoever cancelled, or never finished booking, is not expected.
EXPECTED = (Status.CONFIRMED, Status.ARRIVED, Status.DONE, Status.ABSENT)
CANCELLED = (Status.CANCELLED_BY_PERSON, Status.CANCELLED_BY_TOWN)


class Visit(NamedTuple):
    """One booking, as far as the agenda shows it."""

    code: str
    version: int
    number: int | None  # of the day
    status: str
    channel: str
    starts_at: datetime
    ends_at: datetime
    blocked_until: datetime
    arrived_at: datetime | None
    left_at: datetime | None
    ground_floor: bool
    private_talk: bool
    with_companion: bool
    place: int
    given_name: str | None
    family_name: str | None
    service: dict[str, str]
    need: dict[str, str] | None


COLUMNS = (
    *("code", "version", "ticket__number", "status", "channel", "starts_at", "ends_at", "blocked_until"),
    *("arrived_at", "left_at", "ground_floor", "private_talk", "with_companion", "resource"),
    *("person__given_name", "person__family_name", "service__name", "need__name"),
)


@dataclass
class Place:
    """A desk or a counter, with the shifts of these days (a counter's) by day."""

    pk: int
    name: str
    is_for_desks: bool
    is_active: bool
    shifts: dict[date, list[Span]] = field(default_factory=lambda: defaultdict(list))
    called_off: dict[date, list[Span]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Days:
    """Some days of a centre: its places, who comes to each, and when each serves."""

    centre: Centre
    first: date
    opening: Calendar
    places: list[Place]
    visits: list[Visit]

    def serving(self, place: Place, on: date) -> list[Span]:
        """When it can be used: a desk from the first opening to the last closing, a counter during its shifts."""
        open_spans = self.opening.days[(on - self.first).days].open
        spans = hull(open_spans) if place.is_for_desks else intersect(merge(place.shifts[on]), open_spans)
        return subtract(spans, self.opening.resource_closures.get(place.pk, []))

    @cached_property
    def visits_by_place(self) -> dict[int, list[Visit]]:
        by_place: dict[int, list[Visit]] = defaultdict(list)
        for visit in self.visits:
            by_place[visit.place].append(visit)
        return by_place


def days(centre: Centre, first: date, last: date, at: datetime) -> Days:
    """The days from first to last, both included, as they stand at this instant."""
    return Days(
        centre,
        first,
        calendar(centre, first, last),
        _places(centre, first, last),
        [Visit(*row) for row in _bookings(centre, first, last, at, *COLUMNS)],
    )


def stamp(centre: Centre, on: date, at: datetime) -> str:
    """Changes with every booking and number of the day, and every minute: then somebody may be late, or a desk free.

    What else a page shows (hours, shifts, names) changes rarely, and appears within that minute.
    """
    return _stamp(_bookings(centre, on, on, at, "code", "version", "ticket__number"), at)


def stamp_of(found: Days, at: datetime) -> str:
    """The same, of a day that has been loaded already."""
    return _stamp([visit[:3] for visit in found.visits], at)


def _stamp(rows: Iterable[tuple[Any, ...]], at: datetime) -> str:
    minute = int(at.timestamp()) // 60
    return blake2b(repr((minute, sorted(rows))).encode(), digest_size=9).hexdigest()


def _places(centre: Centre, first: date, last: date) -> list[Place]:
    """Counters and then desks, each with its shifts of these days: one query."""
    near = FilteredRelation("shifts", condition=Q(shifts__on__gte=first, shifts__on__lte=last))
    rows = (
        Resource.objects.filter(centre=centre)
        .annotate(near=near)
        .order_by("kind", "position", "name", "pk", "near__starts_at")
        .values_list("pk", "name", "kind", "is_active", "near__on", "near__starts_at", "near__ends_at", "near__status")
    )
    found: dict[int, Place] = {}
    for pk, name, kind, is_active, on, starts_at, ends_at, status in rows:
        place = found.setdefault(pk, Place(pk, name, kind == Resource.Kind.DESK, is_active))
        if on is not None:
            of_day = place.shifts if status == Shift.Status.PLANNED else place.called_off
            of_day[on].append(Span(starts_at, ends_at))
    return list(found.values())


def _bookings(centre: Centre, first: date, last: date, at: datetime, *columns: str) -> Iterable[tuple[Any, ...]]:
    """Of these days: those on the list, those cancelled, and places that somebody is booking at this moment."""
    start, end = midnight(first, centre.zone), midnight(last + timedelta(days=1), centre.zone)
    shown = Q(status__in=EXPECTED + CANCELLED) | Q(status=Status.HELD, held_until__gt=at)
    return (
        Booking.objects.filter(shown, centre=centre, starts_at__gte=start, starts_at__lt=end)
        .order_by("starts_at", "resource__position", "resource__name")
        .values_list(*columns)
    )
