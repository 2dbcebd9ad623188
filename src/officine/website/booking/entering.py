"""Signing in with a code, for the page of its own and for the step in a booking."""

from datetime import datetime

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.translation import get_language

from officine.people.models import Account
from officine.people.sign_in import account_for, check_code, request_code
from officine.website.booking.browser import network_of
from officine.website.booking.tries import has_tries_left, may_try

# In a quarter of an hour, for one network: a school or a town hall at once, but nobody who works through a list.
CODES_PER_NETWORK = 60
WRONG_CODES_PER_NETWORK = 60

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def send_code(request: HttpRequest, email: str, at: datetime) -> None:
    """Has a code sent, unless this address or this network has had its share: nobody is told which."""
    if may_try(f"codes asked {network_of(request)}", CODES_PER_NETWORK):
        request_code(email, get_language() or "it", at)


def enter(request: HttpRequest, email: str, code: str, at: datetime) -> Account | None:
    """Signs in whoever has the right code, with a new session key; None when it is wrong or the access is closed.

    The draft, the held place and what was granted stay.
    """
    guesses = f"codes guessed {network_of(request)}"
    if not email or not has_tries_left(guesses, WRONG_CODES_PER_NETWORK):
        return None
    if not check_code(email, code, at):
        may_try(guesses, WRONG_CODES_PER_NETWORK)
        return None
    account = account_for(email, get_language() or "it")
    if not account.is_active:
        return None
    login(request, account, backend=BACKEND)
    return account
