"""The number of the day (`numero`): what is called and shown in the waiting room, where nobody's need is named."""

from django.db import models
from django.db.models import Q

from officine.bookings.models.booking import Booking
from officine.catalogue.models import Centre, Resource, Service
from officine.people.models import Person


class Ticket(models.Model):
    """One person's place in the queue of one day, with or without a booking; numbers begin at 1 every day."""

    class Outcome(models.TextChoices):
        WAITING = "waiting"
        SERVED = "served"
        LEFT = "left"

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="tickets")
    on = models.DateField()
    number = models.PositiveSmallIntegerField()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Theirs from the start when they had booked; otherwise the walk-in that they become when served.
    booking = models.OneToOneField(Booking, null=True, blank=True, on_delete=models.SET_NULL, related_name="ticket")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    came_at = models.DateTimeField()
    # Called to this counter or desk, last at this instant.
    called_at = models.DateTimeField(null=True, blank=True)
    called_to = models.ForeignKey(Resource, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="bookings_ticket_once_a_day", fields=["centre", "on", "number"]),
            models.CheckConstraint(
                name="bookings_ticket_ended_or_waiting",
                condition=Q(outcome="waiting", ended_at__isnull=True)
                | (~Q(outcome="waiting") & Q(ended_at__isnull=False)),
            ),
        ]
