"""The outbox: one row per notice that is due, sent, or parked."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from officine.bookings.models import Booking
from officine.people.models import Municipality


class Notice(models.Model):
    """One message to one address. Its key says what it answers to, so that no reason is told twice."""

    class Status(models.TextChoices):
        DUE = "due"
        SENT = "sent"
        PARKED = "parked"  # given up after several tries; a manager is shown it
        DROPPED = "dropped"  # overtaken by a later change, or nobody to write to

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30)
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    booking = models.ForeignKey(Booking, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    to = models.EmailField(blank=True)  # emptied when the retention period is over
    language = models.CharField(max_length=2, default="it")
    facts: Any = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.DUE)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(default=timezone.now)
    fault = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="notices_due", fields=["try_at"], condition=Q(status="due"))]
