"""Signing in with a code, for the page of its own and for the step in a booking."""

from datetime import datetime

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.translation import get_language

from officine.people.models import Account
from officine.people.sign_in import account_for, check_code

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(request: HttpRequest, email: str, code: str, at: datetime) -> Account | None:
    """Signs in whoever has the right code, with a new session key; None when it is wrong or the access is closed.

    The draft, the held place and what was granted stay.
    """
    if not email or not check_code(email, code, at):
        return None
    account = account_for(email, get_language() or "it")
    if not account.is_active:
        return None
    login(request, account, backend=BACKEND)
    return account
