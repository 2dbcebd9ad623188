"""Booking over the API, to the letter."""

from datetime import datetime, timedelta

import pytest

from officine.bookings.models import Answered, Booking, BookingEvent, FruitlessSearch
from tests.cast import MONDAY, rome

AN_INSTANT = "This must be an instant with its offset, like 2026-11-23T09:00:00+01:00."
TUESDAY = MONDAY + timedelta(days=1)


def test_a_booking_is_answered_with_what_was_booked(alice):
    response = alice.book()
    booking = Booking.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "code": booking.code,
        "status": "confirmed",
        "centre": "allumiere",
        "service": "coworking",
        "resource": booking.resource_id,
        "starts_at": "2026-11-24T09:00:00+01:00",
        "ends_at": "2026-11-24T10:00:00+01:00",
    }
    assert (booking.channel, booking.person.email) == ("api", "alice@example.org")
    assert BookingEvent.objects.get().notice_due is True


def test_one_desk_can_be_asked_for(alice, centre):
    desk = centre.resources.get(kind="desk", name="2")
    assert alice.book(resource=desk.pk).json()["resource"] == desk.pk


def test_any_offset_means_the_same_instant(alice):
    assert alice.book(starts_at="2026-11-24T08:00:00Z").json()["starts_at"] == "2026-11-24T09:00:00+01:00"


def test_the_same_key_again_gets_the_same_answer_byte_for_byte(alice):
    first = alice.book("key")
    assert alice.book("key").content == first.content
    assert alice.book("key", starts_at="2026-11-24T08:00:00Z", resource=None).content == first.content
    assert (Booking.objects.count(), BookingEvent.objects.count(), Answered.objects.count()) == (1, 1, 1)


def test_the_same_key_gets_the_same_answer_after_the_start_and_the_end(alice, at_eight):
    first = alice.book("key")
    at_eight.move_to(rome(TUESDAY, 23))
    again = alice.book("key")
    assert (again.status_code, again.content) == (201, first.content)


def test_the_same_key_with_another_body_is_refused(alice):
    alice.book("key")
    response = alice.book("key", minutes=90)
    assert (response.status_code, response.json()["type"]) == (422, "http://localhost:8000/api/v1/docs#key-reused")
    assert Booking.objects.count() == 1


def test_the_same_key_of_somebody_else_is_another_key(alice, bob):
    assert alice.book("key").json()["code"] != bob.book("key").json()["code"]


def test_a_refusal_keeps_no_answer_so_that_the_key_may_ask_again(alice, bob, centre):
    desk = centre.resources.get(kind="desk", name="1").pk
    code = alice.book(resource=desk).json()["code"]
    assert bob.book("key", resource=desk).status_code == 409
    alice.call("DELETE", f"bookings/{code}")
    assert bob.book("key", resource=desk).status_code == 201


def test_a_key_is_needed(alice, centre):
    response = alice.call("POST", "bookings", {})
    assert response.status_code == 400
    assert {"header": "Idempotency-Key", "detail": "This is needed."} in response.json()["errors"]


def test_just_taken_is_a_conflict_with_the_nearest_slots(alice, bob, centre):
    desk = centre.resources.get(kind="desk", name="1").pk
    alice.book(resource=desk)
    response = bob.book(resource=desk)
    assert (response.status_code, response.headers["Content-Type"]) == (409, "application/problem+json")
    assert response.json() == {
        "type": "http://localhost:8000/api/v1/docs#taken",
        "title": "Somebody was first",
        "status": 409,
        "detail": "This place has just been taken by someone else.",
        "rule": "taken",
        "figures": {},
        "next_yes_at": None,
        "alternatives": [
            {"starts_at": f"2026-11-24T{start}:00+01:00", "ends_at": f"2026-11-24T{end}:00+01:00", "free": free}
            for start, end, free in (("09:00", "10:00", 1), ("09:30", "10:30", 1), ("10:00", "11:00", 2))
        ],
    }


