"""What a disruption leaves standing and what not: who cannot be received, and which places are left for them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from officine.bookings.models import LONGEST, Booking, DisruptedShift, Disruption, Relocation
from officine.bookings.supply import supply
from officine.bookings.wishes import rule_in_force
from officine.catalogue.models import Service, Shift, StaffRole
from officine.catalogue.opening import Calendar, calendar
from officine.catalogue.staff_access import INCLUDED_IN, Role
from officine.people.models import Account
from officine.rules.availability import Span, merge, subtract
from officine.rules.days import local_date
from officine.rules.relocating import Displaced, Given, Ground, Place, places

# New places are looked for up to two months after the disruption: as far as any service can be booked.
LOOK_AHEAD = timedelta(days=60)
# Nobody is given a new time nearer than this, whatever the service allows: they must read of it and get there.
NOTICE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Search:
    """Those who cannot be received, in the order in which they booked, and where there is room for them."""

    affected: list[Booking]
    grounds: dict[int, Ground]
    given: Given

    def give(self, booking: Booking, place: Place) -> None:
        self.given.give(displaced(booking), place, self.grounds[booking.service_id].buffer)


def affected(disruption: Disruption, at: datetime) -> list[Booking]:
    """The confirmed bookings, not over yet, that cannot take place as they are; who booked first comes first."""
    hit = _hit(disruption)
    if hit is None:
        return []
    rows = Booking.objects.filter(
        hit,
        centre=disruption.centre,
        status=Booking.Status.CONFIRMED,
        ends_at__gt=at,
        starts_at__gt=disruption.starts_at - LONGEST,
        starts_at__lt=disruption.ends_at,
    )
    found = list(rows.select_related("service", "resource", "person").order_by("created_at", "pk"))
    for booking in found:
        booking.centre = disruption.centre
    return found


def held(disruption: Disruption, at: datetime) -> list[Booking]:
    """The places kept at this moment, for whoever is filling in a form, that cannot become bookings."""
    hit = _hit(disruption)
    rows = Booking.objects.filter(centre=disruption.centre, status=Booking.Status.HELD)
    # Those that are over stand in the way of the others, wherever they are.
    return list(rows.filter((hit if hit is not None else Q(pk__in=[])) | Q(held_until__lte=at)).order_by("pk"))


def search(disruption: Disruption, at: datetime, bookings: list[Booking] | None = None) -> Search:
    """Looks for room for these bookings, or for all that are affected; of the latter, nobody has been placed yet."""
    them = affected(disruption, at) if bookings is None else bookings
    given = Given()
    persons = {booking.person_id for booking in them if booking.person_id}
    others = Booking.objects.blocking(at).filter(person__in=persons, ends_at__gt=at)
    for person, starts_at, ends_at in others.exclude(pk__in=[each.pk for each in them]).values_list(
        "person_id", "starts_at", "ends_at"
    ):
        given.persons[person].append(Span(starts_at, ends_at))
    return Search(them, _grounds(disruption, {each.service_id: each.service for each in them}, at), given)


def places_for(relocation: Relocation, at: datetime, on: date | None = None) -> Iterator[Place]:
    """Where else this one could go, the nearest first, while all others of the disruption go where they are to go."""
    booking = relocation.booking
    found = search(relocation.disruption, at, [booking])
    for other in relocation.disruption.relocations.select_related("booking__centre").exclude(pk=relocation.pk):
        place = place_of(other)
        if place is not None and other.moved_version is None:
            found.given.give(displaced(other.booking), place, timedelta(seconds=other.booking.buffer_seconds))
    return places(displaced(booking), found.grounds[booking.service_id], found.given, on)


def displaced(booking: Booking) -> Displaced:
    return Displaced(
        key=booking.pk,
        person=booking.person_id,
        service=booking.service_id,
        on=local_date(booking.starts_at, booking.centre.zone),
        start=booking.starts_at,
        length=timedelta(minutes=booking.open_minutes),
        resource=booking.resource_id,
    )


def place_of(relocation: Relocation) -> Place | None:
    """Where it is proposed to go."""
    if relocation.to_resource_id is None or relocation.to_starts_at is None or relocation.to_ends_at is None:
        return None
    return Place(relocation.to_resource_id, Span(relocation.to_starts_at, relocation.to_ends_at))


def who_can_take_over(rows: Iterable[DisruptedShift], disruption: Disruption) -> dict[int, list[Account]]:
    """By the id of each shift of a disruption, the staff of the centre who have no other shift at that time."""
    staff = list(
        Account.objects.filter(
            Q(staff_roles__centre=disruption.centre) | Q(staff_roles__centre=None),
            is_active=True,
            staff_roles__role__in=INCLUDED_IN[Role(StaffRole.Role.OPERATOR)],
        )
        .distinct()
        .order_by("email")
    )
    busy: defaultdict[int, list[Span]] = defaultdict(list)
    planned = Shift.objects.filter(operator__in=staff, status=Shift.Status.PLANNED)
    near = planned.filter(starts_at__lt=disruption.ends_at, ends_at__gt=disruption.starts_at)
    for operator, starts_at, ends_at in near.values_list("operator_id", "starts_at", "ends_at"):
        busy[operator].append(Span(starts_at, ends_at))
    return {
        row.pk: [each for each in staff if each.pk != disruption.operator_id and not _meets(busy[each.pk], row.shift)]
        for row in rows
    }


def _meets(busy: list[Span], shift: Shift) -> bool:
    return any(span.start < shift.ends_at and shift.starts_at < span.end for span in busy)


def _lost_shifts(disruption: Disruption) -> list[Shift]:
    """The shifts that nobody takes over."""
    rows = disruption.shifts.filter(taken_over_by=None).select_related("shift")
    return [row.shift for row in rows]


def _hit(disruption: Disruption) -> Q | None:
    """Which bookings a disruption hits; None when it leaves all of them where they are."""
    if disruption.kind == Disruption.Kind.OPERATOR_ABSENT:
        hit = None
        for shift in _lost_shifts(disruption):
            one = Q(resource=shift.counter_id, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at)
            hit = one if hit is None else hit | one
        return hit
    during = Q(starts_at__lt=disruption.ends_at, ends_at__gt=disruption.starts_at)
    return during if disruption.resource_id is None else during & Q(resource=disruption.resource_id)


def _out_of_use(disruption: Disruption) -> tuple[list[Span], dict[int, list[Span]]]:
    """When the whole centre cannot be used, and when single resources cannot."""
    if disruption.kind == Disruption.Kind.OPERATOR_ABSENT:
        counters: defaultdict[int, list[Span]] = defaultdict(list)
        for shift in _lost_shifts(disruption):
            counters[shift.counter_id].append(Span(shift.starts_at, shift.ends_at))
        return [], {counter: merge(spans) for counter, spans in counters.items()}
    span = [Span(disruption.starts_at, disruption.ends_at)]
    return (span, {}) if disruption.resource_id is None else ([], {disruption.resource_id: span})


def _grounds(disruption: Disruption, services: dict[int, Service], at: datetime) -> dict[int, Ground]:
    """What each service has left, from today on: the calendar and the free places as they will be."""
    centre, today = disruption.centre, local_date(at, disruption.centre.zone)
    last = max(today, local_date(disruption.ends_at, centre.zone)) + LOOK_AHEAD
    everywhere, single = _out_of_use(disruption)
    seen = calendar(centre, today, last)
    days = [day._replace(open=subtract(day.open, everywhere)) for day in seen.days]
    grounds = {}
    for key, service in services.items():
        service.centre = centre  # comes with its municipality: one query less for each
        found = supply(service, today, last, at, known=Calendar(days, seen.resource_closures))
        notice = timedelta(minutes=rule_in_force(service, today).notice_minutes)
        grounds[key] = Ground(
            days=days,
            free={
                resource: subtract(spans, merge([*everywhere, *single.get(resource, [])]))
                for resource, spans in found.free.items()
            },
            step=timedelta(minutes=service.step_minutes),
            buffer=timedelta(minutes=service.buffer_minutes),
            earliest=at + max(NOTICE, notice),
        )
    return grounds
