"""Who waits today and when each can begin; and where somebody who comes now would be served.

docs/explanation/queue.md says how the line is worked out.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from officine.bookings.models import Booking, Ticket
from officine.catalogue.models import Centre, Resource, Service, Shift
from officine.catalogue.opening import calendar
from officine.rules.availability import Span, intersect, merge, subtract
from officine.rules.days import local_date, midnight
from officine.rules.lifecycle import Status
from officine.rules.queue import Turn, Waiting, first_turn, turns

# Somebody whose time is over and whose visit nobody ended is taken to stay at least this much longer.
STAYS_ON = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is left of today at the places of a centre, from this whole minute on."""

    now: datetime
    services: list[Service]
    places: dict[int, Resource]
    free: dict[int, list[Span]]
    serving: dict[int, dict[int, list[Span]]]  # by service, then by place: when it serves
    overdue: list[Booking]  # their time is over, and nobody said that they left

    def wanted(self, service: Service, minutes: int | None = None) -> Waiting:
        """Somebody who comes for this service; of places free at once, the one that stays free longest comes first."""
        serving = self.serving.get(service.pk, {})
        return Waiting(
            {place: serving[place] for place in sorted(serving, key=self._free_longest)},
            timedelta(minutes=minutes or service.shortest_minutes),
            timedelta(minutes=service.buffer_minutes),
        )

    def serves_now(self, service: Service) -> bool:
        """Whether any place serves this now, free or not."""
        return any(
            span.start <= self.now < span.end for spans in self.serving.get(service.pk, {}).values() for span in spans
        )

    def _free_longest(self, place: int) -> tuple[timedelta, int]:
        end = self.free[place][0].end if self.free[place] else self.now
        return self.now - end, self.places[place].position


@dataclass(frozen=True, slots=True)
class InLine:
    """A number, and the time and place it can expect; neither when today has no more."""

    ticket: Ticket
    begins_at: datetime | None
    place: Resource | None


@dataclass(frozen=True, slots=True)
class Line:
    picture: Picture
    waiting: list[InLine]
    newcomers: dict[int, Turn | None]  # by service: the turn of somebody who comes now

    def served_now(self, service: Service) -> Turn | None:
        """The place at which a newcomer begins now, with nobody passed over."""
        turn = self.newcomers[service.pk]
        return turn if turn and turn.span.start == self.picture.now else None


def whole_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def tickets_waiting(centre: Centre, at: datetime) -> list[Ticket]:
    """Today's numbers that are not served yet, in order."""
    rows = Ticket.objects.filter(centre=centre, on=local_date(at, centre.zone), outcome=Ticket.Outcome.WAITING)
    return list(rows.select_related("service", "person", "called_to", "booking__resource").order_by("number"))


def called_lately(centre: Centre, at: datetime, count: int) -> list[Ticket]:
    """Today's last calls, the newest first; not of those who did not come to it."""
    rows = Ticket.objects.filter(centre=centre, on=local_date(at, centre.zone), called_to__isnull=False)
    return list(rows.exclude(outcome=Ticket.Outcome.LEFT).select_related("called_to").order_by("-called_at")[:count])


def line(centre: Centre, at: datetime) -> Line:
    """The line as it stands; the number of queries does not grow with it."""
    seen = picture(centre, at)
    tickets = tickets_waiting(centre, at)
    without = [ticket for ticket in tickets if ticket.booking is None]
    wanted = [seen.wanted(ticket.service) for ticket in without]
    given = dict(zip([ticket.pk for ticket in without], turns(seen.free, wanted), strict=True))
    waiting = [_expecting(ticket, given.get(ticket.pk), seen) for ticket in tickets]
    newcomers = {service.pk: turns(seen.free, [*wanted, seen.wanted(service)])[-1] for service in seen.services}
    return Line(seen, waiting, newcomers)


def picture(centre: Centre, at: datetime, only: Collection[int] | None = None) -> Picture:
    """What is left of today at the active places of a centre, or at `only` these."""
    now, today = whole_minute(at), local_date(at, centre.zone)
    days, closed = calendar(centre, today, today)
    places = {
        place.pk: place
        for place in Resource.objects.filter(centre=centre, is_active=True).order_by("position", "pk")
        if only is None or place.pk in only
    }
    services = list(Service.objects.filter(centre=centre, is_active=True).order_by("position", "pk"))
    tomorrow = midnight(today + timedelta(days=1), centre.zone)
    bookings = list(
        Booking.objects.blocking(at)
        .filter(resource__in=places)
        .overlapping(midnight(today, centre.zone), tomorrow)
        .select_related("person", "resource")
        .order_by("starts_at")
    )
    taken = _taken(bookings, now)
    left = [Span(now, tomorrow)]
    return Picture(
        now,
        services,
        places,
        {place: subtract(left, merge(taken[place] + closed.get(place, []))) for place in places},
        _serving(centre, services, places, days[0].open),
        [booking for booking in bookings if booking.status == Status.ARRIVED and booking.ends_at <= now],
    )


def free_now(service: Service, seen: Picture, minutes: int | None = None) -> Turn | None:
    """The place at which somebody can begin this very minute."""
    turn = first_turn(seen.free, seen.wanted(service, minutes))
    return turn if turn and turn.span.start == seen.now else None


def _taken(bookings: list[Booking], now: datetime) -> defaultdict[int, list[Span]]:
    taken: defaultdict[int, list[Span]] = defaultdict(list)
    for booking in bookings:
        is_there = booking.status == Status.ARRIVED
        until = max(booking.blocked_until, now + STAYS_ON) if is_there else booking.blocked_until
        taken[booking.resource_id].append(Span(booking.starts_at, until))
    return taken


def _serving(
    centre: Centre, services: list[Service], places: dict[int, Resource], open_spans: list[Span]
) -> dict[int, dict[int, list[Span]]]:
    desks = {place.pk: open_spans for place in places.values() if place.kind == Resource.Kind.DESK}
    serving: dict[int, dict[int, list[Span]]] = {
        service.pk: dict(desks) if service.is_for_desks else {} for service in services
    }
    shifts = (
        Shift.objects.filter(
            centre=centre,
            counter__in=places,
            status=Shift.Status.PLANNED,
            ends_at__gt=open_spans[0].start,
            starts_at__lt=open_spans[-1].end,
        )
        if open_spans
        else Shift.objects.none()
    )
    for counter, starts_at, ends_at, service in shifts.values_list("counter_id", "starts_at", "ends_at", "services"):
        if service in serving:
            serving[service].setdefault(counter, []).append(Span(starts_at, ends_at))
    return {
        service: {place: intersect(merge(spans), open_spans) for place, spans in served.items()}
        for service, served in serving.items()
    }


def _expecting(ticket: Ticket, turn: Turn | None, seen: Picture) -> InLine:
    if ticket.booking is not None:
        return InLine(ticket, max(ticket.booking.starts_at, seen.now), ticket.booking.resource)
    return InLine(ticket, turn.span.start, seen.places[turn.place]) if turn else InLine(ticket, None, None)
