"""An ill operator, a closed desk, a closed day: where everyone goes, all at once."""

from datetime import timedelta

import pytest

from officine.bookings import actions, leftovers
from officine.bookings.actions import Wish
from officine.bookings.disrupted import who_can_take_over
from officine.bookings.disruptions import apply, hand_over, propose
from officine.bookings.models import Booking, BookingEvent, Relocation
from officine.bookings.taking_back import undo
from officine.catalogue.models import Closure, Shift, StaffRole
from officine.catalogue.opening import opening_days
from officine.rules.availability import Span
from officine.rules.refusals import Refused, Rule
from officine.rules.relocating import Place
from tests import cast
from tests.bookings.going_wrong import (
    REASON,
    TUESDAY,
    book,
    closed,
    day,
    events,
    goes,
    ill,
    operator,
    rows,
    shift,
    two_counters,
)
from tests.cast import NOW, rome

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return two_counters()


@pytest.fixture
def olga(house):
    return operator(house)


def test_an_ill_operators_people_go_to_the_colleague_or_to_the_next_day(house, olga):
    book(house, "Alice", rome(TUESDAY, 9))
    book(house, "Bob", rome(TUESDAY, 9), place="Sportello 2")
    book(house, "Dora", rome(TUESDAY, 10))
    draft = ill(house, olga)
    assert goes(draft) == {
        "Alice": (rome(TUESDAY, 9, 45), "Sportello 2"),
        "Dora": (rome(TUESDAY, 10, 30), "Sportello 2"),
    }
    assert BookingEvent.objects.exclude(move="book").count() == 0
    assert shift(house).status == "planned"


def test_who_booked_first_chooses_first(house, olga):
    shift(house, counter="Sportello 2").delete()
    book(house, "Bob", rome(TUESDAY, 10), at=NOW)
    book(house, "Alice", rome(TUESDAY, 10, 45), at=NOW - timedelta(days=1))
    book(house, "Dora", rome(TUESDAY + timedelta(days=1), 11))
    book(house, "Gino", rome(TUESDAY + timedelta(days=1), 10, 45), place="Sportello 2")
    assert goes(ill(house, olga))["Alice"][0] == rome(TUESDAY + timedelta(days=1), 10, 15)


def test_applying_moves_everyone_with_one_event_and_one_notice_each(house, olga):
    alice, dora = book(house, "Alice", rome(TUESDAY, 9)), book(house, "Dora", rome(TUESDAY, 11, 15))
    book(house, "Bob", rome(TUESDAY, 9), place="Sportello 2")
    draft = ill(house, olga)
    apply(draft, by=olga, at=NOW)
    assert shift(house).status == "called_off"
    alice.refresh_from_db(), dora.refresh_from_db()
    assert (alice.starts_at, alice.resource.name, alice.status) == (rome(TUESDAY, 9, 45), "Sportello 2", "confirmed")
    assert events(booking=alice) == [("book", "", True), ("reschedule", "operator_absent", True)]
    # The same time at another counter is told to nobody.
    assert (dora.starts_at, dora.resource.name) == (rome(TUESDAY, 11, 15), "Sportello 2")
    assert events(booking=dora) == [("book", "", True), ("reschedule", "operator_absent", False)]
    apply(draft, by=olga, at=NOW)
    assert BookingEvent.objects.filter(move="reschedule").count() == 2


def test_another_operator_takes_over_and_the_bookings_stay(house, olga):
    alice = book(house, "Alice", rome(TUESDAY, 9))
    mara = cast.account("mara@comune.example")
    StaffRole.objects.create(account=mara, role="manager")
    draft = ill(house, olga)
    row = draft.shifts.get()
    # Ivo has a shift of his own at that time; Olga is the one who is ill.
    assert who_can_take_over([row], draft) == {row.pk: [mara]}
    hand_over(row, mara, at=NOW)
    assert goes(draft) == {}
    hand_over(row, None, at=NOW)
    assert list(goes(draft)) == ["Alice"]
    hand_over(row, mara, at=NOW)
    before = rows()
    apply(draft, by=olga, at=NOW)
    assert shift(house).operator == mara
    assert (rows(), events(booking=alice)) == (before, [("book", "", True)])
    undo(draft, by=olga, at=NOW)
    assert (shift(house).operator, shift(house).status) == (olga, "planned")


