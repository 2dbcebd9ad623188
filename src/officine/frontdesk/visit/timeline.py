"""A day as a grid: counters and desks side by side, time running down, each booking a block; also readable as lists."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from officine.bookings.models import Booking
from officine.catalogue.models import Centre, Resource, Shift
from officine.catalogue.opening import Calendar, calendar
from officine.catalogue.wording import span_in_words
from officine.frontdesk.statuses import status_in_staffs_words
from officine.frontdesk.visit.words import place_in_words, who_in_words
from officine.rules.availability import Span, intersect, merge, subtract
from officine.rules.days import local_date, midnight
from officine.rules.lifecycle import Status

EXPECTED = (Status.CONFIRMED, Status.ARRIVED, Status.DONE, Status.ABSENT)
HOUR, GRAIN = 60, 5  # minutes; what is drawn begins and ends on the grain, what is said is exact
SHORTEST = 15  # drawn at least so long, to be seen and pressed


@dataclass(frozen=True)
class Strip:
    """Something drawn in a column: from when and how long, as classes of static/frontdesk/grid_places.css."""

    places: str


@dataclass(frozen=True)
class Block(Strip):
    """One booking."""

    booking: Booking
    who: str
    hours: str
    state: str
    starts: int  # minutes after midnight by the clock of the centre
    lasts: int  # minutes


@dataclass
class Column:
    """A counter or a desk."""

    resource: Resource
    title: str
    serves: list[Strip] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Timeline:
    """The grid begins at `first` minutes after midnight, on the hour."""

    columns: list[Column]
    first: int
    hours: list[tuple[str, Strip]]
    tall: str
    now: Strip | None
    closed_because: str

    @property
    def is_empty(self) -> bool:
        return not self.hours


def timeline(centre: Centre, on: date, at: datetime) -> Timeline:
    """The grid of a day as it stands at this instant; the number of queries does not grow with the rows."""
    seen, zone = calendar(centre, on, on), centre.zone
    bookings, shifts = list(_bookings(centre, on)), _shifts(centre, on)
    inside = [*seen.days[0].open, *(Span(each.starts_at, _ends(each)) for each in bookings)]
    minutes = [_minutes(moment, on, zone) for span in inside for moment in span]
    first = min(minutes, default=0) // HOUR * HOUR
    last = -(-max(minutes, default=0) // HOUR) * HOUR
    columns = {
        row.pk: Column(row, place_in_words(row))
        for row in centre.resources.filter(is_active=True).order_by("kind", "position", "pk")
    }
    for row, column in columns.items():
        spans = _serves(seen, row, column.resource, shifts)
        column.serves += [Strip(_span_places(span, on, zone, first)) for span in spans]
    for booking in bookings:
        if booking.resource_id in columns:
            columns[booking.resource_id].blocks.append(_block(booking, on, zone, first))
    hours = [(f"{minute // HOUR}:00", Strip(places(minute - first, HOUR))) for minute in range(first, last, HOUR)]
    now = _minutes(at, on, zone)
    is_now = local_date(at, zone) == on and first <= now < last
    return Timeline(
        list(columns.values()),
        first,
        hours,
        places(0, last - first),
        Strip(places(now - first, 0)) if is_now else None,
        seen.days[0].closed_because,
    )


def places(starts: int, lasts: int) -> str:
    """The classes for something that begins so many minutes after the first hour and lasts so long."""
    starts, lasts = starts // GRAIN * GRAIN, -(-lasts // GRAIN) * GRAIN
    return f"at-h{starts // HOUR} at-m{starts % HOUR} for-h{lasts // HOUR} for-m{lasts % HOUR}"


def _bookings(centre: Centre, on: date) -> QuerySet[Booking]:
    start, end = midnight(on, centre.zone), midnight(on + timedelta(days=1), centre.zone)
    return (
        Booking.objects.filter(centre=centre, starts_at__gte=start, starts_at__lt=end, status__in=EXPECTED)
        .select_related("resource", "service", "person")
        .order_by("starts_at", "pk")
    )


def _shifts(centre: Centre, on: date) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    rows = Shift.objects.filter(centre=centre, on=on, status=Shift.Status.PLANNED)
    for counter, starts_at, ends_at in rows.values_list("counter_id", "starts_at", "ends_at"):
        found[counter].append(Span(starts_at, ends_at))
    return found


def _serves(seen: Calendar, row: int, resource: Resource, shifts: dict[int, list[Span]]) -> list[Span]:
    """When somebody can be received there."""
    spans = seen.days[0].open
    if resource.kind == Resource.Kind.COUNTER:
        spans = intersect(merge(shifts[row]), spans)
    return subtract(spans, seen.resource_closures.get(row, []))


def _block(booking: Booking, on: date, zone: ZoneInfo, first: int) -> Block:
    starts, ends = (_minutes(moment, on, zone) for moment in (booking.starts_at, _ends(booking)))
    return Block(
        places=places(starts - first, max(ends - starts, SHORTEST)),
        booking=booking,
        who=who_in_words(booking),
        hours=span_in_words(booking.starts_at, booking.ends_at, zone),
        state=status_in_staffs_words(booking),
        starts=starts,
        lasts=_minutes(booking.ends_at, on, zone) - starts,
    )


def _ends(booking: Booking) -> datetime:
    """Whoever has left has left the place."""
    left = booking.left_at
    return max(booking.starts_at, min(left, booking.ends_at)) if left else booking.ends_at


def _span_places(span: Span, on: date, zone: ZoneInfo, first: int) -> str:
    start, end = (_minutes(moment, on, zone) for moment in span)
    return places(start - first, end - start)


def _minutes(moment: datetime, on: date, zone: ZoneInfo) -> int:
    """After the midnight that begins the day, by the clock on the wall; the end of the day is 24 hours."""
    local = moment.astimezone(zone)
    days = (local.date() - on).days
    return days * 24 * HOUR + local.hour * HOUR + local.minute
