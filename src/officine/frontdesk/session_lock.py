"""The lock of a staff session: on the server, after a while without activity, and when somebody leaves the desk.

What concurrent requests may change stands in columns of the session's row and is changed there by one statement
each, so that a page that was under way when the desk was locked cannot open it again.
"""

from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from officine.people.networks import network_of
from officine.people.sessions import Session, SessionStore
from officine.rules.desk_sessions import MOST_WRONG_TRIES, Standing, browser_and_system, standing

# Activity is noted this often, not at every page: noting it is a write.
NOTED_EVERY = timedelta(seconds=30)


def row_of(request: HttpRequest) -> Session:
    """The row of a signed-in request's session."""
    row = cast(SessionStore, request.session).row
    assert row is not None  # noqa: S101 (who is signed in has one)
    return row


def begin(request: HttpRequest, at: datetime) -> None:
    """Both factors are proved: from here on the session is one of staff."""
    row = row_of(request)
    row.began_at = row.active_at = at
    row.browser, row.system = browser_and_system(request.headers.get("User-Agent", ""))
    row.network = network_mark(request)
    Session.objects.filter(pk=row.pk).update(
        began_at=at, active_at=at, browser=row.browser, system=row.system, network=row.network
    )


def look(request: HttpRequest, at: datetime) -> Standing:
    """How the session stands at this request, which counts as activity unless it is a poll."""
    row = row_of(request)
    if row.began_at is None or row.active_at is None:
        begin(request, at)
        return Standing.OPEN
    found = standing(row.began_at, row.active_at, row.locked_at, at, settings.STAFF_IDLE)
    if found is Standing.OVER:
        logout(request)
    elif found is Standing.LOCKED and row.locked_at is None:
        lock(request, at)
    elif found is Standing.OPEN and not is_poll(request) and at - row.active_at >= NOTED_EVERY:
        Session.objects.filter(pk=row.pk, locked_at=None).update(active_at=at)
    return found


def is_poll(request: HttpRequest) -> bool:
    """Whether a page asks by itself for what is new: nobody needs to sit before it."""
    return "X-Officine-Live" in request.headers


def lock(request: HttpRequest, at: datetime) -> None:
    row = row_of(request)
    row.locked_at = at
    Session.objects.filter(pk=row.pk, locked_at=None).update(locked_at=at)


def one_more_try(request: HttpRequest) -> bool:
    """Counts a try to unlock, before it is looked at: many at once are no way around. False: that was the last."""
    tries = Session.objects.filter(pk=row_of(request).pk, wrong_tries__lt=MOST_WRONG_TRIES)
    return bool(tries.update(wrong_tries=F("wrong_tries") + 1))


def has_no_try_left(request: HttpRequest) -> bool:
    return Session.objects.filter(pk=row_of(request).pk, wrong_tries__gte=MOST_WRONG_TRIES).exists()


def unlock(request: HttpRequest, at: datetime) -> None:
    row = row_of(request)
    row.locked_at, row.active_at = None, at
    Session.objects.filter(pk=row.pk).update(locked_at=None, active_at=at, wrong_tries=0)


def network_mark(request: HttpRequest) -> str:
    """Sixteen characters that tell one network from another and hide which it is."""
    return salted_hmac("officine.sessions.network", network_of(request), algorithm="sha256").hexdigest()[:16]
