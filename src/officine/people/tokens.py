"""Keys to the API: 256 random bits, of which only a hash is kept."""

import hashlib
import secrets
from datetime import datetime

from officine.people.models import Account, ApiToken


def make_token(account: Account, name: str, at: datetime) -> str:
    """A new key, to be shown once: it cannot be read back."""
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(account=account, name=name[:80], token_hash=_hash(token), created_at=at)
    return token


def account_of_token(token: str, at: datetime) -> Account | None:
    """Whose key this is, or None when it is unknown, revoked, or its account is closed."""
    found = (
        ApiToken.objects.select_related("account")
        .filter(token_hash=_hash(token), revoked_at=None, account__is_active=True)
        .first()
    )
    if found is None:
        return None
    # Once a day: a write for each request would make every reader wait for the one writer.
    if found.last_used_on != at.date():
        ApiToken.objects.filter(pk=found.pk).update(last_used_on=at.date())
    return found.account


def revoke(token: ApiToken, at: datetime) -> None:
    """The key opens nothing any more; the first instant stays."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
