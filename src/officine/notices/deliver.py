"""Sends what is due: each notice by one worker, once; a bad one is parked, a server that is down gets rest.

A row is claimed by compare-and-swap, which also pushes its next try ahead: if this process dies now, another sends
the row after LEASE. Between sending and noting it a crash can repeat a mail, with the same Message-ID.
"""

import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic

from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Case, F, QuerySet, Value, When
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.urls import NoReverseMatch

from officine.notices.compose import compose
from officine.notices.kinds import Kind
from officine.notices.models import Notice
from officine.notices.timely import is_overtaken

MOST = 200  # notices in one round
ROUND = timedelta(seconds=20)  # after this the worker's other duties have their turn
LEASE = timedelta(minutes=5)
REST = timedelta(minutes=1)  # for a server that does not answer
WAITS = (timedelta(minutes=1), timedelta(minutes=5))  # before the second try, and before each later one
PATIENCE = 3  # tries of a notice that is itself at fault
GIVE_UP = timedelta(days=1)  # for one that the server keeps putting off

INTERRUPTED, SERVER_RESTS = "interrupted", "the mail server does not answer"

READ_WITH = (
    "municipality",
    "booking__centre__municipality",
    "booking__service",
    "booking__resource",
    "booking__rule",
    "booking__need",
    "booking__person",
    "booking__booked_by",
)

# What a notice that cannot be put into words raises: it is parked, and the others go out.
CANNOT_COMPOSE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ObjectDoesNotExist,
    NoReverseMatch,
    TemplateDoesNotExist,
    TemplateSyntaxError,
)


def deliver(at: datetime) -> None:
    """One round: sends what is due at this instant, over one connection."""
    if Notice.objects.filter(status=Notice.Status.DUE, fault=SERVER_RESTS, try_at__gt=at).exists():
        return
    due = list(_due(at)[:MOST])
    if not due:
        return
    connection = get_connection()
    began, failures = monotonic(), 0
    try:
        for notice in due:
            now = at + timedelta(seconds=monotonic() - began)
            if now - at > ROUND:
                return
            connection.open()
            failures = 0 if _send(notice, connection, now) else failures + 1
            if failures:
                _close(connection)
            if failures == 2:  # once may be the notice, twice in a row is the server
                raise ConnectionError(SERVER_RESTS)
    except OSError:
        _due(at).update(try_at=at + timedelta(seconds=monotonic() - began) + REST, fault=SERVER_RESTS)
    finally:
        _close(connection)


def _due(at: datetime) -> QuerySet[Notice]:
    """Codes first: somebody sits in front of a page and waits."""
    order = Case(When(kind=Kind.CODE, then=Value(0)), default=Value(1))
    return Notice.objects.filter(status=Notice.Status.DUE, try_at__lte=at).order_by(order, "try_at", "pk")


def _send(seen: Notice, connection: BaseEmailBackend, now: datetime) -> bool:
    """Sends one notice, if it is still ours to send; False when the server failed in the middle of it."""
    if not _claim(seen, now):
        return True
    notice = Notice.objects.select_related(*READ_WITH).get(pk=seen.pk)
    try:
        if is_overtaken(notice, now):
            _note(notice, status=Notice.Status.DROPPED, fault="overtaken")
            return True
        connection.send_messages([compose(notice, now)])
    except CANNOT_COMPOSE as error:
        _try_later(notice, now, f"cannot be written: {type(error).__name__}", is_its_own=True)
        return True
    except OSError as error:
        code = _answer(error)
        # The number only: servers repeat addresses in their words.
        _try_later(notice, now, f"refused: {code}" if code else "connection lost", is_its_own=code >= 500)
        return code not in (0, 421)
    _note(notice, status=Notice.Status.SENT, sent_at=now, fault="")
    return True


def _claim(seen: Notice, now: datetime) -> bool:
    """Makes the row ours for LEASE; False when another worker was first, or when it has ended too many workers."""
    if seen.fault == INTERRUPTED and seen.tries >= PATIENCE:
        _note(seen, status=Notice.Status.PARKED)
        return False
    unchanged = Notice.objects.filter(pk=seen.pk, status=Notice.Status.DUE, tries=seen.tries, try_at=seen.try_at)
    return bool(unchanged.update(tries=F("tries") + 1, try_at=now + LEASE, fault=INTERRUPTED))


def _try_later(notice: Notice, now: datetime, fault: str, *, is_its_own: bool) -> None:
    if (is_its_own and notice.tries >= PATIENCE) or now - notice.created_at > GIVE_UP:
        _note(notice, status=Notice.Status.PARKED, fault=fault)
    else:
        _note(notice, try_at=now + WAITS[min(notice.tries, len(WAITS)) - 1], fault=fault)


def _note(notice: Notice, **fields: object) -> None:
    Notice.objects.filter(pk=notice.pk, status=Notice.Status.DUE).update(**fields)


def _answer(error: OSError) -> int:
    """The number with which the server refused, or 0 when there was no answer."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused):
        return min(error.smtp_code, 499)  # a setting is wrong, not this notice: wait until it is put right
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return 553  # an address that this server cannot write to
    return int(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else 0


def _close(connection: BaseEmailBackend) -> None:
    with suppress(OSError):
        connection.close()
