"""Without activity the desk locks itself, on the server; one proof opens it again where one was."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from officine.people.sessions import Session
from tests import cast
from tests.cast import NOW
from tests.staff import PASSWORD, SECRET, signed_in, staff, totp

pytestmark = pytest.mark.django_db

OLGA = "olga@comune.example"
AGENDA = "/operatore/allumiere/2026-11-23/"
LOCK, UNLOCK, ACTIVITY = "/operatore/blocco/", "/operatore/blocco/sblocco/", "/operatore/blocco/presenza/"
UNSENT = "/operatore/blocco/ripresa/"
SESSIONS_END = "/operatore/accesso/sessioni/chiusura/"
POLL = {"HTTP_X_OFFICINE_LIVE": "1"}
SCRIPT = {"HTTP_ACCEPT": "application/json"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def desk(clock):
    """Olga at her desk, at work."""
    staff(OLGA, "operator", cast.centre())
    browser = signed_in(OLGA)
    assert browser.get(AGENDA).status_code == 200
    return browser


def test_after_ten_quiet_minutes_every_page_and_form_answers_with_the_lock(desk, clock):
    clock.shift(10 * MINUTE)
    for answer in (desk.get(AGENDA), desk.post(SESSIONS_END), desk.get(reverse("mfa_index")), desk.post(ACTIVITY)):
        assert answer.status_code == 423
        assert "frontdesk/lock.html" in [template.name for template in answer.templates]
        assert "no-store" in answer["Cache-Control"]


def test_whoever_works_is_not_locked(desk, clock):
    for _ in range(5):
        clock.shift(9 * MINUTE)
        assert desk.post(ACTIVITY).status_code == 204
    assert desk.get(AGENDA).status_code == 200


def test_what_a_page_asks_by_itself_is_no_activity_and_learns_nothing_when_locked(desk, clock):
    clock.shift(6 * MINUTE)
    assert desk.get(AGENDA, **POLL).status_code == 200
    clock.shift(4 * MINUTE)
    answer = desk.get(AGENDA, **POLL)
    assert (answer.status_code, answer.content) == (423, b"locked")


def test_the_time_is_the_towns_to_set(desk, clock, settings):
    settings.STAFF_IDLE = 30 * MINUTE
    clock.shift(29 * MINUTE)
    assert desk.get(AGENDA).status_code == 200


def test_whoever_leaves_the_desk_locks_it(desk):
    assert desk.post(LOCK, {"next": AGENDA}).status_code == 200
    assert desk.get(AGENDA).status_code == 423


@pytest.mark.parametrize("proof", ["code", "password"])
def test_the_code_or_the_password_leads_back_where_one_was(desk, clock, proof):
    clock.shift(10 * MINUTE)
    page = desk.get(AGENDA)
    assert page.context["after"] == AGENDA
    given = totp(SECRET) if proof == "code" else PASSWORD
    assert desk.post(UNLOCK, {"proof": given, "next": AGENDA}).url == AGENDA
    assert desk.get(AGENDA).status_code == 200


def test_a_recent_code_does_not_count_twice(desk):
    code = totp(SECRET)
    desk.post(LOCK)
    assert desk.post(UNLOCK, {"proof": code}).status_code == 200
    assert desk.get(AGENDA).status_code == 423


def test_unlocking_leads_nowhere_else(desk):
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)", ""):
        desk.post(LOCK)
        assert desk.post(UNLOCK, {"proof": PASSWORD, "next": elsewhere}).url == "/operatore/"


def test_five_wrong_tries_end_the_session(desk):
    desk.post(LOCK)
    answers = [desk.post(UNLOCK, {"proof": "wrong", "next": AGENDA}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 302]
    assert answers[-1].url == f"/operatore/accesso/?next={AGENDA}"
    assert "_auth_user_id" not in desk.session
    assert desk.post(UNLOCK, {"proof": PASSWORD}).url == "/operatore/accesso/"


def test_a_right_try_makes_up_for_the_wrong_ones(desk):
    for _ in range(3):
        desk.post(LOCK)
        for proof in ("wrong", "wrong", PASSWORD):
            answer = desk.post(UNLOCK, {"proof": proof})
        assert answer.url == "/operatore/"


def test_a_form_sent_to_a_locked_desk_is_kept_and_sent_with_one_more_button(desk, clock):
    clock.shift(10 * MINUTE)
    page = desk.post(SESSIONS_END, {"session": ["others", "second"]})
    assert page.context["is_kept"]
    assert "second" not in page.content.decode()
    assert desk.post(UNLOCK, {"proof": PASSWORD}).url == UNSENT
    page = desk.get(UNSENT).content.decode()
    assert re.findall(r'name="session" value="(\w+)"', page) == ["others", "second"]
    assert f'action="{SESSIONS_END}"' in page
    assert desk.get(UNSENT).url == "/operatore/"


def test_a_password_sent_to_a_locked_desk_is_not_kept(desk, clock):
    clock.shift(10 * MINUTE)
    desk.post(reverse("account_change_password"), {"oldpassword": PASSWORD})
    assert "unsent" not in desk.session
    assert PASSWORD not in str(desk.session.items())


def test_nor_is_one_kept_that_a_script_sends_again_by_itself(desk, clock):
    clock.shift(10 * MINUTE)
    assert desk.post(SESSIONS_END, HTTP_SEC_FETCH_MODE="cors").status_code == 423
    assert "unsent" not in desk.session


def test_the_script_is_told_in_its_own_words(desk):
    assert desk.post(LOCK, **SCRIPT).json() == {"passkey": None}
    assert desk.post(UNLOCK, {"proof": "wrong"}, **SCRIPT).status_code == 422
    assert desk.post(UNLOCK, {"proof": PASSWORD}, **SCRIPT).status_code == 204
    desk.post(LOCK)
    answers = [desk.post(UNLOCK, {"proof": "wrong", "next": AGENDA}, **SCRIPT) for _ in range(5)]
    assert (answers[-1].status_code, answers[-1].json()) == (401, {"address": f"/operatore/accesso/?next={AGENDA}"})


def test_after_twelve_hours_the_session_ends_however_busy(desk, clock):
    for _ in range(71):
        clock.shift(9 * MINUTE + timedelta(seconds=59))
        assert desk.post(ACTIVITY).status_code == 204
    clock.move_to(NOW + timedelta(hours=12))
    assert desk.get(AGENDA, **POLL).status_code == 401
    assert "_auth_user_id" not in desk.session


def test_a_page_under_way_does_not_open_what_was_locked_meanwhile(desk, clock):
    """Its session is saved last, with what it read first."""
    stale = desk.session
    stale.load()
    desk.post(LOCK)
    stale["something"] = "typed"
    stale.save()
    assert Session.objects.get(pk=stale.session_key).locked_at == NOW
    assert desk.get(AGENDA).status_code == 423


def test_a_locked_session_may_be_signed_out(desk):
    desk.post(LOCK)
    assert desk.post(reverse("account_logout")).url == "/operatore/accesso/"
    assert "_auth_user_id" not in desk.session


def test_citizens_know_no_lock(clock):
    from tests.staff import signed_in_by_code

    citizen = signed_in_by_code(cast.account_of(cast.person("alice@example.org")))
    assert citizen.get("/prenotazioni/").status_code == 200
    clock.shift(timedelta(days=2))
    assert citizen.get("/prenotazioni/").status_code == 200
