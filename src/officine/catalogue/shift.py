"""A shift (`turno di sportello`): an operator at a counter, serving certain services."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from officine.catalogue.centre import Centre
from officine.catalogue.resource import Resource
from officine.catalogue.service import Service
from officine.database.no_overlap import NoOverlap
from officine.people.models import Account


class WeeklyShift(models.Model):
    """The pattern of the rota: every week, on one weekday (0 is Monday), in local time."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="weekly_shifts")
    counter = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="weekly_shifts")
    operator = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    services = models.ManyToManyField(Service, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="catalogue_weekly_shift_in_order", condition=Q(opens__lt=F("closes"))),
        ]


class Shift(models.Model):
    """One dated shift. The database refuses two at once for one operator, and two at once for one counter."""

    class Status(models.TextChoices):
        PLANNED = "planned"
        CALLED_OFF = "called_off"  # it stays, so that the weekly pattern does not make it anew

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="shifts")
    counter = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="shifts")
    operator = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="shifts")
    services = models.ManyToManyField(Service, related_name="shifts")
    pattern = models.ForeignKey(WeeklyShift, null=True, blank=True, on_delete=models.SET_NULL, related_name="shifts")
    on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="catalogue_shift_once_a_day", fields=["pattern", "on"]),
            NoOverlap(
                name="catalogue_shift_no_overlap",
                within=["operator"],
                starts="starts_at",
                ends="ends_at",
                when="status",
                among=["planned"],
                longest=timedelta(days=1),
            ),
            NoOverlap(
                name="catalogue_counter_no_overlap",
                within=["centre", "counter"],
                starts="starts_at",
                ends="ends_at",
                when="status",
                among=["planned"],
                longest=timedelta(days=1),
            ),
        ]
        indexes = [models.Index(name="catalogue_shift_by_time", fields=["centre", "starts_at"])]
