"""A busy day: ten desks, four counters, 120 bookings in every state, walk-ins and numbers among them."""

from datetime import timedelta

from officine.bookings.models import Booking, Ticket
from officine.catalogue.models import Resource, Shift
from officine.people.models import Person
from officine.rules.days import midnight

NAMES = ("Dora Conti", "Anna Maria Bianchi", "Ugo De Sanctis", "Fatima El Idrissi", "Giovanni Battista Pellegrini")
HALF_HOURS = 15  # of each counter: 4 x 15 and 10 x 6 are 120


def busy_day(centre, on, at):
    """On this day, as it would stand at this instant: past ones done or absent, the last hour's here or late."""
    opens = midnight(on, centre.zone) + timedelta(hours=9)
    help_desk = centre.services.filter(kind="counter").first()
    coworking = centre.services.filter(kind="desk").first()
    counters, desks = _places(centre, "counter", 4), _places(centre, "desk", 10)
    Shift.objects.filter(counter__in=counters, on=on).delete()
    for counter in counters:
        shift = Shift.objects.create(
            centre=centre, counter=counter, on=on, starts_at=opens, ends_at=opens + timedelta(hours=9)
        )
        shift.services.add(help_desk)
    wanted = [(c, help_desk, opens + timedelta(minutes=30 * n), 30) for c in counters for n in range(HALF_HOURS)]
    wanted += [(desk, coworking, opens + timedelta(minutes=90 * n), 90) for desk in desks for n in range(6)]
    people = Person.objects.bulk_create(_person(centre, number) for number in range(len(wanted)))
    made = Booking.objects.bulk_create(
        _booking(centre, person, number, *each, at)
        for number, (person, each) in enumerate(zip(people, wanted, strict=True))
    )
    here = [booking for booking in made if booking.status in ("arrived", "done")]
    Ticket.objects.bulk_create(
        Ticket(centre=centre, on=on, number=number, service=booking.service, booking=booking, came_at=at)
        for number, booking in enumerate(here, 1)
    )
    return made


def _places(centre, kind, count):
    have = list(centre.resources.filter(kind=kind).order_by("position", "pk"))
    names = [str(n) if kind == "desk" else f"Sportello {n}" for n in range(len(have) + 1, count + 1)]
    return have + [Resource.objects.create(centre=centre, kind=kind, name=name, position=50) for name in names]


def _person(centre, number):
    given, family = NAMES[number % len(NAMES)].rsplit(" ", 1)
    return Person(municipality=centre.municipality, given_name=given, family_name=f"{family} {number}")


def _booking(centre, person, number, resource, service, starts, minutes, at):
    ends = starts + timedelta(minutes=minutes)
    status = "confirmed"
    if ends <= at:
        status = "absent" if number % 7 == 0 else "done"
    elif starts <= at and number % 4 != 1:
        status = "arrived"
    return Booking(
        centre=centre,
        resource=resource,
        service=service,
        rule=service.rules.first(),
        person=person,
        channel="walk_in" if number % 10 == 9 else "web",
        status=status,
        starts_at=starts,
        ends_at=ends,
        blocked_until=ends,
        open_minutes=minutes,
        arrived_at=starts if status in ("arrived", "done") else None,
        left_at=ends if status == "done" else None,
        ground_floor=number % 11 == 0,
        private_talk=number % 13 == 0,
    )
