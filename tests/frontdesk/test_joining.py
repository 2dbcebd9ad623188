"""A new member of staff takes an invitation: once, within a week, with a second factor set up at once."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officine.catalogue.models import Invitation, StaffRole
from officine.catalogue.staff_access import FACTOR_WITHIN, InvitationOver, make_invitation, use_invitation
from officine.people.models import Account
from tests import cast
from tests.staff import PASSWORD, signed_in, signed_in_by_code, staff, totp

pytestmark = pytest.mark.django_db

MARA = {"email": "Mara@Comune.example ", "password": PASSWORD}


def invite(role="manager", centre=None, at=None):
    token = make_invitation(role, centre, at or timezone.now())
    return reverse("frontdesk:invitation", args=[token])


def set_up_app(browser):
    page = browser.get(reverse("mfa_activate_totp"))
    return browser.post(reverse("mfa_activate_totp"), {"code": totp(page.context["form"].secret)})


def test_an_invitation_leads_from_a_link_to_the_front_desk():
    cast.centre()
    browser, address = Client(), invite()
    assert browser.get(address).status_code == 200
    assert browser.post(address, MARA).url == "/operatore/accesso/secondo-fattore/"
    assert browser.get("/operatore/").url == "/operatore/accesso/secondo-fattore/"
    assert set_up_app(browser).url == "/operatore/accesso/fattori/codici/"
    assert browser.get("/operatore/").url.startswith("/operatore/allumiere/")
    role = StaffRole.objects.get()
    assert (role.account.email, role.role, role.centre) == ("mara@comune.example", "manager", None)


def test_opening_the_link_changes_nothing():
    address = invite()
    for _ in range(3):
        assert Client().get(address).status_code == 200
    assert Invitation.objects.get().used_at is None


def test_an_invitation_works_once():
    address = invite()
    Client().post(address, MARA)
    second = Client().post(address, {"email": "other@comune.example", "password": PASSWORD})
    assert second.status_code == 410
    assert list(Account.objects.values_list("email", flat=True)) == ["mara@comune.example"]


def test_of_two_who_opened_it_at_the_same_moment_only_one_joins():
    at = timezone.now()
    make_invitation("operator", None, at)
    invitation = Invitation.objects.get()
    use_invitation(invitation, cast.account("mara@comune.example"), at)
    with pytest.raises(InvitationOver):
        use_invitation(invitation, cast.account("other@comune.example"), at)


def test_after_a_week_it_is_over_and_so_is_one_that_never_was():
    old = invite(at=timezone.now() - timedelta(days=7))
    unknown = reverse("frontdesk:invitation", args=["no-such-token"])
    first, second = Client().get(old), Client().get(unknown)
    assert (first.status_code, second.status_code) == (410, 410)
    assert first.templates[0].name == second.templates[0].name == "frontdesk/invitation_over.html"


def test_the_token_is_not_kept():
    address = invite()
    assert Invitation.objects.get().token_hash not in address


@pytest.mark.parametrize("password", ["short", "password1234", "mara@comune.example"])
def test_a_weak_password_is_refused_beside_its_field_and_the_e_mail_stays(password):
    answer = Client().post(invite(), MARA | {"password": password})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"password"}
    assert 'value="Mara@Comune.example' in answer.content.decode()
    assert Invitation.objects.get().used_at is None


def test_an_invitation_does_not_open_an_account_of_somebody_else():
    alice = cast.account_of(cast.person())
    answer = Client().post(invite(), {"email": "alice@example.org", "password": PASSWORD})
    assert answer.context["form"].errors.keys() == {"email"}
    alice.refresh_from_db()
    assert not alice.has_usable_password()


def test_whoever_proved_the_address_by_code_takes_it_with_that_account():
    alice = cast.account_of(cast.person())
    browser = signed_in_by_code(alice)
    browser.post(invite("operator", cast.centre()), {"password": PASSWORD})
    set_up_app(browser)
    assert browser.get("/operatore/").url.startswith("/operatore/allumiere/")


def test_staff_signed_in_with_both_factors_just_get_one_more_role():
    centre = cast.centre()
    olga = staff("olga@comune.example", "operator", centre)
    browser = signed_in("olga@comune.example")
    browser.post(invite("auditor"))
    assert set(olga.staff_roles.values_list("role", flat=True)) == {"operator", "auditor"}
    assert browser.get("/operatore/").status_code == 302
    assert Authenticator.objects.filter(user=olga, type="totp").exists()


def test_a_lost_phone_is_replaced_by_a_new_invitation_and_the_proved_address():
    olga = staff("olga@comune.example", "operator", cast.centre())
    browser = signed_in_by_code(olga)
    browser.post(invite("operator"), {"password": "cinque lampade accese"})
    assert not Authenticator.objects.filter(user=olga).exists()
    set_up_app(browser)
    assert browser.get("/operatore/").url.startswith("/operatore/allumiere/")


def test_a_password_alone_sets_up_no_factor_once_the_hour_of_the_invitation_is_over():
    browser, address = Client(), invite()
    browser.post(address, MARA)
    Invitation.objects.update(used_at=timezone.now() - FACTOR_WITHIN)
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        answer = browser.get(reverse(name))
        assert answer.url == "/operatore/accesso/secondo-fattore/"
    page = browser.get("/operatore/accesso/secondo-fattore/")
    assert page.templates[0].name == "frontdesk/factor_too_late.html"
