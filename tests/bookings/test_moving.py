"""Where a booking could go instead, and what is told of it."""

from datetime import timedelta

import pytest

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.models import Attestation, BookingEvent
from officine.bookings.moving import first_times, nearest_times, times_on
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def house():
    centre = cast.centre()
    cast.desks(centre, 2)
    cast.coworking(centre)
    return centre


@pytest.fixture
def olga():
    return cast.account("olga@example.org")


def book(centre, slug, starts_at, who="alice@example.org", *, at=NOW, **wish):
    service = centre.services.get(slug=slug)
    return actions.book(
        Wish(service, starts_at, **wish), person=cast.person(who), by=None, channel="phone", at=at, role="staff"
    )


def starts(spans):
    return [span.start for span in spans]


def test_a_booking_does_not_stand_in_its_own_way(house):
    cast.counter(house, cast.spid(house))
    booking = book(house, "spid", rome(TUESDAY, 9))
    book(house, "spid", rome(TUESDAY, 9, 45), "bob@example.org")
    found = starts(time.span for time in times_on(booking, TUESDAY, NOW))
    assert found[0] == rome(TUESDAY, 10, 30)
    book(house, "spid", rome(TUESDAY, 11, 30), "carla@example.org")
    assert rome(TUESDAY, 10, 45) in starts(time.span for time in times_on(booking, TUESDAY, NOW))
    other = book(house, "spid", rome(TUESDAY, 12, 15), "dora@example.org")
    assert starts(time.span for time in times_on(other, TUESDAY, NOW)) == [
        rome(TUESDAY, 10, 30),
        rome(TUESDAY, 10, 45),
    ]


def test_what_is_outside_the_rules_is_offered_for_a_day_but_not_among_the_first(house):
    cast.counter(house, cast.spid(house, horizon_days=0), days=1)
    booking = book(house, "spid", rome(MONDAY, 12))
    now = rome(MONDAY, 8, 30)
    day = {time.span.start: time.is_within_rules for time in times_on(booking, MONDAY, now)}
    assert (day[rome(MONDAY, 9)], day[rome(MONDAY, 9, 30)]) == (False, True)
    assert starts(first_times(booking, now, count=2)) == [rome(MONDAY, 9, 30), rome(MONDAY, 9, 45)]
    assert starts(nearest_times(booking, rome(MONDAY, 9), now, count=1)) == [rome(MONDAY, 9, 30)]


def test_the_same_time_at_another_desk_is_offered_when_that_desk_is_chosen(house):
    one, two = house.resources.order_by("position")
    booking = book(house, "coworking", rome(TUESDAY, 9), minutes=60, resource=one)
    assert rome(TUESDAY, 9) in starts(time.span for time in times_on(booking, TUESDAY, NOW, two))
    assert rome(TUESDAY, 9) not in starts(time.span for time in times_on(booking, TUESDAY, NOW, one))
    assert rome(TUESDAY, 9) not in starts(time.span for time in times_on(booking, TUESDAY, NOW))


def told(booking):
    return BookingEvent.objects.filter(booking=booking).order_by("version").last().notice_due


def test_another_counter_at_the_same_time_is_told_to_nobody_and_another_desk_is(house, olga):
    spid = cast.spid(house)
    first, second = cast.counter(house, spid), cast.counter(house, spid, name="Sportello 2")
    appointment = book(house, "spid", rome(TUESDAY, 9), resource=first)
    actions.reschedule(appointment, Wish(spid, rome(TUESDAY, 9), resource=second), by=olga, at=NOW, role="staff")
    assert (appointment.resource, told(appointment)) == (second, False)
    actions.reschedule(appointment, Wish(spid, rome(TUESDAY, 10), resource=second), by=olga, at=NOW, role="staff")
    assert told(appointment) is True

    one, two = house.resources.filter(kind="desk").order_by("position")
    desk = book(house, "coworking", rome(TUESDAY, 9), "bob@example.org", minutes=60, resource=one)
    wish = Wish(desk.service, rome(TUESDAY, 9), minutes=60, resource=two)
    actions.reschedule(desk, wish, by=olga, at=NOW, role="staff")
    assert (desk.resource, told(desk)) == (two, True)


def test_whoever_is_late_keeps_their_time_at_another_counter(house, olga):
    spid = cast.spid(house)
    first, second = cast.counter(house, spid), cast.counter(house, spid, name="Sportello 2")
    booking = book(house, "spid", rome(MONDAY, 9), resource=first)
    wish = Wish(spid, rome(MONDAY, 9), resource=second)
    actions.reschedule(booking, wish, by=olga, at=rome(MONDAY, 9, 10), role="staff")
    assert booking.resource == second
    back = Wish(spid, rome(MONDAY, 9), resource=first)
    with pytest.raises(Refused) as caught:
        actions.reschedule(booking, back, by=olga, at=rome(MONDAY, 9, 45), role="staff")
    assert caught.value.rule == Rule.PAST


def test_times_of_a_visit_are_put_right_and_its_papers_are_no_longer_good(house, olga):
    booking = book(house, "coworking", rome(MONDAY, 9), minutes=60)
    actions.arrive(booking, by=olga, at=rome(MONDAY, 9, 20))
    actions.correct_times(booking, rome(MONDAY, 9, 5), None, by=olga, at=rome(MONDAY, 9, 30))
    actions.finish(booking, by=olga, at=rome(MONDAY, 10, 30))
    paper = Attestation.objects.create(booking=booking, arrived_at=booking.arrived_at, left_at=booking.left_at)
    actions.correct_times(booking, rome(MONDAY, 9), rome(MONDAY, 10), by=olga, at=rome(MONDAY, 11))
    paper.refresh_from_db()
    assert (booking.status, booking.arrived_at, booking.left_at) == ("done", rome(MONDAY, 9), rome(MONDAY, 10))
    assert paper.revoked_at == rome(MONDAY, 11)
    last = booking.events.order_by("version").last()
    assert last.facts["was"] == {
        "arrived_at": rome(MONDAY, 9, 5).isoformat(),
        "left_at": rome(MONDAY, 10, 30).isoformat(),
    }
    assert not last.notice_due


@pytest.mark.parametrize(
    ("arrived_at", "left_at"),
    [
        (rome(MONDAY, 10), rome(MONDAY, 9)),  # in the wrong order
        (rome(MONDAY, 9), rome(MONDAY, 12)),  # still to come
        (rome(MONDAY - timedelta(days=1), 9), rome(MONDAY, 10)),  # another day
    ],
)
def test_times_that_cannot_be_true_are_refused(house, olga, arrived_at, left_at):
    booking = book(house, "coworking", rome(MONDAY, 9), minutes=60)
    actions.arrive(booking, by=olga, at=rome(MONDAY, 9))
    actions.finish(booking, by=olga, at=rome(MONDAY, 10))
    with pytest.raises(Refused) as caught:
        actions.correct_times(booking, arrived_at, left_at, by=olga, at=rome(MONDAY, 11))
    assert caught.value.rule == Rule.VISIT_TIMES
    booking.refresh_from_db()
    assert booking.left_at == rome(MONDAY, 10)
