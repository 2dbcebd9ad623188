"""Finding whoever stands at the desk: three letters, a phone, a code; typed, scanned or seen by a camera."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officine.bookings import actions
from officine.bookings.actions import Wish, book
from officine.bookings.models import Booking
from officine.rules.codes import codes_in
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import signed_in, staff

TEN = rome(MONDAY, 10)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def house(db):
    with time_machine.travel(TEN, tick=False):
        centre = cast.centre()
        cast.desks(centre, 4)
        cast.coworking(centre)
        yield centre


@pytest.fixture
def account(house):
    return staff("olga@comune.example", "operator", house)


@pytest.fixture
def olga(account):
    return signed_in("olga@comune.example")


def booked(house, start, email="alice@example.org", **person):
    who = cast.person(email, **person)
    wish = Wish(house.services.get(), start, minutes=60)
    return book(wish, person=who, by=None, channel="phone", at=NOW, role="staff")


def found(olga, text):
    """What the page shows: names by heading, or the address to which it leads."""
    answer = olga.post(reverse("frontdesk:find", args=["allumiere"]), {"text": text})
    if answer.status_code != 200:
        return answer.url
    page = unescape(answer.content.decode())
    sections = re.findall(r'<section aria-labelledby="(\w+)">(.*?)</section>', page, re.DOTALL)
    return {name: re.findall(r"<strong>(?:<a [^>]*>)?([^<]+)", section) for name, section in sections}


def row_of(booking):
    return f"{reverse('frontdesk:day', args=['allumiere', MONDAY])}#{booking.code}"


def test_three_letters_find_who_is_expected_today_whatever_the_case_and_accents(house, olga):
    booked(house, rome(MONDAY, 11), given_name="Niccolò", family_name="D'Amìco")
    assert found(olga, "COLO")["today"] == ["Niccolò D'Amìco"]
    assert found(olga, "amico nic")["today"] == ["Niccolò D'Amìco"]
    assert found(olga, "co") == {}


def test_today_comes_first_then_the_person_then_their_other_days(house, olga):
    alice = booked(house, rome(MONDAY, 11)).person
    wish = Wish(house.services.get(), rome(TUESDAY, 9), minutes=60)
    book(wish, person=alice, by=None, channel="phone", at=NOW, role="staff")
    assert list(found(olga, "alice").items()) == [
        ("today", ["Alice Rossi"]),
        ("people", ["Alice Rossi"]),
        ("others", ["Alice Rossi"]),
    ]


def test_a_phone_number_finds_who_has_it(house, olga):
    booked(house, rome(MONDAY, 11), phone="333 12 34 567")
    assert found(olga, "+39 333 123")["today"] == ["Alice Rossi"]


@pytest.mark.parametrize(
    "written", ["{code}", "{dashed}", "{small}", " {dashed}\n", "https://officine.example.it/?c={dashed}#x"]
)
def test_a_whole_code_of_today_is_an_arrival_at_once_and_can_be_taken_back(house, olga, written):
    booking = booked(house, rome(MONDAY, 11))
    forms = {"code": booking.code, "dashed": booking.spoken_code, "small": booking.code.lower()}
    assert found(olga, written.format(**forms)) == row_of(booking)
    booking.refresh_from_db()
    assert booking.status == "arrived"
    page = olga.get(row_of(booking)).content.decode()
    assert "Alice Rossi è qui." in page
    assert reverse("frontdesk:undo", args=["allumiere", booking.code]) in page


def test_a_code_read_twice_is_one_arrival(house, olga):
    booking = booked(house, rome(MONDAY, 11))
    assert {found(olga, booking.code) for _ in range(2)} == {row_of(booking)}
    assert booking.events.filter(move="arrive").count() == 1


def test_a_code_of_another_day_shows_the_booking_and_changes_nothing(house, olga):
    booking = booked(house, rome(TUESDAY, 11))
    assert found(olga, booking.code)["others"] == ["Alice Rossi"]
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_whoever_was_given_up_or_cancelled_is_shown_and_not_marked(house, account, olga):
    absent = booked(house, rome(MONDAY, 9))
    actions.miss(absent, by=account, at=TEN)
    cancelled = booked(house, rome(MONDAY, 11), "bob@example.org")
    actions.cancel(cancelled, by=account, at=TEN, role="staff")
    for booking in (absent, cancelled):
        assert found(olga, booking.code)["today"] == [booking.person.full_name]
    assert Booking.objects.filter(status="arrived").count() == 0


def test_the_beginning_of_a_code_is_enough_to_find_it(house, olga):
    booking = booked(house, rome(MONDAY, 11))
    assert found(olga, booking.code[:3])["today"] == ["Alice Rossi"]


def test_codes_of_other_centres_are_nobodys(house, olga):
    elsewhere = cast.centre(slug="tolfa", name="Tolfa")
    cast.desks(elsewhere, 1)
    cast.coworking(elsewhere)
    booking = booked(elsewhere, rome(MONDAY, 11))
    assert "today" not in found(olga, booking.code)
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_nothing_found_is_said_with_what_was_typed(house, olga):
    page = olga.post(reverse("frontdesk:find", args=["allumiere"]), {"text": "<zzz>"}).content.decode()
    assert "Nessun risultato per “&lt;zzz&gt;”." in page


def test_the_camera_is_allowed_here_alone(house, olga):
    here, elsewhere = (olga.get(reverse(f"frontdesk:{name}", args=["allumiere"])) for name in ("find", "queue"))
    assert here["Permissions-Policy"].startswith("camera=(self),")
    assert elsewhere["Permissions-Policy"] == olga.get("/")["Permissions-Policy"]
    assert elsewhere["Permissions-Policy"].startswith("camera=(),")


def test_what_may_be_a_code_is_seen_in_any_text():
    assert codes_in("x ABCD-EFGH y") == ["ABCDEFGH"]
    assert codes_in("https://a.it/p/abcdefgh/?q=2") == ["ABCDEFGH"]
    assert codes_in("ABCDEFGHJ") == codes_in("Giovanna") == []


def test_three_found_cost_no_more_queries_than_one(house, olga):
    booked(house, rome(MONDAY, 11))
    found(olga, "rossi")
    with CaptureQueriesContext(connection) as one:
        found(olga, "rossi")
    booked(house, rome(MONDAY, 12), "bob@example.org")
    booked(house, rome(TUESDAY, 12), "dora@example.org")
    with CaptureQueriesContext(connection) as three:
        found(olga, "rossi")
    assert len(three) == len(one)
