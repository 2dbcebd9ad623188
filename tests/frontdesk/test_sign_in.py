"""Staff sign in with a password and a second factor; nothing less opens the front desk."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from officine.catalogue.models import StaffRole
from officine.people.models import Account
from tests import cast
from tests.same_page import bare
from tests.staff import PASSWORD, SECRET, signed_in, signed_in_by_code, staff, totp

pytestmark = pytest.mark.django_db

OPERATOR = "olga@comune.example"


@pytest.fixture
def olga():
    return staff(OPERATOR, "operator", cast.centre())


def test_password_and_code_open_the_front_desk(olga):
    browser = signed_in(OPERATOR)
    assert browser.get("/operatore/").status_code == 302
    assert browser.get("/operatore/allumiere/2026-11-23/").status_code == 200


def test_after_signing_in_an_operator_sees_the_list_and_an_auditor_their_access(olga):
    staff("aldo@comune.example", "auditor")
    landed = {}
    for email in (OPERATOR, "aldo@comune.example"):
        browser = Client()
        browser.post(reverse("account_login"), {"login": email, "password": PASSWORD})
        landed[email] = browser.post(reverse("mfa_authenticate"), {"code": totp(SECRET)}).url
    assert landed == {OPERATOR: "/operatore/", "aldo@comune.example": "/operatore/accesso/fattori/"}


def test_the_password_alone_opens_nothing(olga):
    browser = Client()
    answer = browser.post(reverse("account_login"), {"login": OPERATOR, "password": PASSWORD})
    assert answer.url == "/operatore/accesso/codice/"
    assert browser.get("/operatore/").url == "/operatore/accesso/?next=/operatore/"


def test_a_wrong_code_opens_nothing_and_says_so(olga):
    browser = Client()
    browser.post(reverse("account_login"), {"login": OPERATOR, "password": PASSWORD})
    answer = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"code"}
    assert "_auth_user_id" not in browser.session


def test_a_code_counts_once(olga):
    code = totp(SECRET)
    assert signed_in(OPERATOR, code=code).get("/operatore/").url == "/operatore/allumiere/" + _today()
    # A minute later allauth has forgotten the code, but it is still within its tolerance.
    cache.delete(f"allauth.mfa.totp.used?user={olga.pk}&code={code}")
    assert signed_in(OPERATOR, code=code).get("/operatore/").url == "/operatore/accesso/?next=/operatore/"


@time_machine.travel(cast.NOW, tick=False)
def test_a_code_of_the_half_minute_before_still_counts(olga):
    assert (
        signed_in(OPERATOR, code=totp(SECRET, time.time() - 30))
        .get("/operatore/")
        .url.startswith("/operatore/allumiere/")
    )


def test_the_code_by_e_mail_never_gives_staff_rights(olga):
    browser = signed_in_by_code(olga)
    answer = browser.get("/operatore/")
    assert answer.url == "/operatore/accesso/secondo-fattore/"
    page = browser.get(answer.url)
    assert "frontdesk/sign_in_again.html" in [template.name for template in page.templates]


@pytest.mark.parametrize("name", ["account_reauthenticate", "mfa_reauthenticate", "mfa_activate_totp"])
def test_nor_can_a_session_opened_by_e_mail_grow_into_one_of_staff(olga, name):
    browser = signed_in_by_code(olga)
    answer = browser.post(reverse(name), {"password": PASSWORD, "code": totp(SECRET)})
    assert answer.url == "/operatore/accesso/secondo-fattore/"
    assert "account_authentication_methods" not in browser.session


def test_a_citizen_meets_the_same_answer_as_for_a_missing_page(olga):
    browser = signed_in_by_code(cast.account("carla@example.org"))
    missing = browser.get("/operatore/nessuna/2026-11-23/")
    for address in ("/operatore/", "/operatore/allumiere/2026-11-23/", "/operatore/accesso/fattori/"):
        assert bare(browser.get(address)) == bare(missing)
    assert missing.status_code == 404


def test_whoever_loses_the_role_loses_the_rights_in_sessions_already_open(olga):
    browser = signed_in(OPERATOR)
    assert browser.get("/operatore/allumiere/2026-11-23/").status_code == 200
    StaffRole.objects.filter(account=olga).delete()
    assert browser.get("/operatore/allumiere/2026-11-23/").status_code == 404


def test_a_suspended_account_cannot_sign_in(olga):
    browser = signed_in(OPERATOR)
    Account.objects.update(is_active=False)
    assert browser.get("/operatore/").url == "/operatore/accesso/?next=/operatore/"


def test_the_key_of_the_session_changes_when_one_signs_in(olga):
    browser = Client()
    browser.post(reverse("account_login"), {"login": OPERATOR, "password": PASSWORD})
    before = browser.session.session_key
    browser.post(reverse("mfa_authenticate"), {"code": totp(SECRET)})
    assert before
    assert browser.session.session_key != before
    assert browser.session.get_expire_at_browser_close()


def test_signing_out_ends_the_session(olga):
    browser = signed_in(OPERATOR)
    assert browser.get(reverse("account_logout")).status_code == 200
    assert browser.post(reverse("account_logout")).url == "/operatore/accesso/"
    assert browser.get("/operatore/").url == "/operatore/accesso/?next=/operatore/"


def test_known_and_unknown_addresses_get_the_same_answer(olga):
    cast.account("carla@example.org")
    answers = []
    for email in (OPERATOR, "carla@example.org", "nobody@example.org"):
        page = Client().post(reverse("account_login"), {"login": email, "password": "wrong password"})
        answers.append((page.status_code, page.context["form"].non_field_errors()))
    assert answers[0] == answers[1] == answers[2]


def test_after_five_wrong_passwords_the_right_one_has_to_wait(olga):
    browser = Client()
    for _ in range(5):
        browser.post(reverse("account_login"), {"login": OPERATOR, "password": "wrong password"})
    answer = browser.post(reverse("account_login"), {"login": OPERATOR, "password": PASSWORD})
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_nobody_signs_up_or_asks_for_a_password_by_mail():
    for name in ("account_signup", "account_reset_password", "account_set_password", "mfa_login_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_a_recovery_code_stands_in_for_the_phone_once(olga):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    code = RecoveryCodes.activate(olga).get_unused_codes()[0]
    assert signed_in(OPERATOR, code=code).get("/operatore/").url.startswith("/operatore/allumiere/")
    assert signed_in(OPERATOR, code=code).get("/operatore/").url.startswith("/operatore/accesso/")


def test_the_last_second_factor_stays(olga):
    browser = signed_in(OPERATOR)
    again = browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert again.status_code == 302
    page = browser.get(reverse("mfa_deactivate_totp"))
    assert page.status_code == 200
    browser.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=olga, type="totp").exists()


@time_machine.travel(cast.NOW, tick=False)
def test_changing_the_password_ends_the_other_sessions(olga):
    here, elsewhere = signed_in(OPERATOR), signed_in(OPERATOR, code=totp(SECRET, time.time() - 30))
    new = "cinque lampade accese"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), fields).url == "/operatore/accesso/fattori/"
    assert here.get(reverse("mfa_index")).status_code == 200
    assert elsewhere.get(reverse("mfa_index")).url.startswith("/operatore/accesso/?next=")


def _today() -> str:
    from django.utils import timezone

    from officine.rules.days import local_date

    centre = cast.Centre.objects.get()
    return f"{local_date(timezone.now(), centre.zone)}/"


def test_the_key_of_an_app_cannot_be_read_from_the_database(olga):
    kept = Authenticator.objects.get(user=olga, type="totp").data["secret"]
    assert SECRET not in kept
    assert decrypt(kept) == SECRET
