"""Keeps nothing longer than the periods in settings.KEEP_DAYS: docs/reference/settings.md lists them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from officine.bookings import privacy as bookings
from officine.bookings.models import Booking
from officine.notices import mailbox
from officine.notices.kinds import Kind
from officine.notices.models import Notice
from officine.notices.privacy import forget_account, forget_notices
from officine.people.models import Account, Acting, Person, SignInCode
from officine.people.privacy import erase_persons
from officine.people.sessions import Session


def keep_no_longer(at: datetime) -> None:
    """Erases what is older than its period."""
    _sign_in_codes(at - _days("sign_in_codes"))
    _addresses(at - _days("addresses"))
    bookings.keep_no_longer(at, notes=_days("notes"), answers=_days("answers"))
    _people(at - _days("people"), at)
    mailbox.throw_away(at - _days("addresses"))
    Session.objects.filter(expire_date__lt=at).delete()


def _sign_in_codes(before: datetime) -> None:
    # Most of these addresses belong to nobody we know: their notices go with them.
    SignInCode.objects.filter(created_at__lt=before).delete()
    Notice.objects.filter(kind=Kind.CODE, created_at__lt=before).delete()


def _addresses(before: datetime) -> None:
    forget_notices(Q(created_at__lt=before) & ~Q(to=""))


def _people(before: datetime, at: datetime) -> None:
    """Accounts that nobody has used, and persons who have not come, for so long; never anyone who works here."""
    recent = Booking.objects.filter(ends_at__gte=before)
    idle = Account.objects.annotate(used_at=Coalesce("last_login", F("created_at"))).filter(
        ~Exists(recent.filter(booked_by=OuterRef("pk"))),
        ~Exists(recent.filter(person__acting__account=OuterRef("pk"))),
        used_at__lt=before,
        staff_roles=None,
    )
    for account in idle:
        forget_account(account, at)
    unknown = Person.objects.filter(
        ~Exists(recent.filter(person=OuterRef("pk"))),
        ~Exists(Acting.objects.filter(person=OuterRef("pk"))),
        created_at__lt=before,
        erased_at=None,
    )
    erase_persons(unknown, at)


def _days(what: str) -> timedelta:
    return timedelta(days=settings.KEEP_DAYS[what])
