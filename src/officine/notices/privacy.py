"""All that is known of an account, to take away; and how it is forgotten, in one transaction."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from officine.bookings import privacy as bookings
from officine.notices.models import Notice
from officine.people import privacy as people
from officine.people.models import Account


def export_account(account: Account) -> dict[str, Any]:
    """The account, its persons, businesses, bookings and messages, ready to be written as JSON."""
    notices = Notice.objects.filter(to=account.email or "-").order_by("pk")
    return {
        **people.export(account),
        "bookings": bookings.export(account),
        "messages": [
            {"kind": notice.kind, "to": notice.to, "created_at": notice.created_at.isoformat(), "status": notice.status}
            for notice in notices
        ],
    }


@transaction.atomic
def forget_account(account: Account, at: datetime) -> None:
    """Cancels what is to come, and leaves nothing that names the account or its persons; figures and events stay.

    Refused for an account that works here: a manager takes its roles away first.
    """
    if account.staff_roles.exists():
        raise ValidationError(_("You work here with this account: ask a manager to take your role away first."))
    persons = list(people.persons_only_of(account))
    bookings.lock_bookings_of(persons)
    bookings.cancel_upcoming(persons, account, at)
    bookings.erase_texts(persons)
    forget_notices(Q(to=account.email or "-") | Q(booking__person__in=persons))
    people.erase(account, at)


def forget_notices(which: Q) -> None:
    """Addresses and facts go; what is not sent yet never will be."""
    Notice.objects.filter(which, status=Notice.Status.DUE).update(status=Notice.Status.DROPPED, fault="erased")
    Notice.objects.filter(which).update(to="", facts={})
