"""A resource: a desk (`postazione`) or a counter (`sportello`); one row, capacity one."""

from django.db import models

from officine.catalogue.centre import Centre


class Resource(models.Model):
    """One place for one person at a time."""

    class Kind(models.TextChoices):
        DESK = "desk"
        COUNTER = "counter"

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="resources")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=40)  # desks: the number on the desk
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    # Of: step_free, height_adjustable, second_screen, window, socket
    offers = models.JSONField(default=list, blank=True)
    # Where it stands on the floor plan: {"x", "y", "width", "height", "turn"}, in the plan's units
    place = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="catalogue_resource_one_name", fields=["centre", "kind", "name"]),
        ]