def test_whoever_has_a_shift_then_cannot_take_over(house, olga):
    draft = ill(house, olga)
    with pytest.raises(Refused) as caught:
        hand_over(draft.shifts.get(), StaffRole.objects.get(account__email="ivo@comune.example").account, at=NOW)
    assert caught.value.rule == Rule.TAKEN


def test_a_takeover_that_is_no_longer_possible_is_proposed_anew(house, olga):
    book(house, "Alice", rome(TUESDAY, 9))
    mara = cast.account("mara@comune.example")
    StaffRole.objects.create(account=mara, role="manager")
    draft = ill(house, olga)
    hand_over(draft.shifts.get(), mara, at=NOW)
    Shift.objects.filter(counter__name="Sportello 2", on=TUESDAY).update(operator=mara)
    with pytest.raises(Refused) as caught:
        apply(draft, by=olga, at=NOW)
    assert caught.value.rule == Rule.CHANGED
    assert (draft.shifts.get().taken_over_by, list(goes(draft))) == (None, ["Alice"])


def test_a_closed_desk_sends_people_to_another_at_the_same_time(house, olga):
    book(house, "Alice", rome(TUESDAY, 9), slug="coworking", minutes=240, place="2")
    book(house, "Bob", rome(TUESDAY, 15), slug="coworking", minutes=60, place="2")
    desk = house.resources.get(name="2")
    morning = Span(rome(TUESDAY, 9), rome(TUESDAY, 13))
    draft = propose(house, "place_unavailable", morning, resource=desk, reason=REASON, by=olga, at=NOW)
    assert goes(draft) == {"Alice": (rome(TUESDAY, 9), "1")}
    apply(draft, by=olga, at=NOW)
    closure = Closure.objects.get()
    assert (closure.resource, closure.first_on, closure.is_sudden) == (desk, TUESDAY, False)
    assert (closure.opens.hour, closure.closes.hour, closure.reason) == (9, 13, REASON)
    assert events(reason="place_unavailable") == [("reschedule", "place_unavailable", True)]


def test_a_closed_day_is_on_the_site_and_everyone_has_a_new_date(house, olga):
    book(house, "Alice", rome(TUESDAY, 9))
    book(house, "Bob", rome(TUESDAY, 14), slug="coworking", minutes=60, place="1")
    draft = closed(house, olga)
    assert set(goes(draft).values()) == {
        (rome(TUESDAY + timedelta(days=1), 9), "Sportello"),
        (rome(TUESDAY + timedelta(days=1), 14), "1"),
    }
    apply(draft, by=olga, at=NOW)
    closure = Closure.objects.get()
    assert (closure.is_sudden, closure.opens, closure.closes, closure.last_on) == (True, None, None, TUESDAY)
    assert opening_days(house, TUESDAY, TUESDAY)[0].closed_because == "Neve"


def test_closing_from_now_on_keeps_those_who_are_here_or_were(house, olga):
    here = book(house, "Alice", rome(TUESDAY, 9))
    actions.arrive(here, by=olga, at=rome(TUESDAY, 9))
    book(house, "Bob", rome(TUESDAY, 10, 30))
    now = rome(TUESDAY, 9, 37)
    draft = closed(house, olga, Span(now, day().end), at=now)
    assert goes(draft) == {"Bob": (rome(TUESDAY + timedelta(days=1), 10, 30), "Sportello")}
    apply(draft, by=olga, at=now)
    assert opening_days(house, TUESDAY, TUESDAY)[0].open == [Span(rome(TUESDAY, 9), now)]


