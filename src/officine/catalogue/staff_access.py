"""Who of the staff may do what, and the invitation by which they first come in."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from officine.catalogue.centre import Centre
from officine.catalogue.staff import Invitation, StaffRole
from officine.people.models import Account
from officine.people.sessions import end_all

Role = StaffRole.Role

INVITATION_LASTS = timedelta(days=7)

# After taking an invitation, the second factor is set up within this time. Later a password alone is not
# enough for it: whoever learnt one could add a factor of their own.
FACTOR_WITHIN = timedelta(hours=1)

# Whoever has the role on the right may do what the one on the left may. An auditor sees figures only.
INCLUDED_IN = {
    Role.OPERATOR: (Role.OPERATOR, Role.MANAGER),
    Role.MANAGER: (Role.MANAGER,),
    Role.AUDITOR: (Role.AUDITOR,),
}


class InvitationOver(Exception):  # noqa: N818 (it is an answer, not an error)
    """The invitation was used already, or its time is up."""


class LastManager(Exception):  # noqa: N818 (it is an answer, not an error)
    """Without this role nobody would be left who manages."""


def make_invitation(role: str, centre: Centre | None, at: datetime, email: str = "") -> str:
    """A token for one member of staff, good once and for a week; without a centre, for every centre.

    With an e-mail it is good for that address alone, and takes the place of an earlier one like it.
    """
    if email:
        open_invitations(at).filter(email=email, role=role, centre=centre).delete()
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        role=role,
        centre=centre,
        email=email,
        token_hash=_hash(token),
        created_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    return token


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at__isnull=True, expires_at__gt=at)


def open_invitation(token: str, at: datetime) -> Invitation:
    """The invitation of this token; InvitationOver where there is none that can still be used."""
    found = open_invitations(at).select_related("centre").filter(token_hash=_hash(token)).first()
    if found is None:
        raise InvitationOver
    return found


def use_invitation(invitation: Invitation, account: Account, at: datetime) -> StaffRole:
    """Gives the account the role, once: of two people with the same link the second gets InvitationOver."""
    with transaction.atomic():
        used = open_invitations(at).filter(pk=invitation.pk).update(used_at=at, used_by=account)
        if not used:
            raise InvitationOver
        return give_role(account, invitation.role, invitation.centre, at)


def give_role(account: Account, role: str, centre: Centre | None, at: datetime) -> StaffRole:
    """The role, which may be there already."""
    return StaffRole.objects.get_or_create(account=account, centre=centre, role=role, defaults={"created_at": at})[0]


@transaction.atomic
def take_away(roles: Iterable[StaffRole], account: Account, *, even_the_last_manager: bool) -> int:
    """Takes these roles of the account away and ends all its sessions; returns how many there were.

    LastManager where nobody would be left who manages, unless that is meant.
    """
    managers = StaffRole.objects.filter(role=Role.MANAGER, account__is_active=True)
    had_one = bool(managers.select_for_update().values_list("pk"))
    StaffRole.objects.filter(account=account, pk__in=[role.pk for role in roles]).delete()
    if had_one and not managers.exists() and not even_the_last_manager:
        raise LastManager
    return end_all(account.pk)


def may_set_up_first_factor(account: Account, at: datetime) -> bool:
    """Whether the account took an invitation a short while ago."""
    return Invitation.objects.filter(used_by=account, used_at__gt=at - FACTOR_WITHIN).exists()


def staff_roles(account: Account) -> QuerySet[StaffRole]:
    return StaffRole.objects.filter(account=account).select_related("centre").order_by("role", "centre__name")


def may(account: Account, role: str) -> bool:
    """Whether the account may act in this role, at whatever centre."""
    return own_roles(account).include(role)


@dataclass(frozen=True)
class OwnRoles:
    """The roles of one account, in one query: what a page asks of them several times over."""

    rows: list[tuple[str, int | None]]  # the role, and the centre's id; without one, every centre

    def include(self, role: str) -> bool:
        """Whether one of them lets the account act in this role, at whatever centre."""
        return any(held in INCLUDED_IN[Role(role)] for held, _centre in self.rows)

    def centres(self, role: str) -> QuerySet[Centre]:
        """The centres at which they let it act so, with their towns."""
        at = {centre for held, centre in self.rows if held in INCLUDED_IN[Role(role)]}
        centres = Centre.objects.select_related("municipality").order_by("name")
        return centres if None in at else centres.filter(pk__in=[each for each in at if each])


def own_roles(account: Account) -> OwnRoles:
    return OwnRoles(list(StaffRole.objects.filter(account=account).values_list("role", "centre_id")))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