@pytest.mark.parametrize(("minutes", "rule"), [(75, "grid"), (30, "length"), (500, "closed")])
def test_the_slots_offered_instead_can_be_booked(alice, minutes, rule):
    said = alice.book(minutes=minutes).json()
    assert said["rule"] == rule
    starts, ends = (datetime.fromisoformat(said["alternatives"][0][name]) for name in ("starts_at", "ends_at"))
    length = min((ends - starts) // timedelta(minutes=1), 480)  # a whole day spans the break
    assert alice.book(starts_at=starts.isoformat(), minutes=length).status_code == 201


def test_just_taken_counts_as_a_search_in_vain(alice, bob, centre):
    desk = centre.resources.get(kind="desk", name="1").pk
    alice.book(resource=desk)
    for _ in range(2):
        bob.book(resource=desk)
    found = FruitlessSearch.objects.values_list("service__slug", "on", "weekday", "hour", "times")
    assert list(found) == [("coworking", MONDAY, 1, 9, 2)]


def test_a_rule_s_refusal_has_figures_and_when_it_would_be_yes(alice):
    response = alice.book(starts_at="2026-12-09T09:00:00+01:00")
    assert response.status_code == 422
    said = response.json()
    assert (said["rule"], said["figures"], said["next_yes_at"]) == (
        "horizon",
        {"horizon_days": 14},
        "2026-11-25T00:00:00+01:00",
    )
    assert said["alternatives"][0]["free"] == 2


def test_a_limit_of_the_person_names_their_figures_and_no_slots(alice):
    for hour in (9, 10, 11, 12):
        alice.book(f"{hour}", starts_at=f"2026-11-24T{hour:02}:00:00+01:00")
    said = alice.book("five", starts_at="2026-11-24T14:00:00+01:00").json()
    assert (said["rule"], said["figures"], said["next_yes_at"], said["alternatives"]) == (
        "active_bookings",
        {"active": 4, "most": 4},
        "2026-11-24T10:00:00+01:00",
        [],
    )


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("centre", "nowhere", "There is none with this name."),
        ("centre", "no/where", "This has characters that cannot be here."),
        ("service", "nothing", "There is none with this name."),
        ("service", 7, "This must be a text."),
        ("starts_at", "2026-11-24T09:00:00", AN_INSTANT),
        ("starts_at", 1795500000, AN_INSTANT),
        ("starts_at", "0001-01-01T00:00:00+14:00", AN_INSTANT),
        ("minutes", "60", "This must be a whole number."),
        ("minutes", True, "This must be a whole number."),
        ("minutes", 0, "This must be at least 1."),
        ("minutes", 10**6, "This must be at most 1440."),
        ("resource", 10**30, "This must be at most 9223372036854775807."),
        ("resource", 10**6, "This service has no such place."),
        ("note", "hello", "This is not known here."),
    ],
)
def test_bad_input_is_a_sentence_next_to_its_field(alice, field, value, sentence):
    response = alice.book(**{field: value})
    assert (response.status_code, response.json()["errors"]) == (422, [{"pointer": f"#/{field}", "detail": sentence}])
    assert response.json()["detail"] == f"{field}: {sentence}"


def test_a_desk_does_not_serve_an_appointment(alice, centre):
    desk = centre.resources.get(kind="desk", name="1").pk
    response = alice.book(service="spid", minutes=45, resource=desk)
    assert response.json()["errors"] == [{"pointer": "#/resource", "detail": "This service has no such place."}]


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, "\xff", "NaN", '{"minutes": ' + "9" * 5000 + "}"])
def test_a_body_that_is_not_json_or_nothing_is_a_problem(alice, body):
    response = alice.call("POST", "bookings", body, idempotency_key="key")
    assert response.status_code in (400, 422)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_body_without_bounds_is_too_large(alice):
    assert alice.call("POST", "bookings", "x" * 300_000, idempotency_key="key").status_code == 413


def test_italian_is_first(alice):
    alice.language = ""
    response = alice.book(minutes=0)
    assert response.json()["errors"] == [{"pointer": "#/minutes", "detail": "Il minimo è 1."}]
    assert response.headers["Content-Language"] == "it"
    alice.language = "fr, en;q=0.5"
    assert alice.book(minutes=0).headers["Content-Language"] == "en"