def test_what_cannot_be_placed_stays_until_somebody_deals_with_it(house, olga):
    Shift.objects.exclude(on=TUESDAY).delete()
    shift(house, counter="Sportello 2").delete()
    alice, bob = book(house, "Alice", rome(TUESDAY, 9)), book(house, "Bob", rome(TUESDAY, 10))
    dora = book(house, "Dora", rome(TUESDAY, 11))
    draft = ill(house, olga)
    assert goes(draft) == {"Alice": None, "Bob": None, "Dora": None}
    assert not Relocation.objects.to_deal_with().exists()
    apply(draft, by=olga, at=NOW)
    alice.refresh_from_db()
    assert (alice.status, alice.starts_at) == ("confirmed", rome(TUESDAY, 9))
    todo = Relocation.objects.to_deal_with()
    with pytest.raises(Refused) as caught:  # nobody is marked absent where nobody could be received
        actions.miss(dora, by=olga, at=dora.ends_at)
    assert caught.value.rule == Rule.CLOSED
    assert todo.count() == 3
    leftovers.keep(todo.get(booking=alice), at=NOW)
    actions.cancel_by_town(bob, by=olga, at=NOW, reason="operator_absent")
    assert [row.booking for row in todo.all()] == [dora]
    with pytest.raises(Refused):
        leftovers.keep(draft.relocations.get(booking=bob), at=NOW)


def test_a_place_that_somebody_is_about_to_confirm_is_given_back(house, olga):
    spid = house.services.get(slug="spid")
    held = actions.hold(Wish(spid, rome(TUESDAY, 9)), key="k", network="n", at=NOW)
    apply(closed(house, olga), by=olga, at=NOW)
    held.refresh_from_db()
    assert held.status == "expired"


def test_whoever_came_and_went_is_left_alone_when_the_whole_day_is_closed(house, olga):
    book(house, "Alice", rome(TUESDAY, 9))
    book(house, "Bob", rome(TUESDAY, 10))
    draft = closed(house, olga, at=rome(TUESDAY, 9, 45))
    assert set(goes(draft)) == {"Bob"}


def test_nobody_is_sent_to_a_time_they_could_not_read_of_before(house, olga):
    house.services.get(slug="spid").rules.update(notice_minutes=0)
    shift(house, counter="Sportello 2").delete()
    book(house, "Alice", rome(TUESDAY, 9))
    now = rome(TUESDAY, 8, 30)
    desk_is_out = Span(rome(TUESDAY, 9), rome(TUESDAY, 10))
    place = house.resources.get(name="Sportello")
    draft = propose(house, "place_unavailable", desk_is_out, resource=place, reason=REASON, by=olga, at=now)
    (start, _place) = goes(draft)["Alice"]
    assert start >= now + timedelta(hours=2)


def test_what_was_left_goes_only_where_it_is_free(house, olga):
    shift(house, counter="Sportello 2").delete()
    Shift.objects.filter(on__gt=TUESDAY).delete()
    book(house, "Alice", rome(TUESDAY, 9))
    apply(ill(house, olga), by=olga, at=NOW)
    row = Relocation.objects.to_deal_with().get()
    elsewhere = Place(house.resources.get(name="Sportello 2").pk, Span(rome(TUESDAY, 9), rome(TUESDAY, 9, 45)))
    with pytest.raises(Refused) as caught:  # free of bookings, but nobody serves there
        leftovers.settle(row, elsewhere, by=olga, at=NOW)
    assert caught.value.rule == Rule.TAKEN
    served = Shift.objects.create(
        centre=house,
        counter_id=elsewhere.resource,
        on=TUESDAY,
        starts_at=rome(TUESDAY, 9),
        ends_at=rome(TUESDAY, 13),
    )
    served.services.set([house.services.get(slug="spid")])
    leftovers.settle(row, elsewhere, by=olga, at=NOW)
    assert Booking.objects.get().resource_id == elsewhere.resource
    with pytest.raises(Refused):
        leftovers.settle(row, elsewhere, by=olga, at=NOW)


def test_a_place_that_nobody_confirmed_in_time_stands_in_nobodys_way(house, olga):
    spid, place = house.services.get(slug="spid"), house.resources.get(name="Sportello 2")
    book(house, "Alice", rome(TUESDAY, 9))
    long_ago = NOW - timedelta(hours=3)
    actions.hold(Wish(spid, rome(TUESDAY, 9), resource=place), key="k", network="n", at=long_ago)
    draft = ill(house, olga)
    assert goes(draft) == {"Alice": (rome(TUESDAY, 9), "Sportello 2")}
    apply(draft, by=olga, at=NOW)
    assert Booking.objects.get(status="confirmed").resource == place
