"""Opening hours (`orario`), seasons and closures (`chiusura`) of a centre."""

from django.db import models
from django.db.models import F, Q

from officine.catalogue.centre import Centre
from officine.catalogue.resource import Resource


class Season(models.Model):
    """A part of every year with opening hours of its own, both ends included."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="seasons")
    name = models.CharField(max_length=60)
    first_month = models.PositiveSmallIntegerField()
    first_day = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    last_day = models.PositiveSmallIntegerField()


class OpeningHours(models.Model):
    """One opening on one weekday (0 is Monday), in the centre's local time, between two dates or for good."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="opening_hours")
    season = models.ForeignKey(Season, null=True, blank=True, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="catalogue_hours_open_before_close", condition=Q(opens__lt=F("closes"))),
            models.CheckConstraint(name="catalogue_hours_weekday", condition=Q(weekday__lte=6)),
        ]


class Closure(models.Model):
    """Days, or hours of days, on which a centre or one resource is closed, with a reason people can read."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="closures")
    resource = models.ForeignKey(Resource, null=True, blank=True, on_delete=models.CASCADE, related_name="closures")
    first_on = models.DateField()
    last_on = models.DateField()
    every_year = models.BooleanField(default=False)
    opens = models.TimeField(null=True, blank=True)  # closed only between these local times, where both are given
    closes = models.TimeField(null=True, blank=True)
    reason = models.JSONField(default=dict)
    # Decided at short notice: every page of the site says so while it is near.
    is_sudden = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="catalogue_closure_in_order", condition=Q(first_on__lte=F("last_on"))),
        ]
