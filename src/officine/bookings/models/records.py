"""Requests already answered, searches that found nothing, and how easy people found it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from officine.bookings.models.booking import Booking
from officine.catalogue.models import Centre, Service
from officine.people.models import Account


class Answered(models.Model):
    """A request of the API that was answered: the same key again gets the same answer."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    booking = models.ForeignKey(Booking, null=True, on_delete=models.CASCADE, related_name="+")
    answer: Any = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="bookings_answered_once", fields=["account", "key"])]


class FruitlessSearch(models.Model):
    """How often a search found nothing, by service, weekday and hour; no person."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()  # the day of the search
    weekday = models.PositiveSmallIntegerField()  # what was looked for; 0 is Monday
    hour = models.PositiveSmallIntegerField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="bookings_fruitless_once", fields=["service", "on", "weekday", "hour"]),
        ]


class Rating(models.Model):
    """How easy it was to use the service, 1 to 5 stars, and which answer was chosen; not linked to a person."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="ratings")
    booking = models.OneToOneField(Booking, null=True, on_delete=models.SET_NULL, related_name="rating")
    stars = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(name="bookings_rating_stars", condition=Q(stars__gte=1, stars__lte=5))]
