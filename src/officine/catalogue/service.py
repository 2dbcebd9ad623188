"""A service (`servizio`): coworking, or one help-desk topic."""

from django.db import models
from django.db.models import F, Q

from officine.catalogue.centre import Centre
from officine.catalogue.resource import Resource


class Service(models.Model):
    """What a person books: a desk for a while, or an appointment for a need."""

    class Audience(models.TextChoices):
        EVERYONE = "everyone"
        CITIZENS = "citizens"
        BUSINESSES = "businesses"

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="services")
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=8, choices=Resource.Kind)  # served at desks or at counters
    audience = models.CharField(max_length=10, choices=Audience)
    name = models.JSONField(default=dict)
    about = models.JSONField(default=dict, blank=True)
    boundary = models.JSONField(default=dict, blank=True)
    bring = models.JSONField(default=dict, blank=True)  # {"it": ["…"]}
    know = models.JSONField(default=dict, blank=True)
    step_minutes = models.PositiveSmallIntegerField()
    shortest_minutes = models.PositiveSmallIntegerField()
    longest_minutes = models.PositiveSmallIntegerField()
    buffer_minutes = models.PositiveSmallIntegerField(default=0)
    asks_deadline = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="catalogue_service_one_slug", fields=["centre", "slug"]),
            models.CheckConstraint(
                name="catalogue_service_lengths",
                condition=Q(step_minutes__gt=0, shortest_minutes__gt=0, shortest_minutes__lte=F("longest_minutes")),
            ),
        ]

    @property
    def lengths(self) -> list[int]:
        """The minutes a booking may last, shortest first."""
        return list(range(self.shortest_minutes, self.longest_minutes + 1, self.step_minutes))

    @property
    def is_for_desks(self) -> bool:
        return self.kind == Resource.Kind.DESK


class Need(models.Model):
    """A concrete need within a service, with what to bring for it."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="needs")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.JSONField(default=dict)
    bring = models.JSONField(default=dict, blank=True)
    know = models.JSONField(default=dict, blank=True)
    is_active = models.BooleanField(default=True)
