"""A rule (`regola`): what a service allows, kept with its history."""

from django.db import models
from django.utils import timezone

from officine.catalogue.service import Service
from officine.people.models import Account


class Rule(models.Model):
    """One version of a service's rules; a booking keeps the version it was made under. Never edited, only followed."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="rules")
    version = models.PositiveIntegerField()
    in_force_from = models.DateField()
    horizon_days = models.PositiveSmallIntegerField()
    notice_minutes = models.PositiveIntegerField()
    cancel_until_minutes = models.PositiveIntegerField()
    minutes_in_7_days = models.PositiveIntegerField(null=True, blank=True)
    active_bookings = models.PositiveSmallIntegerField(null=True, blank=True)
    active_until_verified = models.PositiveSmallIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="catalogue_rule_one_version", fields=["service", "version"]),
        ]
