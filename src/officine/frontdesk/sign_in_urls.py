"""The addresses of staff sign-in: allauth's views under allauth's names, so that its own redirects find them.

Only what staff need is here: no sign-up, no password by e-mail (a manager invites again), no passkey instead of
the password.
"""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.generic import RedirectView

from officine.frontdesk.access import JUST_PASSWORD, View, staff_adding_a_factor, staff_only
from officine.frontdesk.factors import ActivateTotp, AddPasskey, RemovePasskey, StaffAccount

AGAIN = "frontdesk/confirm_it_is_you.html"
staff = staff_only()
staff_with_password = staff_only(needs=JUST_PASSWORD)


def page(route: str, view: View, name: str, lets_in: Callable[[View], View] = never_cache) -> URLPattern:
    """An address of this module; without `lets_in` it is open to everybody."""
    # Django's and allauth's classes would answer PUT as if it were POST.
    return path(route, require_http_methods(["GET", "HEAD", "POST"])(lets_in(view)), name=name)


urlpatterns = [
    page("", account.LoginView.as_view(template_name="frontdesk/sign_in.html"), "account_login"),
    page(
        "codice/",
        mfa.AuthenticateView.as_view(template_name="frontdesk/sign_in_code.html"),
        "mfa_authenticate",
    ),
    page("uscita/", account.LogoutView.as_view(template_name="frontdesk/sign_out.html"), "account_logout"),
    page(
        "sospeso/",
        account.AccountInactiveView.as_view(template_name="frontdesk/account_inactive.html"),
        "account_inactive",
    ),
    page(
        "password/",
        account.PasswordChangeView.as_view(template_name="frontdesk/password.html"),
        "account_change_password",
        staff,
    ),
    page(
        "conferma/",
        account.ReauthenticateView.as_view(template_name=AGAIN),
        "account_reauthenticate",
        staff_with_password,
    ),
    page("conferma/codice/", mfa.ReauthenticateView.as_view(template_name=AGAIN), "mfa_reauthenticate", staff),
    page(
        "conferma/passkey/",
        webauthn.ReauthenticateWebAuthnView.as_view(template_name=AGAIN),
        "mfa_reauthenticate_webauthn",
        staff,
    ),
    page("fattori/", StaffAccount.as_view(), "mfa_index", staff),
    page("fattori/app/", ActivateTotp.as_view(), "mfa_activate_totp", staff_adding_a_factor),
    page(
        "fattori/app/rimozione/",
        totp.DeactivateTOTPView.as_view(template_name="frontdesk/factor_app_remove.html"),
        "mfa_deactivate_totp",
        staff,
    ),
    page(
        "fattori/codici/",
        recovery.ViewRecoveryCodesView.as_view(template_name="frontdesk/recovery_codes.html"),
        "mfa_view_recovery_codes",
        staff,
    ),
    page(
        "fattori/codici/nuovi/",
        recovery.GenerateRecoveryCodesView.as_view(template_name="frontdesk/recovery_codes_new.html"),
        "mfa_generate_recovery_codes",
        staff,
    ),
    # allauth goes to a list of its own after a change; ours is on the account page.
    page("fattori/passkey/", RedirectView.as_view(pattern_name="mfa_index"), "mfa_list_webauthn", staff),
    page("fattori/passkey/nuova/", AddPasskey.as_view(), "mfa_add_webauthn", staff_adding_a_factor),
    page("fattori/passkey/<int:pk>/rimozione/", RemovePasskey.as_view(), "mfa_remove_webauthn", staff),
]
