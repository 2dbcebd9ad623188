"""What we change in how allauth signs in: nobody signs up by themselves, and it speaks our words."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officine.catalogue.models import StaffRole
from officine.catalogue.staff_access import may, staff_roles
from officine.frontdesk import session_lock
from officine.people.models import Account

WRONG = {
    "email_password_mismatch": _("This e-mail and this password do not belong together. Check both and try again."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("This code is not right, or its time is over. Type the one you see now."),
    "incorrect_password": _("This is not your password."),
    "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
    "rate_limited": _("Too many attempts. Wait five minutes, then try again."),
    "cannot_delete_authenticator": _("This is your only second factor. Add a passkey first, then you can remove it."),
}


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in with a password: for staff, who come in by invitation only."""

    error_messages = DefaultAccountAdapter.error_messages | WRONG

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        if any(record["method"] == "mfa" for record in get_authentication_records(request, user)):
            session_lock.begin(request, timezone.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        account = request.user
        if not isinstance(account, Account) or not staff_roles(account).exists():
            return reverse("website:home")
        return reverse("frontdesk:today" if may(account, StaffRole.Role.OPERATOR) else "mfa_index")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def reauthenticate(self, user: Account, password: str) -> bool:
        # allauth would look the e-mail up in its own table of addresses, which we do not use.
        return bool(self.authenticate(context.request, email=user.email, password=password) == user)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """allauth's remarks are left out: each page says itself what has happened."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: an authenticator app, or a passkey."""

    error_messages = DefaultMFAAdapter.error_messages | WRONG

    def encrypt(self, text: str) -> str:
        """Keys of apps and seeds of recovery codes: who reads the database alone cannot make a second factor."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays: without it nobody could come in again, except by a new invitation."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def _box() -> Fernet:
    """Opens with the secret key; a new secret key asks for new second factors."""
    key = hashlib.sha256(b"officine second factors" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
