"""A place kept while somebody fills in a form."""

from datetime import timedelta

import pytest

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.models import Booking, BookingEvent
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
LATER = NOW + timedelta(minutes=11)


@pytest.fixture
def coworking():
    centre = cast.centre()
    cast.desks(centre, 1)
    return cast.coworking(centre)


@pytest.fixture
def spid():
    centre = cast.centre()
    service = cast.spid(centre)
    cast.counter(centre, service)
    return service


def hold(service, key="browser-a", hour=9, at=NOW, network="", **wish):
    return actions.hold(Wish(service, rome(TUESDAY, hour), **wish), key=key, network=network, at=at)


def test_a_hold_keeps_the_place_from_others_for_ten_minutes(coworking):
    held = hold(coworking)
    assert (held.status, held.held_until, held.person) == ("held", NOW + timedelta(minutes=10), None)
    with pytest.raises(Refused) as caught:
        hold(coworking, "browser-b")
    assert caught.value.rule == Rule.TAKEN


def test_a_stale_hold_gives_way_to_whoever_wants_the_place(coworking):
    first = hold(coworking)
    second = hold(coworking, "browser-b", at=LATER)
    first.refresh_from_db()
    assert (first.status, second.status) == ("expired", "held")


def test_the_same_wish_again_is_the_same_hold(coworking):
    assert hold(coworking) == hold(coworking)
    assert Booking.objects.count() == 1


def test_another_wish_of_the_same_browser_replaces_its_hold_even_where_they_overlap(coworking):
    first = hold(coworking, minutes=120)
    second = hold(coworking, minutes=180)
    first.refresh_from_db()
    assert (first.status, second.open_minutes) == ("expired", 180)


def test_a_wish_that_is_refused_leaves_the_old_hold(coworking):
    mine = hold(coworking, hour=14)
    hold(coworking, "browser-b")
    with pytest.raises(Refused):
        hold(coworking)
    assert actions.held_by("browser-a", NOW) == [mine]


def test_a_confirmed_hold_is_a_booking_with_its_details(spid):
    alice = cast.person()
    booking = hold(spid)
    details = actions.Details(ground_floor=True, private_talk=True)
    by = cast.account_of(alice)
    [confirmed] = actions.confirm([booking], persons=[alice], by=by, details=details, at=NOW)
    assert (confirmed.status, confirmed.person, confirmed.booked_by) == ("confirmed", alice, by)
    assert (confirmed.held_until, confirmed.hold_network) == (None, "")
    assert (confirmed.ground_floor, confirmed.private_talk, confirmed.with_companion) == (True, True, False)
    assert [event.move for event in confirmed.events.order_by("id")] == ["hold", "confirm"]


def test_confirming_again_changes_nothing(spid):
    alice = cast.person()
    booking = hold(spid)
    for _time in range(3):
        actions.confirm([booking], persons=[alice], by=cast.account_of(alice), at=NOW)
    assert BookingEvent.objects.filter(notice_due=True).count() == 1


def test_a_hold_that_is_over_but_that_nobody_took_is_still_good(spid):
    alice = cast.person()
    booking = hold(spid)
    [confirmed] = actions.confirm([booking], persons=[alice], by=cast.account_of(alice), at=LATER)
    assert confirmed.status == "confirmed"


def test_a_hold_that_somebody_else_has_taken_is_over(spid):
    alice = cast.person()
    booking = hold(spid)
    hold(spid, "browser-b", at=LATER)
    with pytest.raises(Refused) as caught:
        actions.confirm([booking], persons=[alice], by=cast.account_of(alice), at=LATER)
    assert caught.value.rule == Rule.HOLD_OVER


def test_two_people_come_one_after_the_other(spid):
    mother, father = cast.person("anna@example.org"), cast.person("bruno@example.org")
    first = hold(spid)
    second = actions.hold_second(first, at=NOW)
    assert (second.starts_at, second.resource) == (first.ends_at, first.resource)
    assert actions.hold_second(first, at=NOW) == second
    booked = actions.confirm([first, second], persons=[mother, father], by=cast.account_of(mother), at=NOW)
    assert [booking.person for booking in booked] == [mother, father]
    assert first.code != second.code


def test_one_refused_of_two_leaves_both_unconfirmed(spid):
    mother = cast.person("anna@example.org")
    first = hold(spid)
    second = actions.hold_second(first, at=NOW)
    with pytest.raises(Refused):
        actions.confirm([first, second], persons=[mother, mother], by=cast.account_of(mother), at=NOW)
    assert set(Booking.objects.values_list("status", flat=True)) == {"held"}


def test_the_worker_frees_what_is_over(coworking):
    hold(coworking)
    assert actions.expire_stale_holds(NOW) == 0
    assert actions.expire_stale_holds(LATER) == 1
    assert Booking.objects.get().status == "expired"


def test_one_network_cannot_hold_everything():
    centre = cast.centre()
    cast.desks(centre, 25)
    coworking = cast.coworking(centre)
    for number in range(20):
        hold(coworking, f"browser-{number}", network="net")
    with pytest.raises(Refused) as caught:
        hold(coworking, "one-more", network="net")
    assert caught.value.rule == Rule.TOO_MANY_HOLDS
    assert hold(coworking, "one-more", network="other").status == "held"


def test_the_notice_counts_from_the_choice_while_the_hold_lasts():
    centre = cast.centre()
    service = cast.spid(centre)
    cast.counter(centre, service)
    chosen_at = rome(TUESDAY, 8)  # an hour before: the notice of this service
    booking = hold(service, at=chosen_at)
    alice = cast.person()
    [confirmed] = actions.confirm([booking], persons=[alice], by=None, at=chosen_at + timedelta(minutes=9))
    assert confirmed.status == "confirmed"


def test_the_second_of_two_gives_their_place_back(spid):
    first = hold(spid)
    second = actions.hold_second(first, at=NOW)
    actions.let_go_second("browser-a", NOW)
    second.refresh_from_db()
    assert (second.status, actions.held_by("browser-a", NOW)) == ("expired", [first])
