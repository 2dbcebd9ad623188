"""Five hundred pairs of operators who change the same booking at the same moment: one wins, and nothing is lost."""

import sys
import threading
from collections import Counter
from datetime import timedelta
from time import monotonic

import pytest
from django.db import transaction

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.models import Booking, BookingEvent
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.in_parallel import in_parallel

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PAIRS = 500
TUESDAY = MONDAY + timedelta(days=1)
NINE = rome(TUESDAY, 9)
ASIDE = "expired"
NO = (Rule.CHANGED, Rule.STATUS, Rule.TAKEN)


class Desk:
    """A booking for each round, at desk 1 at nine; two operators who saw the same version of it."""

    def __init__(self):
        centre = cast.centre()
        cast.desks(centre, 3)
        self.coworking = cast.coworking(centre)
        self.desks = list(centre.resources.order_by("position"))
        self.operators = [cast.account("olga@example.org"), cast.account("mara@example.org")]
        self.ids = self.bookings(cast.person("alice@example.org"))
        self.rounds = 0
        self.begun, self.both = threading.Barrier(2, action=self.next_round), threading.Barrier(2)

    def bookings(self, alice):
        """One that is booked as in earnest, and its like; they wait aside, since only one can be at that desk."""
        wish = Wish(self.coworking, NINE, minutes=60, resource=self.desks[0])
        first = actions.book(wish, person=alice, by=None, channel="phone", at=NOW, role="staff")
        fields = {field.attname: getattr(first, field.attname) for field in Booking._meta.concrete_fields}
        fields |= {"id": None, "status": ASIDE}
        rows = [Booking(**fields | {"code": f"RACE{number:04}"}) for number in range(PAIRS)]
        made = Booking.objects.bulk_create(rows)
        event = first.events.get()
        BookingEvent.objects.bulk_create(
            BookingEvent(booking=booking, at=NOW, move=event.move, to_status=event.to_status, role="staff", version=0)
            for booking in made
        )
        first.delete()
        return [booking.pk for booking in made]

    @property
    def booking(self):
        """Of this round, as this thread reads it."""
        return Booking.objects.select_related("service__centre", "person", "resource").get(pk=self.ids[self.rounds - 1])

    def next_round(self):
        """Called by whoever comes last, while the other waits: the last booking gives its place back."""
        status = "arrived" if self.rounds % 5 == 4 else "confirmed"
        with transaction.atomic():
            Booking.objects.filter(pk__in=self.ids[: self.rounds]).exclude(status=ASIDE).update(status=ASIDE)
            Booking.objects.filter(pk=self.ids[self.rounds]).update(status=status)
        self.rounds += 1

    def verb(self, who, booking, version):
        """A different change for each of the two, and other pairs from round to round."""
        common = {"by": self.operators[who], "at": NOW, "version": version}

        def move(desk, hour):
            wish = Wish(self.coworking, rome(TUESDAY, hour), minutes=60, resource=self.desks[desk])
            return lambda: actions.reschedule(booking, wish, role="staff", **common)

        pairs = (
            (move(1, 11), move(2, 14)),
            (move(1, 11), move(1, 11)),
            (move(2, 9), lambda: actions.cancel(booking, role="staff", **common)),
            (lambda: actions.arrive(booking, **common), move(0, 15)),
            (
                lambda: actions.reseat(booking, self.desks[1], **common),
                lambda: actions.reseat(booking, self.desks[2], **common),
            ),
        )
        return pairs[(self.rounds - 1) % 5][who]


def test_of_two_operators_one_wins_each_time_and_the_other_is_told(capsys):
    desk = Desk()

    def operator(who):
        answers = []
        for _ in range(PAIRS):
            desk.begun.wait()
            booking = desk.booking
            change = desk.verb(who, booking, booking.version)
            desk.both.wait()
            try:
                answers.append((change().version, ""))
            except Refused as refused:
                answers.append((0, refused.rule))
        return answers

    began = monotonic()
    rounds = list(zip(*in_parallel(2, operator), strict=True))
    lasted = monotonic() - began

    outcomes = Counter(tuple(sorted(bool(version) for version, _ in pair)) for pair in rounds)
    losses = Counter(rule for pair in rounds for version, rule in pair if not version)
    assert outcomes == {(False, True): PAIRS}
    assert set(losses) <= set(NO)
    for booking in Booking.objects.prefetch_related("events__by"):
        events = sorted(booking.events.all(), key=lambda event: event.version)
        assert [event.version for event in events] == list(range(booking.version + 1))
        assert [event.by in desk.operators for event in events] == [False, True]
    said = ", ".join(f"{rule} {count}" for rule, count in losses.items())
    with capsys.disabled():
        sys.stdout.write(
            f"\n{PAIRS} pairs of edits in {lasted:.1f} s: {PAIRS} won, {PAIRS} told ({said}), 0 overwritten\n"
        )
