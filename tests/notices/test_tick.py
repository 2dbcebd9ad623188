"""The worker's round: every duty, each apart; and what is kept no longer."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.models import Answered, Booking, BookingNote
from officine.catalogue.models import Shift, WeeklyShift
from officine.notices import tick as worker
from officine.notices.models import Notice
from officine.notices.retention import keep_no_longer
from officine.notices.tick import tick
from officine.people.models import Account, Person, SignInCode
from officine.people.sessions import Session
from officine.people.sign_in import request_code
from tests import cast
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
THURSDAY = MONDAY + 3 * DAY


@pytest.fixture(autouse=True)
def a_worker_that_has_just_started(monkeypatch):
    monkeypatch.setattr(worker, "_done_on", {})


def test_one_round_does_all_that_is_due(server, book, coworking, alice):
    held = actions.hold(Wish(coworking, rome(THURSDAY, 9), minutes=60), key="browser", network="", at=NOW - DAY)
    book(alice, coworking, rome(MONDAY + DAY, 14), at=NOW - DAY)
    request_code("bruno@example.org", "it", rome(MONDAY, 9))
    WeeklyShift.objects.create(
        centre=coworking.centre,
        counter=coworking.centre.resources.create(kind="counter", name="Sportello"),
        weekday=0,
        opens="09:00",
        closes="13:00",
    )
    tick(rome(MONDAY, 9))
    held.refresh_from_db()
    assert held.status == "expired"
    assert sorted(Notice.objects.values_list("kind", "status")) == [
        ("code", "sent"),
        ("confirmation", "sent"),
        ("reminder", "sent"),
    ]
    assert Shift.objects.exists()


def test_another_round_changes_nothing(server, book, coworking, alice):
    book(alice, coworking)
    tick(NOW)
    before = list(Notice.objects.values())
    tick(NOW)
    assert list(Notice.objects.values()) == before
    assert len(server.mails) == 1


def test_an_idle_round_writes_nothing(coworking, django_assert_max_num_queries):
    tick(NOW)
    with django_assert_max_num_queries(10) as asked:
        tick(NOW)
    assert not [query["sql"] for query in asked.captured_queries if not query["sql"].startswith("SELECT")]


def test_a_duty_that_fails_does_not_stop_the_others_and_the_log_holds_no_name(
    server, book, coworking, alice, monkeypatch, caplog
):
    def fails(at):
        raise ValueError("alice@example.org")

    monkeypatch.setattr(worker, "collect_codes", fails)
    book(alice, coworking)
    tick(NOW)
    assert server.to == ["alice@example.org"]
    assert "The worker could not collect codes: ValueError." in caplog.text
    assert "alice" not in caplog.text


def test_a_round_in_which_nothing_works_says_so(monkeypatch):
    def fails(at):
        raise OperationalError("no database")

    duties = ("expire_stale_holds", "collect_codes", "collect_events", "collect_reminders", "deliver")
    for duty in (*duties, "extend_every_rota", "keep_no_longer"):
        monkeypatch.setattr(worker, duty, fails)
    with pytest.raises(OperationalError):
        tick(NOW)


def test_daily_duties_are_done_once_a_day_and_again_after_a_failure(monkeypatch):
    done = []
    monkeypatch.setattr(worker, "keep_no_longer", done.append)
    for at in (NOW, NOW + timedelta(hours=1), NOW + DAY):
        tick(at)
    assert done == [NOW, NOW + DAY]


def test_codes_and_their_notices_are_kept_a_day():
    request_code("alice@example.org", "it", NOW)
    tick(NOW)
    keep_no_longer(NOW + DAY)
    assert (SignInCode.objects.count(), Notice.objects.count()) == (1, 1)
    keep_no_longer(NOW + DAY + timedelta(seconds=1))
    assert (SignInCode.objects.count(), Notice.objects.count()) == (0, 0)


def test_addresses_of_notices_are_kept_ninety_days(book, coworking, alice):
    book(alice, coworking)
    tick(NOW)
    keep_no_longer(NOW + 90 * DAY)
    assert Notice.objects.get().to == "alice@example.org"
    keep_no_longer(NOW + 90 * DAY + timedelta(seconds=1))
    notice = Notice.objects.get()
    assert (notice.to, notice.facts, notice.status) == ("", {}, "sent")


def test_notes_answers_and_sessions_have_their_periods(book, coworking, alice):
    booking = book(alice, coworking)
    BookingNote.objects.create(booking=booking, text="…", created_at=NOW)
    Answered.objects.create(account=cast.account_of(alice), key="k", fingerprint="f", created_at=NOW)
    Session.objects.create(session_key="s", session_data="", expire_date=NOW)
    keep_no_longer(NOW)
    assert (BookingNote.objects.count(), Answered.objects.count(), Session.objects.count()) == (1, 1, 1)
    keep_no_longer(NOW + 31 * DAY)
    assert (BookingNote.objects.count(), Answered.objects.count(), Session.objects.count()) == (1, 0, 0)
    keep_no_longer(NOW + 367 * DAY)
    assert BookingNote.objects.count() == 0


def test_people_who_have_not_come_for_two_years_are_forgotten(book, coworking, alice):
    cast_away = Person.objects.create(municipality=cast.municipality(), given_name="Ada", created_at=NOW)
    Account.objects.update(created_at=NOW)
    booking = book(alice, coworking, rome(THURSDAY, 9))
    keep_no_longer(booking.ends_at + 730 * DAY)
    alice.refresh_from_db()
    cast_away.refresh_from_db()
    assert (alice.given_name, cast_away.given_name) == ("Alice", "")
    keep_no_longer(booking.ends_at + 730 * DAY + timedelta(seconds=1))
    alice.refresh_from_db()
    assert (alice.given_name, Account.objects.count()) == ("", 0)
    assert Booking.objects.get().person == alice


def test_whoever_signs_in_is_not_forgotten(alice):
    Account.objects.update(created_at=NOW, last_login=NOW + DAY)
    keep_no_longer(NOW + 731 * DAY)
    assert Account.objects.count() == 1


def test_whoever_works_here_is_not_forgotten(coworking):
    account = cast.account("staff@example.org")
    Account.objects.update(created_at=NOW)
    account.staff_roles.create(role="operator", centre=coworking.centre)
    keep_no_longer(NOW + 5000 * DAY)
    assert Account.objects.count() == 1
