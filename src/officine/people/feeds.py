"""The secret address of one's own calendar: only its hash is kept, and a new one closes the old."""

import hashlib
import secrets
from datetime import datetime

from officine.people.models import Account, CalendarFeed


def make_feed(account: Account, at: datetime) -> str:
    """A new secret for the address of this account's calendar, to be shown once; the one before stops working."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(account=account, defaults={"token_hash": _hash(secret), "created_at": at})
    return secret


def close_feed(account: Account) -> None:
    """Nobody reads this account's calendar any more."""
    CalendarFeed.objects.filter(account=account).delete()


def account_of_feed(secret: str) -> Account | None:
    """Whose calendar this secret opens, or None."""
    feed = (
        CalendarFeed.objects.select_related("account").filter(token_hash=_hash(secret), account__is_active=True).first()
    )
    return feed.account if feed else None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
