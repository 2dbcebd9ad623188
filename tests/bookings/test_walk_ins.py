"""People without a booking: served at once where somebody is free."""

from datetime import timedelta

import pytest

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.line import line
from officine.bookings.models import Booking
from officine.bookings.walk_ins import walk_in
from officine.catalogue.models import Closure, Shift
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.bookings.coming import MINUTE, TEN, a_counter_and_two_desks, book, refused
from tests.cast import MONDAY, rome
from tests.in_parallel import in_parallel

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return a_counter_and_two_desks()


@pytest.fixture
def spid(house):
    return house.services.get(slug="spid")


@pytest.fixture
def coworking(house):
    return house.services.get(slug="coworking")


@pytest.fixture
def olga(house):
    return cast.account("olga@example.org")


def test_a_visit_without_a_booking_begins_this_minute_off_every_grid(spid, olga):
    at = rome(MONDAY, 9, 37) + timedelta(seconds=40)
    visit = walk_in(spid, by=olga, at=at)
    assert (visit.starts_at, visit.ends_at) == (rome(MONDAY, 9, 37), rome(MONDAY, 10, 22))
    assert (visit.status, visit.channel, visit.arrived_at, visit.person) == ("arrived", "walk_in", at, None)
    event = visit.events.get()
    assert (event.move, event.role, event.by, event.notice_due) == ("walk_in", "staff", olga, False)


def test_it_lasts_what_is_free_until_the_next_booking_with_the_buffer(house, olga):
    spid = house.services.get(slug="spid")
    spid.buffer_minutes = 5
    spid.save()
    book(spid, rome(MONDAY, 9, 45), minutes=45)
    visit = walk_in(spid, by=olga, at=rome(MONDAY, 9, 10))
    assert (visit.ends_at, visit.blocked_until) == (rome(MONDAY, 9, 40), rome(MONDAY, 9, 45))


def test_too_little_time_is_no_time(spid, olga):
    book(spid, TEN, minutes=45)
    assert refused(walk_in, spid, by=olga, at=TEN - 22 * MINUTE) == Rule.TAKEN
    assert walk_in(spid, by=olga, at=TEN - 23 * MINUTE).ends_at == TEN


def test_the_desk_that_stays_free_longest_is_taken_and_an_empty_one_needs_no_notice(coworking, olga):
    one = coworking.centre.resources.get(name="1")
    book(coworking, rome(MONDAY, 11), minutes=60, resource=one)
    assert walk_in(coworking, by=olga, at=TEN).resource.name == "2"
    assert walk_in(coworking, by=olga, at=TEN).resource.name == "1"
    assert refused(walk_in, coworking, by=olga, at=TEN) == Rule.TAKEN


def test_limits_do_not_count_for_whoever_finds_a_desk_empty(coworking, olga):
    alice = cast.person("alice@example.org", verified=False)
    coworking.rules.update(active_bookings=0, minutes_in_7_days=1, notice_minutes=600)
    assert walk_in(coworking, by=olga, at=TEN, person=alice, minutes=120).open_minutes == 120


@pytest.mark.parametrize("at", [rome(MONDAY, 8, 59), rome(MONDAY, 13), rome(MONDAY + timedelta(days=5), 10)])
def test_nobody_is_let_into_a_closed_house(coworking, spid, olga, at):
    for service in (coworking, spid):
        assert refused(walk_in, service, by=olga, at=at) == Rule.CLOSED


def test_a_closed_counter_serves_nobody(spid, olga):
    counter = spid.centre.resources.get(name="Sportello 1")
    Closure.objects.create(centre=spid.centre, resource=counter, first_on=MONDAY, last_on=MONDAY, reason={"it": "x"})
    assert refused(walk_in, spid, by=olga, at=TEN) in (Rule.CLOSED, Rule.TAKEN)


def test_without_a_shift_for_the_service_there_is_no_place(spid, olga):
    Shift.objects.update(status=Shift.Status.CALLED_OFF)
    assert refused(walk_in, spid, by=olga, at=TEN) == Rule.CLOSED


def test_whoever_was_not_said_to_have_left_is_still_there(spid, olga):
    visit = walk_in(spid, by=olga, at=rome(MONDAY, 9))
    assert refused(walk_in, spid, by=olga, at=TEN) == Rule.TAKEN
    assert line(spid.centre, TEN).picture.overdue == [visit]
    actions.finish(visit, by=olga, at=TEN)
    assert walk_in(spid, by=olga, at=TEN).status == "arrived"


def test_a_double_click_is_one_visit(coworking, olga):
    visits = [walk_in(coworking, by=olga, at=TEN, key="k") for _ in range(2)]
    assert visits[0] == visits[1]
    assert Booking.objects.count() == 1


def test_a_visit_entered_by_mistake_is_taken_back_and_the_place_is_free(spid, olga):
    visit = walk_in(spid, by=olga, at=TEN)
    assert actions.undo(visit, by=olga, at=TEN).status == "expired"
    assert walk_in(spid, by=olga, at=TEN).status == "arrived"


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_one_counter_at_once_one_is_served(spid, olga):
    def come(_):
        try:
            return walk_in(spid, by=olga, at=TEN).status
        except Refused as no:
            return no.rule

    assert sorted(in_parallel(8, come)) == ["arrived"] + [Rule.TAKEN] * 7


def test_a_desk_out_of_use_serves_nobody(coworking, olga):
    coworking.centre.resources.filter(kind="desk").update(is_active=False)
    assert refused(walk_in, coworking, by=olga, at=TEN) == Rule.CLOSED


def test_a_place_that_nobody_confirmed_in_time_is_free_for_whoever_comes(coworking, olga):
    desks = list(coworking.centre.resources.filter(kind="desk"))
    for desk in desks:
        wish = Wish(coworking, TEN, minutes=60, resource=desk)
        actions.hold(wish, key=desk.name, network="n", at=TEN - timedelta(hours=3))
    assert Booking.objects.filter(status="held").count() == len(desks)
    assert walk_in(coworking, by=olga, at=TEN).status == "arrived"


def test_nobody_is_served_under_a_sheet_that_was_joined_to_another(coworking, olga):
    gone, kept = cast.person("gone@example.org"), cast.person("kept@example.org")
    gone.merged_into = kept
    gone.save()
    assert refused(walk_in, coworking, by=olga, at=TEN, person=gone) == Rule.CHANGED
    assert not Booking.objects.exists()
