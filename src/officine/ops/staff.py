"""`./officine staff add|list|remove|sign-out`: who works at the front desk, until managers have screens for it."""

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import datetime

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from officine.catalogue import staff_access
from officine.catalogue.models import Centre, Invitation, StaffRole
from officine.catalogue.staff_access import LastManager, make_invitation, open_invitations, staff_roles, take_away
from officine.ops import prepare
from officine.people.models import Account, normal_email
from officine.people.sessions import end_all


class CannotDo(Exception):  # noqa: N818 (it is an answer, not an error)
    """Why nothing was changed, as a sentence."""


def run(options: argparse.Namespace) -> int:
    prepare.everything(prepare.NO_CENTRE)
    try:
        for line in ACTIONS[options.action](options, timezone.now()):
            print(line)
    except CannotDo as why:
        print(why, file=sys.stderr)
        return 2
    return 0


def add(options: argparse.Namespace, at: datetime) -> list[str]:
    """An invitation for this address; who works here already gets the role at once."""
    email, centre = _email(options), _centre(options)
    if options.role is None:
        raise CannotDo("Say which role: --role operator, manager or auditor.")
    account = Account.objects.filter(email=email).first()
    what = _in_words(options.role, centre)
    if account is None or not staff_roles(account).exists():
        with override("it"):
            path = reverse("frontdesk:invitation", args=[make_invitation(options.role, centre, at, email)])
        lasts = staff_access.INVITATION_LASTS.days
        return [f"An invitation for {email}, {what}. It works once, within {lasts} days:", settings.PUBLIC_URL + path]
    if staff_roles(account).filter(role=options.role, centre=centre).exists():
        raise CannotDo(f"{email} is {what} already.")
    staff_access.give_role(account, options.role, centre, at)
    return [f"{email} works here already, and is now {what} too."]


def listed(options: argparse.Namespace, at: datetime) -> list[str]:
    """Everybody with a role, and the invitations that nobody has taken yet."""
    roles = StaffRole.objects.select_related("account", "centre").order_by("account__email", "role", "centre__slug")
    rows = [("E-MAIL", "ROLE", "CENTRE", "SECOND FACTOR", "LAST SIGN-IN"), *map(_row, roles)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    if len(rows) == 1:
        lines = ["Nobody works here yet."]
    invitations = open_invitations(at).select_related("centre").order_by("expires_at")
    return [*lines, *(_invited(invitation) for invitation in invitations)]


def remove(options: argparse.Namespace, at: datetime) -> list[str]:
    """Takes the roles away, withdraws the invitations, and ends every session of the account."""
    email, centre = _email(options), _centre(options)
    chosen = {"role": options.role} if options.role else {}
    if centre:
        chosen |= {"centre": centre}
    withdrawn, _ = open_invitations(at).filter(email=email, **chosen).delete()
    lines = [f"The open invitation for {email} is withdrawn."] if withdrawn else []
    account = Account.objects.filter(email=email).first()
    roles = list(staff_roles(account).filter(**chosen)) if account else []
    if account is None or not roles:
        if lines:
            return lines
        raise CannotDo(f"{email} has no such role here. ./officine staff list shows who has which.")
    try:
        open_sessions = take_away(roles, account, even_the_last_manager=options.yes)
    except LastManager as refused:
        raise CannotDo(f"{email} is the last manager. To leave nobody who manages: --yes") from refused
    lines += [f"{email} is no longer {_in_words(role.role, role.centre)}." for role in roles]
    lines += [f"{email} is still {_in_words(role.role, role.centre)}." for role in staff_roles(account)]
    return [*lines, _sessions_ended(email, open_sessions)]


def sign_out(options: argparse.Namespace, at: datetime) -> list[str]:
    """Ends every session of a member of staff; they may sign in again."""
    email = _email(options)
    account = Account.objects.filter(email=email).first()
    if account is None or not staff_roles(account).exists():
        raise CannotDo(f"{email} does not work here. ./officine staff list shows who does.")
    return [_sessions_ended(email, end_all(account.pk)), "They may sign in again."]


ACTIONS: dict[str, Callable[[argparse.Namespace, datetime], Iterable[str]]] = {
    "add": add,
    "list": listed,
    "remove": remove,
    "sign-out": sign_out,
}


def _email(options: argparse.Namespace) -> str:
    email = normal_email(options.email or "")
    if not email:
        raise CannotDo(f"Say who: ./officine staff {options.action} EMAIL")
    try:
        validate_email(email)
    except ValidationError as error:
        raise CannotDo(f"“{options.email}” is not an e-mail address.") from error
    return email


def _centre(options: argparse.Namespace) -> Centre | None:
    if options.centre is None:
        return None
    found = Centre.objects.filter(slug=options.centre).first()
    if found is None:
        slugs = ", ".join(Centre.objects.order_by("slug").values_list("slug", flat=True))
        raise CannotDo(f"There is no centre “{options.centre}”; there is: {slugs or 'none yet'}.")
    return found


def _in_words(role: str, centre: Centre | None) -> str:
    return f"{'an' if role[0] in 'ao' else 'a'} {role} of {centre.name if centre else 'every centre'}"


def _row(role: StaffRole) -> tuple[str, ...]:
    seen = role.account.last_login
    return (
        role.account.email or f"account {role.account_id}",
        role.role,
        role.centre.slug if role.centre else "every",
        "yes" if is_mfa_enabled(role.account) else "no",
        f"{seen:%Y-%m-%d}" if seen else "never",
    )


def _invited(invitation: Invitation) -> str:
    who = invitation.email or "whoever has the link"
    what = _in_words(invitation.role, invitation.centre)
    return f"Open invitation: {who}, {what}, until {invitation.expires_at:%Y-%m-%d}."


def _sessions_ended(email: str, count: int) -> str:
    if not count:
        return f"{email} was signed in nowhere."
    return f"{email} is signed out: {count} session{'s' if count > 1 else ''} ended."
