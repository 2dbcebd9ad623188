"""Reminders: at nine on the day before, once, and only when they are still true."""

from datetime import UTC, datetime, timedelta

import pytest

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.notices.deliver import deliver
from officine.notices.models import Notice
from officine.notices.reminders import collect_reminders
from officine.people.models import Person
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.in_parallel import in_parallel

pytestmark = pytest.mark.django_db
WEDNESDAY, THURSDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)


def due(at):
    collect_reminders(at)
    return Notice.objects.filter(kind="reminder").count()


def test_a_reminder_is_due_at_nine_on_the_day_before_once(book, coworking, alice):
    book(alice, coworking, rome(THURSDAY, 15))
    assert due(rome(WEDNESDAY, 8, 59)) == 0
    assert due(rome(WEDNESDAY, 9)) == 1
    assert due(rome(WEDNESDAY, 9)) == 1
    assert due(rome(THURSDAY, 8)) == 1


def test_whoever_booked_after_that_hour_gets_none(book, coworking, alice):
    book(alice, coworking, rome(THURSDAY, 15), at=rome(WEDNESDAY, 9))
    assert due(rome(WEDNESDAY, 10)) == 0
    assert due(rome(THURSDAY, 9)) == 0


def test_whoever_booked_before_that_hour_gets_one(book, coworking, alice):
    book(alice, coworking, rome(THURSDAY, 15), at=rome(WEDNESDAY, 8, 59))
    assert due(rome(WEDNESDAY, 9)) == 1


def test_whoever_moved_to_tomorrow_after_that_hour_gets_none(book, coworking, alice):
    booking = book(alice, coworking, rome(THURSDAY + timedelta(days=1), 9))
    wish = Wish(coworking, rome(THURSDAY, 15), minutes=60)
    actions.reschedule(booking, wish, by=cast.account_of(alice), at=rome(WEDNESDAY, 9, 30))
    assert due(rome(WEDNESDAY, 10)) == 0


def test_a_worker_that_was_down_reminds_late_but_not_after_the_start(book, coworking, alice):
    book(alice, coworking, rome(THURSDAY, 15))
    assert due(rome(THURSDAY, 15)) == 0
    assert due(rome(THURSDAY, 14, 59)) == 1


def test_only_confirmed_bookings_are_reminded_of(book, coworking, alice):
    actions.cancel(book(alice, coworking, rome(THURSDAY, 15)), by=cast.account_of(alice), at=NOW)
    actions.hold(Wish(coworking, rome(THURSDAY, 9), minutes=60), key="browser", network="", at=NOW)
    assert due(rome(WEDNESDAY, 10)) == 0


def test_a_booking_moved_to_another_day_is_reminded_of_there(book, coworking, alice):
    booking = book(alice, coworking, rome(WEDNESDAY, 15))
    assert due(rome(WEDNESDAY - timedelta(days=1), 9)) == 1
    wish = Wish(coworking, rome(THURSDAY, 15), minutes=60)
    actions.reschedule(booking, wish, by=cast.account_of(alice), at=rome(WEDNESDAY - timedelta(days=1), 10))
    assert due(rome(WEDNESDAY, 9)) == 2


def test_a_reminder_that_became_untrue_is_dropped(server, book, coworking, alice):
    booking = book(alice, coworking, rome(THURSDAY, 15))
    collect_reminders(rome(WEDNESDAY, 9))
    wish = Wish(coworking, rome(THURSDAY, 16), minutes=60)
    actions.reschedule(booking, wish, by=cast.account_of(alice), at=rome(WEDNESDAY, 9))
    deliver(rome(WEDNESDAY, 9))
    assert server.mails == []


def test_a_reminder_that_would_arrive_after_the_start_is_dropped(server, book, coworking, alice):
    book(alice, coworking, rome(THURSDAY, 15))
    collect_reminders(rome(WEDNESDAY, 9))
    deliver(rome(THURSDAY, 15))
    assert server.mails == []


def test_a_reminder_is_sent(server, book, coworking, alice):
    booking = book(alice, coworking, rome(THURSDAY, 15))
    collect_reminders(rome(WEDNESDAY, 9))
    deliver(rome(WEDNESDAY, 9))
    (mail,) = server.mails
    desk = booking.resource.name
    assert mail["Subject"].strip() == (
        f"Promemoria: Postazione {desk}, Officine Municipali, giovedì 26 novembre alle 15:00 ({booking.spoken_code})"
    )
    assert "Se hai cambiato programma, avvisaci con il link" in mail.get_body(("plain",)).get_content()


def test_whoever_has_no_address_is_on_the_list_to_phone(book, coworking):
    ada = Person.objects.create(municipality=cast.municipality(), given_name="Ada", phone="0766 96010")
    book(ada, coworking, rome(THURSDAY, 15), by=cast.account("staff@example.org"), channel="phone")
    assert due(rome(WEDNESDAY, 9)) == 1
    assert Notice.objects.filter(kind="reminder").values_list("to", "status", "fault").get() == (
        "",
        "dropped",
        "no address",
    )


@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_once(book, coworking, alice):
    for hour in (9, 10, 11):
        book(alice, coworking, rome(THURSDAY, hour))
    in_parallel(2, lambda number: collect_reminders(rome(WEDNESDAY, 9)))
    assert Notice.objects.filter(kind="reminder").count() == 3


def test_nine_is_nine_on_the_day_the_clock_changes(coworking, alice):
    # Sunday 28 March 2027 has 23 hours: nine o'clock in Rome is 07:00 UTC, the day before it is 08:00.
    monday = datetime(2027, 3, 29, 8, tzinfo=UTC)
    from officine.bookings.models import Booking

    Booking.objects.create(
        centre=coworking.centre,
        resource=coworking.centre.resources.first(),
        service=coworking,
        rule=coworking.rules.get(),
        person=alice,
        channel="web",
        status="confirmed",
        starts_at=monday,
        ends_at=monday + timedelta(hours=1),
        blocked_until=monday + timedelta(hours=1),
        open_minutes=60,
        created_at=NOW,
    )
    assert due(datetime(2027, 3, 28, 6, 59, tzinfo=UTC)) == 0
    assert due(datetime(2027, 3, 28, 7, 0, tzinfo=UTC)) == 1


def test_reminding_costs_the_same_for_three_as_for_one_once_they_are_reminded(
    book, coworking, alice, django_assert_max_num_queries
):
    for hour in (9, 10, 11):
        book(alice, coworking, rome(THURSDAY, hour))
    collect_reminders(rome(WEDNESDAY, 9))
    with django_assert_max_num_queries(4):
        collect_reminders(rome(WEDNESDAY, 10))
