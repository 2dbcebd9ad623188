"""A house with two counters where things go wrong: what the tests of disruptions share."""

from datetime import timedelta
from itertools import pairwise

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.disruptions import propose
from officine.bookings.models import Booking, BookingEvent
from officine.catalogue.models import Shift, StaffRole
from officine.people.models import Person
from officine.rules.availability import Span
from tests import cast
from tests.cast import MONDAY, NOW, rome

TUESDAY = MONDAY + timedelta(days=1)
REASON = {"it": "Neve", "en": "Snow"}


def two_counters():
    """Two counters for SPID in the mornings: Olga at the first, Ivo at the second; four desks."""
    centre = cast.centre()
    cast.desks(centre, 4)
    cast.coworking(centre)
    spid = cast.spid(centre)
    for name, email in (("Sportello", "olga@comune.example"), ("Sportello 2", "ivo@comune.example")):
        operator = cast.account(email)
        StaffRole.objects.create(account=operator, role="operator", centre=centre)
        cast.counter(centre, spid, name=name, days=12)
        Shift.objects.filter(counter__name=name).update(operator=operator)
    return centre


def operator(house):
    return StaffRole.objects.get(account__email="olga@comune.example").account


def shift(centre, on=TUESDAY, counter="Sportello"):
    return centre.shifts.get(on=on, counter__name=counter)


def book(centre, who, starts_at, *, at=NOW, slug="spid", minutes=None, place="Sportello"):
    service = centre.services.get(slug=slug)
    person = Person.objects.filter(given_name=who).first() or cast.person(f"{who.lower()}@example.org")
    wish = Wish(service, starts_at, minutes=minutes, resource=centre.resources.get(name=place))
    return actions.book(wish, person=person, by=None, channel="web", at=at)


def ill(centre, olga, *shifts, at=NOW):
    shifts = shifts or [shift(centre)]
    return propose(centre, "operator_absent", Span(NOW, NOW), shifts=shifts, reason=REASON, by=olga, at=at)


def day(on=TUESDAY):
    return Span(rome(on, 0), rome(on, 0) + timedelta(days=1))


def closed(centre, olga, span=None, at=NOW):
    return propose(centre, "closed", span or day(), reason=REASON, by=olga, at=at)


def goes(disruption):
    """Where each is to go: name → (when, resource's name)."""
    return {
        row.booking.person.given_name: (row.to_starts_at, row.to_resource.name) if row.to_resource else None
        for row in disruption.relocations.select_related("booking__person", "to_resource")
    }


def rows():
    """Every booking field by field, without the version."""
    return {row.pop("id"): row for row in Booking.objects.values() if row.pop("version") is not None}


def events(**fields):
    return list(BookingEvent.objects.filter(**fields).order_by("pk").values_list("move", "reason", "notice_due"))


def assert_no_overlap():
    stand = list(Booking.objects.order_by("resource", "starts_at"))
    for one, other in pairwise(stand):
        assert one.resource_id != other.resource_id or one.blocked_until <= other.starts_at
