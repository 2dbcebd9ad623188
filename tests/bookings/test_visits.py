"""The visit at the desk: each step and how it is taken back."""

from datetime import timedelta

import pytest

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.models import Booking, BookingEvent, BookingNote
from officine.rules.refusals import Overruling, Refused, Rule
from tests import cast
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
NINE, TEN = rome(TUESDAY, 9), rome(TUESDAY, 10)


@pytest.fixture
def coworking():
    centre = cast.centre()
    cast.desks(centre, 2)
    return cast.coworking(centre)


@pytest.fixture
def alice():
    return cast.person("alice@example.org")


@pytest.fixture
def olga():
    return cast.account("olga@example.org")


def book(person, service, **kwargs):
    wish = Wish(service, NINE, minutes=60, resource=kwargs.pop("resource", None))
    fields = {"person": person, "by": None, "channel": "phone", "at": NOW, "role": "staff"}
    return actions.book(wish, **fields | kwargs)


def test_each_step_can_be_taken_back(coworking, alice, olga):
    booking = book(alice, coworking)
    actions.arrive(booking, by=olga, at=NINE)
    actions.finish(booking, by=olga, at=TEN)
    assert actions.undo(booking, by=olga, at=TEN).status == "arrived"
    assert (booking.left_at, booking.arrived_at) == (None, NINE)
    assert actions.undo(booking, by=olga, at=TEN).status == "confirmed"
    assert booking.arrived_at is None
    actions.miss(booking, by=olga, at=TEN)
    assert actions.undo(booking, by=olga, at=TEN).status == "confirmed"
    moves = list(BookingEvent.objects.order_by("version").values_list("move", "by__email"))
    assert moves[1:] == [
        (move, "olga@example.org") for move in ("arrive", "finish", "undo_finish", "undo_arrive", "miss", "undo_miss")
    ]
    with pytest.raises(Refused) as caught:
        actions.undo(booking, by=olga, at=TEN)
    assert caught.value.rule == Rule.STATUS


def test_a_cancellation_taken_back_is_told_again(coworking, alice, olga):
    booking = book(alice, coworking)
    actions.cancel(booking, by=olga, at=NOW, role="staff")
    actions.undo(booking, by=olga, at=NOW)
    last = BookingEvent.objects.order_by("version").last()
    assert (booking.status, last.move, last.notice_due) == ("confirmed", "restore", True)


def test_a_place_that_somebody_else_has_now_does_not_come_back(coworking, alice, olga):
    desk = coworking.centre.resources.get(name="1")
    booking = book(alice, coworking, resource=desk)
    actions.cancel(booking, by=olga, at=NOW, role="staff")
    book(cast.person("bob@example.org"), coworking, resource=desk)
    with pytest.raises(Refused) as caught:
        actions.undo(booking, by=olga, at=NOW)
    assert caught.value.rule == Rule.TAKEN
    assert Booking.objects.get(pk=booking.pk).status == "cancelled_by_person"


def test_whoever_was_given_up_may_come_after_all(coworking, alice, olga):
    booking = book(alice, coworking)
    actions.miss(booking, by=olga, at=NINE + timedelta(minutes=20))
    assert actions.arrive(booking, by=olga, at=NINE + timedelta(minutes=30)).status == "arrived"


def test_another_desk_during_the_visit(coworking, alice, olga):
    one, two = coworking.centre.resources.order_by("name")
    booking = book(alice, coworking, resource=one)
    with pytest.raises(Refused):
        actions.reseat(booking, two, by=olga, at=NINE)
    actions.arrive(booking, by=olga, at=NINE)
    actions.reseat(booking, two, by=olga, at=NINE)
    event = BookingEvent.objects.order_by("version").last()
    assert (booking.resource, event.facts["was"]["resource"], event.notice_due) == (two, one.pk, False)


def test_whoever_saw_an_older_version_overwrites_nothing(coworking, alice, olga):
    booking = book(alice, coworking)
    seen = booking.version
    actions.arrive(booking, by=olga, at=NINE, version=seen)
    for verb in (actions.arrive, actions.finish, actions.miss, actions.undo):
        with pytest.raises(Refused) as caught:
            verb(booking, by=olga, at=NINE, version=seen)
        assert caught.value.rule in (Rule.CHANGED, Rule.STATUS)
    assert BookingEvent.objects.count() == 2


def test_an_operator_sets_a_rule_aside_with_a_reason_that_is_kept(coworking, alice, olga):
    far = Wish(coworking, rome(MONDAY + timedelta(days=22), 9), minutes=60)
    fields = {"person": alice, "by": olga, "channel": "phone", "at": NOW, "role": "staff"}
    with pytest.raises(Refused) as caught:
        actions.book(far, **fields)
    assert caught.value.rule == Rule.HORIZON
    booking = actions.book(far, overruling=Overruling("Viene da lontano"), **fields)
    assert booking.events.get().facts == {"overruled": ["horizon"]}
    note = BookingNote.objects.get()
    assert (note.kind, note.text, note.by) == ("overruled", "Viene da lontano", olga)


def test_no_reason_opens_a_closed_door_or_a_taken_place(coworking, alice, olga):
    fields = {"person": alice, "by": olga, "channel": "phone", "at": NOW, "role": "staff"}
    for start, rule in ((rome(MONDAY + timedelta(days=5), 9), Rule.CLOSED), (NOW - timedelta(hours=1), Rule.PAST)):
        with pytest.raises(Refused) as caught:
            actions.book(Wish(coworking, start, minutes=60), overruling=Overruling("Perché sì"), **fields)
        assert caught.value.rule == rule


def test_a_booking_made_by_the_desk_is_the_persons_and_not_the_operators(coworking, alice, olga):
    booking = book(alice, coworking, by=olga)
    assert booking.booked_by is None
    assert not Booking.objects.of(olga).exists()
    assert booking.events.get().by == olga
