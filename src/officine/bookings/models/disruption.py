"""A disruption (`imprevisto`): an ill operator, a closed room, a closed day; and where each booking goes."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from officine.bookings.models.booking import Booking
from officine.catalogue.models import Centre, Closure, Resource, Shift
from officine.people.models import Account


class Disruption(models.Model):
    """What cannot take place. A draft until it is applied; then people are told; undone while nobody has answered."""

    class Kind(models.TextChoices):
        OPERATOR_ABSENT = "operator_absent"
        PLACE_UNAVAILABLE = "place_unavailable"
        CLOSED = "closed"

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="disruptions")
    kind = models.CharField(max_length=20, choices=Kind)
    operator = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    resource = models.ForeignKey(Resource, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.JSONField(default=dict, blank=True)  # for people to read, keyed by language
    # What applying it wrote, so that undoing takes away exactly that.
    closure = models.ForeignKey(Closure, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="bookings_disruption_in_order", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(
                name="bookings_disruption_undone_after_applied",
                condition=Q(undone_at__isnull=True) | Q(applied_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="bookings_disruption_by_time", fields=["centre", "starts_at"])]


class DisruptedShift(models.Model):
    """A shift that a disruption touches: another operator takes it over, or it is called off."""

    disruption = models.ForeignKey(Disruption, on_delete=models.CASCADE, related_name="shifts")
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="+")
    was_operator = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    taken_over_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="bookings_disrupted_once", fields=["disruption", "shift"])]


class RelocationQuerySet(models.QuerySet["Relocation"]):
    """Questions about where people were sent."""

    def applied(self) -> Self:
        return self.filter(disruption__applied_at__isnull=False, disruption__undone_at__isnull=True)

    def to_deal_with(self) -> Self:
        """Confirmed where nobody can be received, until somebody moves, keeps or cancels the booking."""
        return self.applied().filter(
            to_starts_at=None,
            accepted_at=None,
            booking__status=Booking.Status.CONFIRMED,
            booking__starts_at=F("was_starts_at"),
            booking__resource=F("was_resource"),
        )

    def moved(self) -> Self:
        """Those sent elsewhere so that they had to be told: a counter is nobody's concern, a time or a desk is."""
        same_time_at_a_counter = Q(to_starts_at=F("was_starts_at"), was_resource__kind=Resource.Kind.COUNTER)
        return self.applied().filter(moved_version__isnull=False).exclude(same_time_at_a_counter)

    def unanswered(self) -> Self:
        """Moved, and neither accepted nor changed since."""
        return self.moved().filter(
            accepted_at=None, booking__status=Booking.Status.CONFIRMED, booking__version=F("moved_version")
        )


class Relocation(models.Model):
    """Where one booking was, and where it is proposed to go; without a place, somebody still has to deal with it."""

    disruption = models.ForeignKey(Disruption, on_delete=models.CASCADE, related_name="relocations")
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="relocations")
    was_starts_at = models.DateTimeField()
    was_ends_at = models.DateTimeField()
    was_resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    to_starts_at = models.DateTimeField(null=True, blank=True)
    to_ends_at = models.DateTimeField(null=True, blank=True)
    to_resource = models.ForeignKey(Resource, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # The version of the booking that was moved; a later one means that somebody has changed it since.
    moved_version = models.PositiveIntegerField(null=True, blank=True)
    # The person accepts the new place; without one, somebody at the desk said that the booking stays where it is.
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = RelocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="bookings_relocation_once", fields=["disruption", "booking"]),
            models.CheckConstraint(
                name="bookings_relocation_whole",
                condition=Q(to_starts_at__isnull=True, to_ends_at__isnull=True, to_resource__isnull=True)
                | Q(to_starts_at__isnull=False, to_ends_at__isnull=False, to_resource__isnull=False),
            ),
        ]
