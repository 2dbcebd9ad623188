"""Forms that no page of the desk sends: each gets a plain answer, and none an error of the program."""

import pytest
from django.urls import reverse

from officine.bookings import actions
from officine.bookings.disruptions import propose
from officine.bookings.models import Disruption
from officine.bookings.tickets import take_number
from officine.people.models import Account, Person
from officine.rules.availability import Span
from tests.cast import MONDAY, NOW, person, rome
from tests.frontdesk.asking import BOOK_FOR, form
from tests.frontdesk.desk import OLGA, at, booked, house, send
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
FAR_DAYS = ("0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31")
NO_NUMBERS = ("9" * 5000, "9" * 19, "-1", "²", "x")


@pytest.fixture
def centre():
    return house()


@pytest.fixture
def olga(centre):
    with at(8):
        yield signed_in(OLGA)


def closed(centre):
    day = Span(rome(MONDAY, 9), rome(MONDAY, 18))
    return propose(centre, "closed", day, reason={"it": "Neve"}, by=Account.objects.get(email=OLGA), at=NOW)


@pytest.mark.parametrize("arrived", ["09:05Z", "09:05+01:00"])
def test_a_time_of_another_zone_is_no_time_of_a_visit(centre, olga, arrived):
    booking = booked(centre, "spid", 9)
    actions.arrive(booking, by=Account.objects.get(email=OLGA), at=rome(MONDAY, 9))
    assert send(booking, "presence", olga, arrived=arrived).status_code == 400


@pytest.mark.parametrize("day", FAR_DAYS)
def test_a_day_at_the_ends_of_the_calendar_is_no_day(centre, olga, day):
    assert olga.post(BOOK_FOR, form(start=None, day=day)).status_code == 200
    assert olga.post(f"{BOOK_FOR}orari/", form(start=None, day=day, hour="10:00")).status_code == 200
    booking = booked(centre, "spid", 9)
    where = reverse("frontdesk:relocation", args=[centre.slug, closed(centre).pk, booking.code])
    assert olga.get(where, {"giorno": day}).status_code == 200


@pytest.mark.parametrize("called", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-23T08:00"])
def test_a_moment_that_cannot_be_is_no_call_of_a_number(centre, olga, called):
    service, by = centre.services.get(slug="spid"), Account.objects.get(email=OLGA)
    ticket = take_number(service, by=by, at=rome(MONDAY, 8))
    where = reverse("frontdesk:ticket_call", args=[centre.slug, ticket.pk])
    place = centre.resources.get(name="Sportello").pk
    assert olga.post(where, {"place": place, "called": called}).status_code == 302


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_what_is_no_number_of_a_row_is_nobodys(centre, olga, number):
    chosen = olga.post(reverse("frontdesk:disruption_new", args=[centre.slug]) + "?cosa=operatore", {"chosen": number})
    assert (chosen.status_code, Disruption.objects.count()) == (200, 0)
    cover = reverse("frontdesk:disruption_cover", args=[centre.slug, closed(centre).pk])
    assert olga.post(cover, {"shift": number, "operator": number}).status_code == 302
    kept, gone = (person(f"{name}@example.org") for name in ("ada", "ida"))
    merge = reverse("frontdesk:person_merge", args=[centre.slug, kept.pk])
    assert olga.post(merge, {"con": gone.pk, "helpers": number, "seen": "x"}).status_code == 409
    assert olga.post(merge, {"con": number}).status_code == 200
    assert not Person.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("name", ["find", "people", "people_matches", "book_for", "walk_in", "queue"])
def test_a_character_that_no_database_takes_is_refused(centre, olga, name):
    where = reverse(f"frontdesk:{name}", args=[centre.slug])
    assert olga.get(where, {"persona": "1\0"}).status_code in (400, 405)
    assert olga.post(where, {"text": "a\0a", "key": "k\0"}).status_code in (400, 405)


@pytest.mark.parametrize(("name", "field"), [("note", "note"), ("follow_up", "service"), ("booking_move", "reason")])
def test_nor_is_it_kept_with_a_booking(centre, olga, name, field):
    booking = booked(centre, "spid", 9)
    starts_at = rome(MONDAY, 10).isoformat()
    assert send(booking, name, olga, **{"starts_at": starts_at, "key": "k", field: "a\0b"}).status_code == 400
    assert not booking.notes.exists()
