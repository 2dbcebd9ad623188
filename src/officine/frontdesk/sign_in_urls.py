"""The addresses of staff sign-in: allauth's views under allauth's names, so that its own redirects find them.

Only what staff need is here: no sign-up, no password by e-mail (a manager invites again), no passkey instead of
the password.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from officine.frontdesk.access import JUST_PASSWORD, staff_adding_a_factor, staff_only
from officine.frontdesk.factors import ActivateTotp, AddPasskey, RemovePasskey, StaffAccount

staff = staff_only()
staff_with_password = staff_only(needs=JUST_PASSWORD)
AGAIN = "frontdesk/confirm_it_is_you.html"

urlpatterns = [
    path("", account.LoginView.as_view(template_name="frontdesk/sign_in.html"), name="account_login"),
    path(
        "codice/",
        mfa.AuthenticateView.as_view(template_name="frontdesk/sign_in_code.html"),
        name="mfa_authenticate",
    ),
    path(
        "uscita/",
        never_cache(account.LogoutView.as_view(template_name="frontdesk/sign_out.html")),
        name="account_logout",
    ),
    path(
        "sospeso/",
        account.AccountInactiveView.as_view(template_name="frontdesk/account_inactive.html"),
        name="account_inactive",
    ),
    path(
        "password/",
        staff(account.PasswordChangeView.as_view(template_name="frontdesk/password.html")),
        name="account_change_password",
    ),
    path(
        "conferma/",
        staff_with_password(account.ReauthenticateView.as_view(template_name=AGAIN)),
        name="account_reauthenticate",
    ),
    path(
        "conferma/codice/",
        staff(mfa.ReauthenticateView.as_view(template_name=AGAIN)),
        name="mfa_reauthenticate",
    ),
    path(
        "conferma/passkey/",
        staff(webauthn.ReauthenticateWebAuthnView.as_view(template_name=AGAIN)),
        name="mfa_reauthenticate_webauthn",
    ),
    path("fattori/", staff(StaffAccount.as_view()), name="mfa_index"),
    path("fattori/app/", staff_adding_a_factor(ActivateTotp.as_view()), name="mfa_activate_totp"),
    path(
        "fattori/app/rimozione/",
        staff(totp.DeactivateTOTPView.as_view(template_name="frontdesk/factor_app_remove.html")),
        name="mfa_deactivate_totp",
    ),
    path(
        "fattori/codici/",
        staff(recovery.ViewRecoveryCodesView.as_view(template_name="frontdesk/recovery_codes.html")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "fattori/codici/nuovi/",
        staff(recovery.GenerateRecoveryCodesView.as_view(template_name="frontdesk/recovery_codes_new.html")),
        name="mfa_generate_recovery_codes",
    ),
    # allauth goes to a list of its own after a change; ours is on the account page.
    path("fattori/passkey/", staff(RedirectView.as_view(pattern_name="mfa_index")), name="mfa_list_webauthn"),
    path("fattori/passkey/nuova/", staff_adding_a_factor(AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("fattori/passkey/<int:pk>/rimozione/", staff(RemovePasskey.as_view()), name="mfa_remove_webauthn"),
]
