"""An ill operator, a closed desk, a closed day: where everyone goes, all at once, and how it is taken back."""

from datetime import timedelta
from itertools import pairwise
from threading import Barrier, Thread
from time import perf_counter

import pytest
from django.db import connection

from officine.bookings import actions, answers, leftovers
from officine.bookings.actions import Wish
from officine.bookings.disrupted import place_of, places_for, who_can_take_over
from officine.bookings.disruptions import adjust, apply, discard, fingerprint, hand_over, propose, redraw
from officine.bookings.models import Booking, BookingEvent, Disruption, Relocation
from officine.bookings.taking_back import WhyNot, undo, why_not_undone
from officine.catalogue.models import Closure, Shift, StaffRole
from officine.catalogue.opening import opening_days
from officine.people.models import Person
from officine.rules.availability import Span
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
REASON = {"it": "Neve", "en": "Snow"}


@pytest.fixture
def house():
    """Two counters for SPID in the mornings: Olga at the first, Ivo at the second; four desks."""
    centre = cast.centre()
    cast.desks(centre, 4)
    cast.coworking(centre)
    spid = cast.spid(centre)
    for name, email in (("Sportello", "olga@comune.example"), ("Sportello 2", "ivo@comune.example")):
        operator = cast.account(email)
        StaffRole.objects.create(account=operator, role="operator", centre=centre)
        cast.counter(centre, spid, name=name, days=12)
        Shift.objects.filter(counter__name=name).update(operator=operator)
    return centre


@pytest.fixture
def olga(house):
    return StaffRole.objects.get(account__email="olga@comune.example").account


def shift(centre, on=TUESDAY, counter="Sportello"):
    return centre.shifts.get(on=on, counter__name=counter)


def book(centre, who, starts_at, *, at=NOW, slug="spid", minutes=None, place="Sportello"):
    service = centre.services.get(slug=slug)
    person = Person.objects.filter(given_name=who).first() or cast.person(f"{who.lower()}@example.org")
    wish = Wish(service, starts_at, minutes=minutes, resource=centre.resources.get(name=place))
    return actions.book(wish, person=person, by=None, channel="web", at=at)


def ill(centre, olga, *shifts, at=NOW):
    shifts = shifts or [shift(centre)]
    return propose(centre, "operator_absent", Span(NOW, NOW), shifts=shifts, reason=REASON, by=olga, at=at)


def day(on=TUESDAY):
    return Span(rome(on, 0), rome(on, 0) + timedelta(days=1))


def closed(centre, olga, span=None, at=NOW):
    return propose(centre, "closed", span or day(), reason=REASON, by=olga, at=at)


def goes(disruption):
    """Where each is to go: name → (when, resource's name)."""
    return {
        row.booking.person.given_name: (row.to_starts_at, row.to_resource.name) if row.to_resource else None
        for row in disruption.relocations.select_related("booking__person", "to_resource")
    }


def rows():
    """Every booking field by field, without the version."""
    return {row.pop("id"): row for row in Booking.objects.values() if row.pop("version") is not None}


def events(**fields):
    return list(BookingEvent.objects.filter(**fields).order_by("pk").values_list("move", "reason", "notice_due"))


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


def test_a_place_that_somebody_is_about_to_confirm_is_given_back(house, olga):
    spid = house.services.get(slug="spid")
    held = actions.hold(Wish(spid, rome(TUESDAY, 9)), key="k", network="n", at=NOW)
    apply(closed(house, olga), by=olga, at=NOW)
    held.refresh_from_db()
    assert held.status == "expired"


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


def sixty(centre):
    """Sixty appointments of Olga's over twelve weekdays of mornings, and as many places half taken beside her."""
    starts = [
        row.starts_at + timedelta(minutes=45 * number)
        for row in centre.shifts.filter(counter__name="Sportello").order_by("starts_at")
        for number in range(5)
    ]
    for number, start in enumerate(starts[:60]):
        book(centre, f"Persona{number}", start)
    return centre.shifts.filter(counter__name="Sportello")


def test_sixty_appointments_of_an_ill_operator(house, olga):
    """The figures of the issue: `pytest -s` prints them."""
    for on in range(12, 40):
        cast.Shift.objects.create(
            centre=house,
            counter=house.resources.get(name="Sportello 2"),
            on=MONDAY + timedelta(days=on),
            starts_at=rome(MONDAY + timedelta(days=on), 9),
            ends_at=rome(MONDAY + timedelta(days=on), 13),
        ).services.set(house.services.filter(slug="spid"))
    house.opening_hours.all().delete()
    for weekday in range(7):
        house.opening_hours.create(weekday=weekday, opens="09:00", closes="13:00")
    shifts = sixty(house)
    BookingEvent.objects.update(notice_due=False)
    before = rows()
    seconds = [perf_counter()]
    draft = ill(house, olga, *shifts)
    seconds.append(perf_counter())
    assert draft.relocations.exclude(to_resource=None).count() == 60
    apply(draft, by=olga, at=NOW)
    seconds.append(perf_counter())
    told = BookingEvent.objects.filter(move="reschedule", reason="operator_absent")
    assert (told.count(), told.values("booking").distinct().count()) == (60, 60)
    at_same_time = draft.relocations.unanswered().count()
    assert told.filter(notice_due=True).count() == at_same_time
    _no_overlap()
    seconds.append(perf_counter())
    undo(draft, by=olga, at=NOW)
    seconds.append(perf_counter())
    assert rows() == before
    proposed, applied, _looked, undone = (b - a for a, b in pairwise(seconds))
    print(  # noqa: T201 (the figures)
        f"\n60 appointments on {connection.vendor}: proposed in {proposed:.2f} s, applied in {applied:.2f} s, "
        f"taken back in {undone:.2f} s"
    )
    assert proposed < 10
    assert proposed + applied < 10


def _no_overlap():
    stand = list(Booking.objects.order_by("resource", "starts_at"))
    for one, other in pairwise(stand):
        assert one.resource_id != other.resource_id or one.blocked_until <= other.starts_at


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_operators_who_apply_at_once_move_everyone_once(house, olga):
    for number, who in enumerate(("Alice", "Bob", "Dora", "Gino")):
        book(house, who, rome(TUESDAY, 9) + timedelta(minutes=45 * number))
    draft = closed(house, olga)
    seen = fingerprint(draft)
    refused = _at_once(*[lambda: apply(draft, by=olga, at=NOW, seen=seen)] * 2)
    assert refused == []
    assert BookingEvent.objects.filter(reason="closed").count() == 4
    assert Closure.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_somebody_books_the_proposed_place_while_it_is_applied(house, olga):
    book(house, "Alice", rome(TUESDAY, 9))
    cast.person("gino@example.org")
    draft = closed(house, olga)
    wanted = goes(draft)["Alice"][0]
    refused = _at_once(lambda: apply(draft, by=olga, at=NOW), lambda: book(house, "Gino", wanted, place="Sportello"))
    assert len(refused) == 1
    taken = Booking.objects.filter(starts_at=wanted, resource__name="Sportello", status="confirmed")
    assert taken.count() == 1
    draft.refresh_from_db()
    if draft.applied_at is None:
        assert place_of(draft.relocations.get()).resource == house.resources.get(name="Sportello 2").pk
        apply(draft, by=olga, at=NOW)
    _no_overlap()


def _at_once(*calls):
    """Runs them in threads that begin together; which rules refused."""
    gate, refused = Barrier(len(calls)), []

    def run(call):
        gate.wait()
        try:
            call()
        except Refused as refusal:
            refused.append(refusal.rule)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused
