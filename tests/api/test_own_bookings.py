"""One's own bookings over the API: reading and cancelling them, and who may not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officine.bookings import actions
from officine.bookings.models import Booking, BookingEvent
from officine.people.models import Acting, ApiToken
from officine.people.tokens import make_token
from tests import cast
from tests.api.conftest import Caller
from tests.cast import MONDAY, NOW, rome

TUESDAY = MONDAY + timedelta(days=1)


def test_one_s_own_bookings_are_a_list_the_latest_first(alice, bob):
    bob.book()
    first = alice.book("1").json()
    second = alice.book("2", starts_at="2026-11-25T09:00:00+01:00").json()
    assert alice.get("bookings").json() == [second, first]
    assert alice.get(f"bookings/{first['code']}").json() == first


def test_a_code_may_be_written_as_people_read_it(alice):
    booked = alice.book().json()
    spoken = Booking.objects.get().spoken_code.lower()
    assert alice.get(f"bookings/{spoken}").json() == booked


def test_a_booking_for_somebody_one_helps_is_one_s_own_once(alice):
    account = cast.account_of(Booking.objects.get(code=alice.book().json()["code"]).person)
    mother = cast.person("mother@example.org")
    Acting.objects.create(account=account, person=mother, relation="helper")
    wish = actions.Wish(Booking.objects.get().service, rome(TUESDAY, 9), minutes=60)
    actions.book(wish, person=mother, by=account, channel="web", at=NOW)
    assert len(alice.get("bookings").json()) == 2


def test_cancelling_answers_with_nothing_and_again_the_same(alice):
    code = alice.book().json()["code"]
    for _ in range(2):
        response = alice.call("DELETE", f"bookings/{code}")
        assert (response.status_code, response.content) == (204, b"")
    assert alice.get(f"bookings/{code}").json()["status"] == "cancelled_by_person"
    assert [event.move for event in BookingEvent.objects.order_by("id")] == ["book", "cancel_by_person"]


def test_cancelling_too_late_is_refused_with_the_rule(alice, at_eight):
    code = alice.book().json()["code"]
    at_eight.move_to(rome(TUESDAY, 8))
    response = alice.call("DELETE", f"bookings/{code}")
    assert (response.status_code, response.json()["rule"], response.json()["figures"]) == (
        422,
        "cancel_until",
        {"cancel_until_minutes": 120},
    )
    assert Booking.objects.get().status == "confirmed"


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_stranger_s_booking_answers_like_a_missing_one(alice, bob, method):
    theirs = bob.call(method, f"bookings/{alice.book().json()['code']}")
    missing = bob.call(method, "bookings/ABCDEFGH")
    assert (theirs.status_code, theirs.content, theirs.headers) == (404, missing.content, missing.headers)
    assert Booking.objects.get().status == "confirmed"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "bookings"), ("POST", "bookings"), ("GET", "bookings/X"), ("DELETE", "bookings/X")]
)
@pytest.mark.parametrize("token", ["", "wrong", "\u00e8"])
def test_without_a_token_nothing_is_told(anyone, method, path, token):
    anyone.token = token
    response = anyone.call(method, path)
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_revoked_token_opens_nothing(alice):
    ApiToken.objects.update(revoked_at=NOW)
    assert alice.get("bookings").status_code == 401


def test_a_session_s_cookie_opens_nothing(client, centre):
    client.force_login(cast.account_of(cast.person("carol@example.org")))
    assert client.get("/api/v1/bookings").status_code == 401


def test_an_account_that_is_nobody_cannot_book(centre):
    nobody = Caller(make_token(cast.account("nobody@example.org"), "test", NOW))
    response = nobody.book()
    assert (response.status_code, response.json()["type"]) == (403, "http://localhost:8000/api/v1/docs#no-person")


def test_signed_in_answers_are_not_stored(alice, anyone):
    assert alice.get("bookings").headers["Cache-Control"] == "no-store"
    assert alice.book(minutes=0).headers["Cache-Control"] == "no-store"
    assert alice.get("bookings/ABCDEFGH").headers["Cache-Control"] == "no-store"


def test_three_bookings_cost_as_many_queries_as_one(alice):
    alice.book("0")
    with CaptureQueriesContext(connection) as one:
        assert len(alice.get("bookings").json()) == 1
    for number, day in enumerate(("25", "26"), 1):
        alice.book(f"{number}", starts_at=f"2026-11-{day}T09:00:00+01:00")
    with CaptureQueriesContext(connection) as three:
        assert len(alice.get("bookings").json()) == 3
    assert len(three) == len(one)
