"""What `serve` says once it is ready: where to look, how the first manager signs in, where mails go."""

from django.conf import settings
from django.core.checks import run_checks
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from officine.catalogue.staff import Invitation, StaffRole
from officine.catalogue.staff_access import INVITATION_LASTS, make_invitation
from officine.config import checks


def lines() -> list[str]:
    said = [f"Officine is at {settings.PUBLIC_URL}/"]
    if not StaffRole.objects.filter(role=StaffRole.Role.MANAGER).exists():
        said += [
            f"There is no manager yet. The first one comes in here, once, within {INVITATION_LASTS.days} days:",
            f"  {settings.PUBLIC_URL}{first_invitation()}",
        ]
    if settings.MAIL_SERVER is None:
        said.append(f"Mails are not sent (OFFICINE_MAIL is not set): they are kept in {settings.MAILBOX}")
    said += [f"Careful: {warning.msg}" for warning in run_checks(tags=[checks.TAG])]
    return [*said, "Ctrl-C stops it."]


@transaction.atomic
def first_invitation() -> str:
    """The path of a new invitation for the first manager; the one of an earlier start is withdrawn."""
    Invitation.objects.filter(role=StaffRole.Role.MANAGER, centre=None, used_at=None).delete()
    token = make_invitation(StaffRole.Role.MANAGER, None, timezone.now())
    with override("it"):
        return reverse("frontdesk:invitation", args=[token])
