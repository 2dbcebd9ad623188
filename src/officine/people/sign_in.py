"""Signing in with a six-digit code by e-mail: the same effort and the same answer for every address."""

import hmac
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from officine.database.name_lock import hold_name
from officine.people.models import Account, SignInCode, normal_email

CODE_LASTS = timedelta(minutes=10)
ATTEMPTS = 5

# How many codes one address may be sent within a while, whoever asks for them.
MOST_CODES = ((3, timedelta(minutes=15)), (10, timedelta(days=1)))


@transaction.atomic
def request_code(email: str, language: str, at: datetime) -> None:
    """Promises a code to this address; the worker sends it. Silently nothing when it has had too many lately.

    Nothing here looks at accounts, so that nobody learns which addresses are known.
    """
    email = normal_email(email)
    _one_at_a_time(email)
    asked = SignInCode.objects.filter(email=email)
    if any(asked.filter(created_at__gt=at - window).count() >= most for most, window in MOST_CODES):
        return
    SignInCode.objects.create(
        email=email,
        nonce=secrets.token_urlsafe(32),
        language=language,
        created_at=at,
        expires_at=at + CODE_LASTS,
    )


def code_for(request: SignInCode) -> str:
    """The six digits that belong to a request: HMAC-SHA256 of its nonce, modulo a million. Never stored."""
    digest = salted_hmac("officine.people.sign_in", request.nonce, algorithm="sha256").digest()
    return f"{int.from_bytes(digest, 'big') % 1_000_000:06d}"


@transaction.atomic
def check_code(email: str, typed: str, at: datetime) -> bool:
    """Whether this is a code that the address was sent and that still counts; it counts once.

    Mails may arrive out of order, so each live code of the address is good; a wrong attempt counts against all.
    """
    email, digits = normal_email(email), "".join(typed.split()).encode()
    _one_at_a_time(email)
    live = SignInCode.objects.filter(email=email, used_at=None, expires_at__gt=at, attempts__lt=ATTEMPTS)
    right = [request.pk for request in live if hmac.compare_digest(code_for(request).encode(), digits)]
    if right:
        SignInCode.objects.filter(pk__in=right).update(used_at=at)
        return True
    live.update(attempts=F("attempts") + 1)
    return False


def account_for(email: str, language: str) -> Account:
    """The account of an address whose code was right; made the first time, once even when asked twice at a time."""
    return Account.objects.get_or_create(
        email=normal_email(email), defaults={"language": language, "password": make_password(None)}
    )[0]


def _one_at_a_time(email: str) -> None:
    # Counting and adding are two steps: without this, parallel posts would all count before any adds.
    hold_name(f"sign-in {email}")
