"""A centre (`sede`): one place with its desks and counters."""

from zoneinfo import ZoneInfo

from django.db import models

from officine.people.models import Municipality


class Centre(models.Model):
    """A centre. Texts are keyed by language; an empty one is a fact the town has not given, and is hidden."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="centres")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, blank=True)
    phone_hours = models.JSONField(default=dict, blank=True)
    email = models.EmailField(blank=True)
    timezone = models.CharField(max_length=40, default="Europe/Rome")
    opened_on = models.DateField(null=True, blank=True)
    open_to_non_residents = models.BooleanField(default=True)
    keeps_national_holidays = models.BooleanField(default=True)
    equipment = models.JSONField(default=dict, blank=True)  # {"it": ["…"], "en": ["…"]}
    printing = models.JSONField(default=dict, blank=True)
    # How to get in: {"lift": {"it": …}, "step_free": …, "accessible_toilet": …, "ground_floor_alternative": …}
    access = models.JSONField(default=dict, blank=True)
    funding = models.JSONField(default=dict, blank=True)
    # What is drawn around the desks: {"width", "height", "is_sketch", "walls", "windows", "doors", "printers"}
    floor_plan = models.JSONField(default=dict, blank=True)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
