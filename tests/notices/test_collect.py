"""From events and codes to notices: who is written to, once, and what is overtaken."""

from datetime import timedelta

import pytest

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.models import BookingEvent
from officine.notices.collect import collect
from officine.notices.deliver import deliver
from officine.notices.models import Notice
from officine.people.models import Person, SignInCode
from officine.people.register import person_helped
from officine.people.sign_in import check_code, code_for, request_code
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.in_parallel import in_parallel

pytestmark = pytest.mark.django_db
THURSDAY = MONDAY + timedelta(days=3)


def told():
    return sorted(Notice.objects.values_list("kind", "to"))


def staff():
    return cast.account("staff@example.org")


def test_each_event_that_tells_becomes_its_notice_once(book, coworking, alice):
    by = cast.account_of(alice)
    booking = book(alice, coworking)
    collect(NOW)
    collect(NOW)
    assert told() == [("confirmation", "alice@example.org")]
    actions.reschedule(booking, Wish(coworking, rome(THURSDAY, 15), minutes=60), by=by, at=NOW)
    actions.cancel(booking, by=by, at=NOW)
    collect(NOW)
    assert [kind for kind, to in told()] == ["cancellation", "change", "confirmation"]
    assert not BookingEvent.objects.filter(notice_due=True).exists()


def test_a_confirmed_hold_and_a_cancellation_by_the_town_tell(coworking, alice):
    by = cast.account_of(alice)
    held = actions.hold(Wish(coworking, rome(THURSDAY, 9), minutes=60), key="browser", network="", at=NOW)
    collect(NOW)
    assert told() == []
    (booking,) = actions.confirm([held], persons=[alice], by=by, at=NOW)
    actions.cancel_by_town(booking, by=staff(), at=NOW, reason="closed")
    collect(NOW)
    assert told() == [("cancellation_by_town", "alice@example.org"), ("confirmation", "alice@example.org")]


def test_a_hold_that_the_town_takes_away_tells_nobody(coworking):
    held = actions.hold(Wish(coworking, rome(THURSDAY, 9), minutes=60), key="browser", network="", at=NOW)
    actions.cancel_by_town(held, by=staff(), at=NOW, reason="closed")
    collect(NOW)
    assert Notice.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_once(book, coworking, alice):
    for hour in (9, 10, 11):
        book(alice, coworking, rome(THURSDAY, hour))
    request_code("bruno@example.org", "it", NOW)
    in_parallel(2, lambda number: collect(NOW))
    assert told() == [("code", "bruno@example.org"), *[("confirmation", "alice@example.org")] * 3]


def test_the_person_and_whoever_booked_for_them_are_told_in_their_languages(book, coworking, alice):
    helper = cast.account_of(alice)
    mother = person_helped(
        helper, cast.municipality(), "Ada", "Bianchi", NOW, consent=True, email="ada@example.org", language="en"
    )
    book(mother, coworking, by=helper)
    collect(NOW)
    assert sorted(Notice.objects.values_list("to", "language")) == [
        ("ada@example.org", "en"),
        ("alice@example.org", "it"),
    ]


def test_one_address_is_told_once(book, coworking, alice):
    helper = cast.account_of(alice)
    mother = person_helped(helper, cast.municipality(), "Ada", "Bianchi", NOW, consent=True, email="alice@example.org")
    book(mother, coworking, by=helper)
    collect(NOW)
    assert told() == [("confirmation", "alice@example.org")]


def test_whoever_is_helped_without_an_address_is_told_through_the_helper(book, coworking, alice):
    helper = cast.account_of(alice)
    mother = person_helped(helper, cast.municipality(), "Ada", "Bianchi", NOW, consent=True)
    book(mother, coworking, by=helper)
    collect(NOW)
    assert told() == [("confirmation", "alice@example.org")]


@pytest.mark.parametrize("channel", ["phone", "counter", "walk_in"])
def test_a_booking_made_by_staff_is_told_to_the_person_only(book, coworking, channel):
    ada = Person.objects.create(municipality=cast.municipality(), given_name="Ada", email="ada@example.org")
    book(ada, coworking, by=staff(), channel=channel)
    collect(NOW)
    assert told() == [("confirmation", "ada@example.org")]


@pytest.mark.parametrize("channel", ["web", "api", "phone", "counter"])
def test_every_channel_tells_alike(book, coworking, alice, channel):
    book(alice, coworking, channel=channel)
    collect(NOW)
    assert told() == [("confirmation", "alice@example.org")]


def test_whoever_has_no_address_leaves_a_row_for_the_phone_list(book, coworking):
    ada = Person.objects.create(municipality=cast.municipality(), given_name="Ada", phone="0766 96010")
    booking = book(ada, coworking, by=staff(), channel="phone")
    collect(NOW)
    notice = Notice.objects.get()
    assert (notice.to, notice.status, notice.fault, notice.booking) == ("", "dropped", "no address", booking)


def test_a_code_becomes_one_notice_without_the_code_in_it():
    request_code("alice@example.org", "en", NOW)
    collect(NOW)
    collect(NOW)
    notice = Notice.objects.get()
    assert (notice.to, notice.language, notice.kind) == ("alice@example.org", "en", "code")
    code = code_for(SignInCode.objects.get())
    assert not [value for value in Notice.objects.values().get().values() if code in str(value)]


def delivered(server, at=NOW):
    deliver(at)
    return sorted(str(mail["Subject"]).strip().split(":")[0] for mail in server.mails)


def test_a_confirmation_overtaken_by_a_cancellation_is_not_sent(server, book, coworking, alice):
    actions.cancel(book(alice, coworking), by=cast.account_of(alice), at=NOW)
    collect(NOW)
    assert delivered(server) == ["Annullamento"]
    assert Notice.objects.get(kind="confirmation").status == "dropped"


def test_a_confirmation_overtaken_by_a_change_is_not_sent(server, book, coworking, alice):
    wish = Wish(coworking, rome(THURSDAY, 15), minutes=60)
    actions.reschedule(book(alice, coworking), wish, by=cast.account_of(alice), at=NOW)
    collect(NOW)
    assert delivered(server) == ["Modifica"]


def test_a_confirmation_whose_visit_is_over_is_not_sent(server, book, coworking, alice):
    booking = book(alice, coworking)
    collect(NOW)
    assert delivered(server, booking.ends_at) == []


def test_an_arrival_overtakes_nothing(server, book, coworking, alice):
    booking = book(alice, coworking)
    collect(NOW)
    actions.arrive(booking, by=staff(), at=booking.starts_at)
    assert delivered(server, booking.starts_at) == ["Postazione prenotata"]


def test_a_code_that_was_used_meanwhile_is_not_sent(server):
    request_code("bruno@example.org", "it", NOW)
    collect(NOW)
    check_code("bruno@example.org", code_for(SignInCode.objects.get()), NOW)
    deliver(NOW)
    assert server.mails == []
    assert Notice.objects.values_list("status", "fault").get() == ("dropped", "overtaken")


def test_a_code_that_was_used_already_becomes_no_notice():
    request_code("bruno@example.org", "it", NOW)
    check_code("bruno@example.org", code_for(SignInCode.objects.get()), NOW)
    collect(NOW)
    assert Notice.objects.count() == 0


def test_a_code_that_is_over_is_not_sent(server):
    request_code("bruno@example.org", "it", NOW)
    collect(NOW)
    deliver(NOW + timedelta(minutes=10))
    assert server.mails == []
