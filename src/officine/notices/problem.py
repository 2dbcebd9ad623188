"""A problem that anyone reports to the office of a centre."""

import secrets
from datetime import datetime, timedelta

from officine.catalogue.models import Centre
from officine.notices.kinds import Kind
from officine.notices.models import Notice

# The form is open to everyone, so it must not be a way to fill somebody's mailbox.
MOST, WITHIN = 3, timedelta(minutes=10)


def may_report(centre: Centre, at: datetime) -> bool:
    """Whether the office has an address, and has not just had as many reports as it may get at once."""
    recent = Notice.objects.filter(kind=Kind.PROBLEM, to=centre.email, created_at__gt=at - WITHIN)
    return bool(centre.email) and recent.count() < MOST


def report(centre: Centre, text: str, email: str, at: datetime) -> Notice:
    """A notice to the office; `email`, if any, is where whoever wrote wants an answer."""
    return Notice.objects.create(
        key=f"problem:{secrets.token_urlsafe(16)}",
        kind=Kind.PROBLEM,
        municipality=centre.municipality,
        to=centre.email,
        facts={"text": text, "email": email},
        try_at=at,
        created_at=at,
    )
