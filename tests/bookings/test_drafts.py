"""A disruption before it is applied: brought up to date, changed by hand, thrown away; by several hands, too."""

from datetime import timedelta

import pytest

from officine.bookings import actions
from officine.bookings.disrupted import places_for
from officine.bookings.disruptions import adjust, apply, discard, fingerprint, hand_over, redraw
from officine.bookings.models import Booking, Disruption, Relocation
from officine.catalogue.models import Closure, Shift
from officine.rules.refusals import Refused, Rule
from tests.bookings.going_wrong import TUESDAY, book, closed, goes, ill, operator, rows, shift, two_counters
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return two_counters()


@pytest.fixture
def olga(house):
    return operator(house)


def test_what_changed_since_the_draft_is_proposed_anew_and_never_overwritten(house, olga):
    alice, bob = book(house, "Alice", rome(TUESDAY, 9)), book(house, "Bob", rome(TUESDAY, 10))
    draft = closed(house, olga)
    seen = fingerprint(draft)
    actions.cancel(alice, by=None, at=NOW)
    book(house, "Dora", rome(TUESDAY, 12))
    # Somebody else takes what was proposed to Bob.
    book(house, "Gino", goes(draft)["Bob"][0])
    with pytest.raises(Refused) as caught:
        apply(draft, by=olga, at=NOW, seen=seen)
    assert caught.value.rule == Rule.CHANGED
    assert not Closure.objects.exists()
    assert goes(draft) == {
        "Bob": (rome(TUESDAY + timedelta(days=1), 10), "Sportello 2"),
        "Dora": (rome(TUESDAY + timedelta(days=1), 12), "Sportello"),
    }
    # Nor is what a colleague has changed applied unseen.
    with pytest.raises(Refused):
        apply(draft, by=olga, at=NOW, seen=seen)
    apply(draft, by=olga, at=NOW, seen=fingerprint(draft))
    assert [booking.status for booking in Booking.objects.order_by("pk")].count("confirmed") == 3
    bob.refresh_from_db()
    assert bob.resource.name == "Sportello 2"


def test_a_place_chosen_by_hand_holds_and_one_that_is_not_free_does_not(house, olga):
    book(house, "Alice", rome(TUESDAY, 9)), book(house, "Bob", rome(TUESDAY, 10))
    draft = closed(house, olga)
    alice, bob = draft.relocations.order_by("booking__created_at", "pk")
    friday = MONDAY + timedelta(days=4)
    wanted = next(places_for(alice, NOW, on=friday))
    adjust(alice, wanted, at=NOW)
    with pytest.raises(Refused) as caught:
        adjust(bob, wanted, at=NOW)
    assert caught.value.rule == Rule.TAKEN
    # Of that day itself nothing is left.
    assert list(places_for(bob, NOW, on=TUESDAY)) == []
    adjust(bob, None, at=NOW)
    redraw(draft, NOW)
    assert goes(draft) == {"Alice": (rome(friday, 9), "Sportello"), "Bob": None}
    apply(draft, by=olga, at=NOW)
    assert [row.booking.person.given_name for row in Relocation.objects.to_deal_with()] == ["Bob"]
    with pytest.raises(Refused):
        adjust(bob, None, at=NOW)
    with pytest.raises(Refused):
        discard(draft)


def test_a_draft_thrown_away_leaves_nothing(house, olga):
    book(house, "Alice", rome(TUESDAY, 9))
    before = rows()
    discard(closed(house, olga))
    assert (Disruption.objects.count(), Relocation.objects.count(), rows()) == (0, 0, before)


def test_what_a_colleague_has_thrown_away_is_changed_by_nobody(house, olga):
    book(house, "Alice", rome(TUESDAY, 9))
    draft = ill(house, olga)
    row, of_shift = draft.relocations.get(), draft.shifts.get()
    discard(Disruption.objects.get())
    for verb in (
        lambda: adjust(row, None, at=NOW),
        lambda: hand_over(of_shift, None, at=NOW),
        lambda: redraw(Disruption(pk=row.disruption_id), NOW),
        lambda: apply(Disruption(pk=row.disruption_id), by=olga, at=NOW),
        lambda: discard(Disruption(pk=row.disruption_id)),
    ):
        with pytest.raises(Refused) as caught:
            verb()
        assert caught.value.rule == Rule.CHANGED


def test_a_booking_that_left_the_draft_meanwhile_gets_no_place(house, olga):
    alice = book(house, "Alice", rome(TUESDAY, 9))
    draft = closed(house, olga)
    row = draft.relocations.get()
    actions.cancel(alice, by=None, at=NOW)
    redraw(draft, NOW)
    with pytest.raises(Refused) as caught:
        adjust(row, None, at=NOW)
    assert caught.value.rule == Rule.CHANGED


@pytest.mark.parametrize("change", [{"operator": None}, {"status": Shift.Status.CALLED_OFF}])
def test_a_shift_that_a_manager_changed_meanwhile_is_not_overwritten(house, olga, change):
    alice = book(house, "Alice", rome(TUESDAY, 9))
    draft = ill(house, olga)
    Shift.objects.filter(pk=shift(house).pk).update(**change)
    with pytest.raises(Refused) as caught:
        apply(draft, by=olga, at=NOW)
    assert caught.value.rule == Rule.CHANGED
    alice.refresh_from_db()
    assert (alice.version, Disruption.objects.get().applied_at) == (0, None)
