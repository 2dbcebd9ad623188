"""Who works where: roles per centre, and the invitation by which a member of staff first comes in."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from officine.catalogue.centre import Centre
from officine.people.models import Account


class StaffRole(models.Model):
    """What an account may do at a centre; without a centre, at every centre of the installation."""

    class Role(models.TextChoices):
        OPERATOR = "operator"
        MANAGER = "manager"
        AUDITOR = "auditor"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="staff_roles")
    centre = models.ForeignKey(Centre, null=True, blank=True, on_delete=models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=10, choices=Role)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="catalogue_staff_role_once", fields=["account", "centre", "role"]),
            models.UniqueConstraint(
                name="catalogue_staff_role_once_everywhere",
                fields=["account", "role"],
                condition=Q(centre__isnull=True),
            ),
        ]


class Invitation(models.Model):
    """A link, good once and for a while, with which a member of staff sets a password and a second factor."""

    role = models.CharField(max_length=10, choices=StaffRole.Role)
    centre = models.ForeignKey(Centre, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # Whose it is, where that was said: it then opens for this address alone.
    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
