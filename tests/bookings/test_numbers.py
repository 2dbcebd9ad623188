"""The numbers of the day: given, called, served, left, each step taken back; and who can expect which time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officine.bookings import actions, tickets
from officine.bookings.line import called_lately, line
from officine.bookings.models import Booking, Ticket
from officine.bookings.walk_ins import walk_in
from officine.rules.refusals import Rule
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
    tickets.take_number(spid, by=olga, at=TEN)
    with CaptureQueriesContext(connection) as one:
        line(spid.centre, TEN)
    for _ in range(9):
        tickets.take_number(spid, by=olga, at=TEN)
    with django_assert_num_queries(len(one)):
        line(spid.centre, TEN)


def test_a_number_is_called_to_a_place_of_its_own_centre_that_is_in_use(spid, olga):
    ticket = tickets.take_number(spid, by=olga, at=TEN)
    elsewhere = cast.centre(slug="tolfa", name="Tolfa")
    there = cast.counter(elsewhere, cast.spid(elsewhere), name="Sportello 1")
    assert refused(tickets.call, ticket, there, at=TEN) == Rule.CLOSED
    here = spid.centre.resources.get(name="Sportello 1")
    here.is_active = False
    assert refused(tickets.call, ticket, here, at=TEN) == Rule.CLOSED


def test_whoever_comes_back_is_not_called_until_they_are(spid, olga):
    ticket = tickets.take_number(spid, by=olga, at=TEN)
    tickets.call(ticket, spid.centre.resources.get(name="Sportello 1"), at=TEN)
    tickets.leave(ticket, at=TEN)
    assert called_lately(spid.centre, TEN, 3) == []
    tickets.come_back(ticket)
    assert (ticket.called_at, ticket.called_to) == (None, None)


def test_serving_is_not_taken_back_once_the_visit_is_over(spid, olga):
    ticket = tickets.take_number(spid, by=olga, at=TEN)
    visit = tickets.serve(ticket, None, by=olga, at=TEN)
    actions.finish(visit, by=olga, at=TEN + MINUTE)
    ticket = Ticket.objects.get()
    assert refused(tickets.undo, ticket, by=olga, at=TEN + MINUTE) == Rule.CHANGED
    visit.refresh_from_db()
    assert visit.status == "done"


def test_a_number_does_not_wait_again_for_a_booked_visit_that_is_over_or_not_begun(spid, olga):
    booking = book(spid, TEN, minutes=45)
    actions.arrive(booking, by=olga, at=TEN - MINUTE)
    actions.undo(booking, by=olga, at=TEN - MINUTE)
    assert refused(tickets.undo, Ticket.objects.get(), by=olga, at=TEN) == Rule.CHANGED
    actions.arrive(booking, by=olga, at=TEN - MINUTE)
    actions.finish(booking, by=olga, at=TEN + MINUTE)
    assert refused(tickets.undo, Ticket.objects.get(), by=olga, at=TEN + MINUTE) == Rule.CHANGED
