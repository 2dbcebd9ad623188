"""Rivals over HTTP against eight workers: one winner, one effect, and nobody left without an answer."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.api.rivals import Town, at_once, town

pytestmark = pytest.mark.race
ROUNDS = 20
RIVALS = 50
FORGET = """
from officine.bookings.models import Answered, Booking
Answered.objects.all().delete()
Booking.objects.all().delete()
"""
COUNT = """
from officine.bookings.models import Booking, BookingEvent
mine = Booking.objects.filter(booked_by__email="rival0@example.org")
print(mine.count(), BookingEvent.objects.filter(booking__in=mine).count())
"""


@pytest.fixture(scope="module")
def rivals(servers) -> Iterator[Town]:
    served = servers.start(workers=8, worker=False)
    yield town(served, RIVALS)
    served.stop()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_fifty_rivals_for_one_desk_one_wins_each_time(rivals, number):
    answers = at_once(RIVALS, lambda who: rivals.book(rivals.tokens[who], f"round {number}", resource=rivals.desks[0]))
    assert Counter(answer.status for answer in answers) == {201: 1, 409: RIVALS - 1}
    winner = next(who for who, answer in enumerate(answers) if answer.status == 201)
    code = answers[winner].json()["code"]
    assert rivals.call("DELETE", f"bookings/{code}", rivals.tokens[winner]).status == 204


def test_the_same_key_fifty_times_at_once_is_one_booking_and_one_answer(rivals):
    rivals.served.run(FORGET)
    answers = at_once(RIVALS, lambda _: rivals.book(rivals.tokens[0], "the same"))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert rivals.served.run(COUNT).split() == ["1", "1"]


def test_ten_people_for_ten_desks_at_once_all_sit_down(rivals):
    rivals.served.run(FORGET)
    answers = at_once(10, lambda who: rivals.book(rivals.tokens[who], "mine"))
    assert [answer.status for answer in answers] == [201] * 10
    assert {answer.json()["resource"] for answer in answers} == set(rivals.desks)


def test_ten_posts_of_one_person_never_exceed_a_limit(rivals):
    rivals.served.run(FORGET)
    lengths = [f"{rivals.morning[:11]}{hour:02}:00:00{rivals.morning[19:]}" for hour in (9, 10, 11, 12)]
    answers = at_once(10, lambda n: rivals.book(rivals.tokens[0], f"{n}", starts_at=lengths[n % 4]))
    booked = json.loads(rivals.call("GET", "bookings", rivals.tokens[0]).body)
    assert Counter(answer.status for answer in answers) == {201: len(booked), 422: 10 - len(booked)}
    assert len({booking["starts_at"] for booking in booked}) == len(booked) == 4
