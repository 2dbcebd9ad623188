"""A telephone call to someone who could not be told otherwise, and how it ended."""

from django.db import models
from django.utils import timezone

from officine.bookings.models.booking import Booking
from officine.people.models import Account


class Call(models.Model):
    """One attempt. `about` names what had to be told, so that each reason to phone is worked off by itself."""

    class Outcome(models.TextChoices):
        REACHED = "reached"
        MESSAGE = "message"  # left with somebody, on a machine, or sent as a text
        NO_ANSWER = "no_answer"
        WRONG_NUMBER = "wrong_number"

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="calls")
    about = models.CharField(max_length=120)
    outcome = models.CharField(max_length=12, choices=Outcome)
    by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(name="bookings_call_by_about", fields=["about"])]
