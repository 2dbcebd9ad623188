"""Taking a disruption back while nobody has answered, and what counts as an answer."""

from datetime import timedelta

import pytest

from officine.bookings import actions, answers
from officine.bookings.actions import Wish
from officine.bookings.disruptions import apply
from officine.bookings.leftovers import late_comers
from officine.bookings.models import Booking, BookingEvent, Disruption, Relocation
from officine.bookings.taking_back import WhyNot, undo, why_not_undone
from officine.catalogue.models import Closure
from officine.rules.availability import Span
from officine.rules.refusals import Refused, Rule
from tests.bookings.going_wrong import (
    TUESDAY,
    book,
    closed,
    operator,
    rows,
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


def test_undo_restores_every_field_and_tells_nobody_who_was_not_told(house, olga):
    for number, who in enumerate(("Alice", "Bob", "Dora")):
        book(house, who, rome(TUESDAY, 9) + timedelta(minutes=45 * number))
    before = rows()
    draft = closed(house, olga)
    BookingEvent.objects.update(notice_due=False)
    apply(draft, by=olga, at=NOW)
    assert rows() != before
    told = BookingEvent.objects.get(booking__person__given_name="Bob", move="reschedule")
    BookingEvent.objects.filter(pk=told.pk).update(notice_due=False)  # the worker has collected it
    assert why_not_undone(Disruption.objects.get(), NOW) is None
    undo(draft, by=olga, at=NOW)
    undo(draft, by=olga, at=NOW)
    assert rows() == before
    assert not Closure.objects.exists()
    back = BookingEvent.objects.filter(reason="taken_back").order_by("pk")
    assert [(event.booking.person.given_name, event.notice_due) for event in back] == [
        ("Alice", False),
        ("Bob", True),
        ("Dora", False),
    ]
    assert back[1].facts["takes_back"] == told.pk
    assert BookingEvent.objects.filter(notice_due=True).count() == 1


def test_there_is_no_undo_once_somebody_has_answered(house, olga):
    alice, bob = book(house, "Alice", rome(TUESDAY, 9)), book(house, "Bob", rome(TUESDAY, 10))
    draft = closed(house, olga)
    assert why_not_undone(draft, NOW) == WhyNot.NOT_APPLIED
    apply(draft, by=olga, at=NOW)
    alice.refresh_from_db(), bob.refresh_from_db()
    row = draft.relocations.get(booking=alice)
    answers.accept(alice, at=NOW)
    answers.accept(alice, at=NOW + timedelta(minutes=1))
    row.refresh_from_db()
    assert row.accepted_at == NOW
    draft.refresh_from_db()
    assert why_not_undone(draft, NOW) == WhyNot.ANSWERED
    Relocation.objects.update(accepted_at=None)
    assert why_not_undone(draft, NOW) is None
    actions.cancel(bob, by=None, at=NOW)
    assert why_not_undone(draft, NOW) == WhyNot.CHANGED
    with pytest.raises(Refused) as caught:
        undo(draft, by=olga, at=NOW)
    assert caught.value.rule == Rule.CHANGED
    assert Booking.objects.get(pk=alice.pk).starts_at > rome(TUESDAY, 23)
    assert Closure.objects.exists()


def test_a_time_that_has_come_cannot_be_given_back(house, olga):
    book(house, "Alice", rome(TUESDAY, 9))
    draft = apply(closed(house, olga), by=olga, at=rome(TUESDAY, 8, 30))
    assert why_not_undone(draft, rome(TUESDAY, 8, 59)) is None
    assert why_not_undone(draft, rome(TUESDAY, 9)) == WhyNot.PAST


def test_a_visit_cut_short_can_be_given_back_until_it_would_be_over(house, olga):
    book(house, "Alice", rome(TUESDAY, 9))
    draft = apply(closed(house, olga, at=rome(TUESDAY, 9, 10)), by=olga, at=rome(TUESDAY, 9, 10))
    assert why_not_undone(draft, rome(TUESDAY, 9, 44)) is None
    assert why_not_undone(draft, rome(TUESDAY, 9, 45)) == WhyNot.PAST


def test_one_may_change_what_the_town_chose_until_it_begins(house, olga):
    alice = book(house, "Alice", rome(TUESDAY, 11))
    now = rome(TUESDAY, 7)
    apply(closed(house, olga, Span(rome(TUESDAY, 0), rome(TUESDAY, 14)), at=now), by=olga, at=now)
    alice.refresh_from_db()
    late = alice.starts_at - timedelta(minutes=5)
    assert answers.changeable_until(alice) == alice.starts_at
    wish = Wish(alice.service, alice.starts_at + timedelta(days=1))
    moved = actions.reschedule(alice, wish, by=None, at=late)
    # The new time is their own choice: the deadline holds again.
    assert answers.unanswered(moved) is None
    with pytest.raises(Refused) as caught:
        actions.cancel(moved, by=None, at=moved.starts_at - timedelta(minutes=5))
    assert caught.value.rule == Rule.CANCEL_UNTIL


def test_the_deadline_holds_again_for_what_was_accepted(house, olga):
    alice = book(house, "Alice", rome(TUESDAY, 11))
    apply(closed(house, olga), by=olga, at=NOW)
    alice.refresh_from_db()
    answers.accept(alice, at=NOW)
    with pytest.raises(Refused) as caught:
        actions.cancel(alice, by=None, at=alice.starts_at - timedelta(minutes=5))
    assert caught.value.rule == Rule.CANCEL_UNTIL


def test_accepting_what_was_taken_back_is_refused(house, olga):
    alice = book(house, "Alice", rome(TUESDAY, 11))
    draft = apply(closed(house, olga), by=olga, at=NOW)
    undo(draft, by=olga, at=NOW)
    with pytest.raises(Refused) as caught:
        answers.accept(alice, at=NOW)
    assert caught.value.rule == Rule.CHANGED


def test_who_books_after_it_was_taken_back_is_nobodys_to_deal_with(house, olga):
    draft = apply(closed(house, olga), by=olga, at=NOW)
    Closure.objects.all().delete()  # a manager opens again what stays a disruption
    book(house, "Alice", rome(TUESDAY, 9))
    draft.refresh_from_db()
    assert [each.person.given_name for each in late_comers(draft, NOW)] == ["Alice"]
    draft = undo(draft, by=olga, at=NOW)
    assert late_comers(draft, NOW) == []
