"""Sixty appointments at once, and several people at the same disruption at once."""

from datetime import timedelta
from itertools import pairwise
from threading import Barrier, Thread
from time import perf_counter

import pytest
from django.db import connection

from officine.bookings.disrupted import place_of
from officine.bookings.disruptions import apply, fingerprint
from officine.bookings.models import Booking, BookingEvent
from officine.bookings.taking_back import undo
from officine.catalogue.models import Closure
from officine.rules.refusals import Refused
from tests import cast
from tests.bookings.going_wrong import (
    TUESDAY,
    assert_no_overlap,
    book,
    closed,
    goes,
    ill,
    operator,
    rows,
    two_counters,
)
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return two_counters()


@pytest.fixture
def olga(house):
    return operator(house)


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
    assert_no_overlap()
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
    assert_no_overlap()


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
