"""Staff see where they are signed in, and end what they do not want."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from officine.people.sessions import Session
from tests import cast
from tests.staff import SECRET, signed_in, signed_in_by_code, staff, totp

pytestmark = pytest.mark.django_db

OLGA = "olga@comune.example"
AGENDA = "/operatore/allumiere/2026-11-23/"
PAGE, END = "/operatore/accesso/sessioni/", "/operatore/accesso/sessioni/chiusura/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"


@pytest.fixture
def olga():
    with time_machine.travel(cast.NOW, tick=False):
        yield staff(OLGA, "operator", cast.centre())


def at_work(number=0, user_agent=FIREFOX, network="203.0.113.7"):
    """One more browser of hers; each uses a code of its own."""
    code = totp(SECRET, timezone.now().timestamp() - 30 * number)
    browser = signed_in(OLGA, code=code, HTTP_USER_AGENT=user_agent, REMOTE_ADDR=network)
    assert browser.get(AGENDA).status_code == 200
    return browser


def named(browser):
    """What stands for the other session on the page."""
    return next(line.name for line in browser.get(PAGE).context["lines"] if not line.is_this)


def test_the_page_says_which_browser_where_and_since_when(olga):
    here = at_work()
    at_work(1, SAFARI, "198.51.100.9")
    text = " ".join(here.get(PAGE).content.decode().split())
    assert "Firefox · Windows" in text
    assert "Safari · iPhone" in text
    assert "Da questa stessa rete · aperta: oggi alle 8:00" in text
    assert "Da un'altra rete" in text.replace("&#x27;", "'")
    assert text.count("questa</strong>") == 1


def test_neither_the_key_nor_the_address_is_on_the_page_or_in_the_row(olga):
    here = at_work()
    at_work(1)
    text = here.get(PAGE).content.decode()
    for session in Session.objects.filter(account=olga):
        assert session.session_key not in text
        assert "203.0.113.7" not in str(vars(session))


def test_one_session_is_ended_from_another_browser(olga):
    here, there, third = at_work(), at_work(1), at_work(-1)
    assert here.post(END, {"session": named(here)}).url == PAGE
    assert sorted([there.get(AGENDA).status_code, third.get(AGENDA).status_code]) == [200, 302]
    assert here.get(AGENDA).status_code == 200


def test_all_the_others_are_ended_at_once(olga):
    here, there, third = at_work(), at_work(1), at_work(-1)
    here.post(END, {"session": "others"})
    assert [browser.get(AGENDA).status_code for browser in (here, there, third)] == [200, 302, 302]


def test_nobody_ends_a_session_of_somebody_else(olga):
    staff("mara@comune.example", "manager")
    mara, here, there = signed_in("mara@comune.example"), at_work(), at_work(1)
    assert mara.get(PAGE).status_code == 200
    assert mara.post(END, {"session": named(here)}).status_code == 302
    mara.post(END, {"session": "others"})
    assert [browser.get(AGENDA).status_code for browser in (here, there)] == [200, 200]


def test_a_session_opened_with_the_code_by_e_mail_is_left_alone(olga):
    citizen, here = signed_in_by_code(olga), at_work()
    citizen.get("/prenotazioni/")
    assert len(here.get(PAGE).context["lines"]) == 1
    here.post(END, {"session": "others"})
    assert "_auth_user_id" in citizen.session


def test_a_session_that_gets_a_new_key_stays_the_same_in_the_list(olga):
    here = at_work()
    before = Session.objects.get(account=olga)
    fields = {"oldpassword": "quattro sedie di legno", "password1": "cinque lampade accese"}
    here.post(reverse("account_change_password"), fields | {"password2": "cinque lampade accese"})
    after = Session.objects.get(account=olga)
    assert after.pk != before.pk
    assert (after.began_at, after.browser) == (before.began_at, "Firefox")


def test_three_sessions_cost_no_more_queries_than_one(olga, django_assert_num_queries):
    here = at_work()
    with CaptureQueriesContext(connection) as captured:
        here.get(PAGE)
    of_one = len(captured)
    at_work(1), at_work(-1)
    with django_assert_num_queries(of_one):
        assert len(here.get(PAGE).context["lines"]) == 3
