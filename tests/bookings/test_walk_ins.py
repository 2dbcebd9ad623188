"""People without a booking: served at once where somebody is free, or given a number that is called in order."""

from datetime import timedelta

import pytest

from officine.bookings import actions, tickets
from officine.bookings.actions import Wish
from officine.bookings.line import line
from officine.bookings.models import Booking, Ticket
from officine.bookings.walk_ins import walk_in
from officine.catalogue.models import Closure, Shift
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.in_parallel import in_parallel

pytestmark = pytest.mark.django_db
TEN = rome(MONDAY, 10)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def house():
    centre = cast.centre()
    cast.desks(centre, 2)
    cast.coworking(centre)
    cast.counter(centre, cast.spid(centre), name="Sportello 1")
    return centre


@pytest.fixture
def spid(house):
    return house.services.get(slug="spid")


@pytest.fixture
def coworking(house):
    return house.services.get(slug="coworking")


@pytest.fixture
def olga(house):
    return cast.account("olga@example.org")


def book(service, start, who="alice@example.org", **wish):
    person = cast.person(who)
    return actions.book(Wish(service, start, **wish), person=person, by=None, channel="phone", at=NOW, role="staff")


def refused(verb, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        verb(*args, **kwargs)
    return caught.value.rule


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


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_however_many_come_at_once(spid, olga):
    in_parallel(8, lambda _: tickets.take_number(spid, by=olga, at=TEN))
    assert sorted(Ticket.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_numbers_begin_at_one_each_day_and_in_each_centre(spid, olga):
    elsewhere = cast.spid(cast.centre(slug="tolfa", name="Tolfa"))
    days = (TEN, TEN, TEN + timedelta(days=1))
    assert [tickets.take_number(spid, by=olga, at=at).number for at in days] == [1, 2, 1]
    assert tickets.take_number(elsewhere, by=olga, at=TEN).number == 1


def test_a_double_click_is_one_number(spid, olga):
    numbers = [tickets.take_number(spid, by=olga, at=TEN, key="k").number for _ in range(2)]
    assert numbers == [1, 1]


def test_each_in_line_can_expect_a_time_and_a_newcomer_comes_after_them(spid, olga):
    visit = walk_in(spid, by=olga, at=TEN)
    for _ in range(2):
        tickets.take_number(spid, by=olga, at=TEN)
    book(spid, rome(MONDAY, 11, 30), minutes=45)
    seen = line(spid.centre, TEN)
    assert [(each.ticket.number, each.begins_at) for each in seen.waiting] == [
        (1, visit.ends_at),
        (2, rome(MONDAY, 12, 15)),
    ]
    assert seen.newcomers[spid.pk] is None
    assert seen.served_now(spid) is None


def test_nobody_is_served_before_those_who_wait(spid, olga):
    tickets.take_number(spid, by=olga, at=TEN)
    assert line(spid.centre, TEN).served_now(spid) is None
    assert line(spid.centre, TEN).newcomers[spid.pk].span.start == TEN + 45 * MINUTE


def test_a_number_is_called_again_and_served_and_becomes_a_visit(spid, olga):
    counter = spid.centre.resources.get(name="Sportello 1")
    ticket = tickets.take_number(spid, by=olga, at=TEN, person=cast.person())
    tickets.call(ticket, counter, at=TEN)
    tickets.call(ticket, counter, at=TEN + MINUTE, seen=TEN)
    assert (ticket.called_to, ticket.called_at) == (counter, TEN + MINUTE)
    visit = tickets.serve(ticket, counter, by=olga, at=TEN + MINUTE)
    assert (visit.channel, visit.person, visit.resource) == ("walk_in", ticket.person, counter)
    assert (ticket.outcome, ticket.booking) == ("served", visit)
    assert refused(tickets.serve, ticket, counter, by=olga, at=TEN) == Rule.CHANGED
    assert Booking.objects.count() == 1


def test_two_operators_do_not_call_one_number_to_two_places(spid, olga):
    counter = spid.centre.resources.get(name="Sportello 1")
    other = cast.counter(spid.centre, spid, name="Sportello 2")
    ticket = tickets.take_number(spid, by=olga, at=TEN)
    seen_by_the_other = Ticket.objects.get()
    tickets.call(ticket, counter, at=TEN)
    assert refused(tickets.call, seen_by_the_other, other, at=TEN) == Rule.CHANGED
    assert refused(tickets.call, ticket, spid.centre.resources.get(name="1"), at=TEN, seen=TEN) == Rule.CLOSED


def test_serving_taken_back_puts_the_number_in_its_place(spid, olga):
    ticket = tickets.take_number(spid, by=olga, at=TEN)
    tickets.take_number(spid, by=olga, at=TEN)
    tickets.serve(ticket, None, by=olga, at=TEN)
    tickets.undo(ticket, by=olga, at=TEN)
    assert Booking.objects.get().status == "expired"
    assert [each.ticket.number for each in line(spid.centre, TEN).waiting] == [1, 2]


def test_whoever_left_can_come_back(spid, olga):
    ticket = tickets.take_number(spid, by=olga, at=TEN)
    tickets.leave(ticket, at=TEN)
    assert line(spid.centre, TEN).waiting == []
    assert refused(tickets.leave, ticket, at=TEN) == Rule.CHANGED
    assert tickets.undo(ticket, by=olga, at=TEN).outcome == "waiting"


def test_a_call_can_be_taken_back(spid, olga):
    ticket = tickets.take_number(spid, by=olga, at=TEN)
    tickets.call(ticket, spid.centre.resources.get(name="Sportello 1"), at=TEN)
    tickets.undo(ticket, by=olga, at=TEN)
    assert (ticket.called_at, ticket.called_to, ticket.outcome) == (None, None, "waiting")


def test_a_booked_person_who_is_early_or_finds_somebody_there_gets_a_number(spid, olga):
    early = book(spid, TEN, minutes=45)
    actions.arrive(early, by=olga, at=TEN - MINUTE)
    assert early.ticket.number == 1
    next_one = book(spid, TEN + 45 * MINUTE, "bob@example.org", minutes=45)
    actions.arrive(next_one, by=olga, at=TEN + 50 * MINUTE)
    assert next_one.ticket.number == 2
    assert [each.begins_at for each in line(spid.centre, TEN + 50 * MINUTE).waiting][1] == TEN + 50 * MINUTE


def test_a_booked_person_whose_counter_is_free_goes_straight_to_it(spid, coworking, olga):
    actions.arrive(book(spid, TEN, minutes=45), by=olga, at=TEN)
    actions.arrive(book(coworking, TEN, "bob@example.org", minutes=60), by=olga, at=TEN - MINUTE)
    assert Ticket.objects.count() == 0


def test_the_number_of_an_arrival_goes_with_it_and_comes_back_with_it(spid, olga):
    booking = book(spid, TEN, minutes=45)
    early = TEN - 10 * MINUTE
    actions.arrive(booking, by=olga, at=early)
    actions.undo(booking, by=olga, at=early)
    assert Ticket.objects.get().outcome == "left"
    actions.arrive(booking, by=olga, at=early)
    assert Ticket.objects.get().outcome == "waiting"
    tickets.serve(Ticket.objects.get(), None, by=olga, at=TEN)
    booking.refresh_from_db()
    assert (booking.status, booking.channel, Ticket.objects.get().outcome) == ("arrived", "phone", "served")
    tickets.undo(Ticket.objects.get(), by=olga, at=TEN)
    booking.refresh_from_db()
    assert (booking.status, Ticket.objects.get().outcome) == ("arrived", "waiting")


def test_a_visit_that_ends_ends_its_number(spid, olga):
    booking = book(spid, TEN, minutes=45)
    actions.arrive(booking, by=olga, at=TEN - MINUTE)
    actions.finish(booking, by=olga, at=TEN + MINUTE)
    assert Ticket.objects.get().outcome == "served"


def test_ten_in_line_cost_no_more_queries_than_one(spid, olga, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    tickets.take_number(spid, by=olga, at=TEN)
    with CaptureQueriesContext(connection) as one:
        line(spid.centre, TEN)
    for _ in range(9):
        tickets.take_number(spid, by=olga, at=TEN)
    with django_assert_num_queries(len(one)):
        line(spid.centre, TEN)
