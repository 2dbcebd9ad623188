"""The proof of presence (`attestato di presenza`) that was given out: times only, never the service."""

from django.db import models
from django.utils import timezone

from officine.bookings.models.booking import Booking
from officine.people.models import Account
from officine.rules.codes import new_code


class Attestation(models.Model):
    """What one paper says, kept so that whoever receives it can verify it by its code."""

    code = models.CharField(max_length=12, unique=True, default=new_code)
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="attestations")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    # Taken back when the times turn out to be wrong: the paper is then no longer good.
    revoked_at = models.DateTimeField(null=True, blank=True)
