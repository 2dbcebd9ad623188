"""A booking (`prenotazione`), what happened to it, and what was noted about it."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from officine.catalogue.models import Centre, Need, Resource, Rule, Service
from officine.database.no_overlap import NoOverlap
from officine.people.models import Account, Business, Person
from officine.rules import lifecycle
from officine.rules.codes import new_code, spoken

LONGEST = timedelta(hours=24)


class BookingQuerySet(models.QuerySet["Booking"]):
    """Questions about bookings."""

    def blocking(self, at: datetime) -> Self:
        """Those that keep a place from others now; a hold that is over does not."""
        return self.filter(status__in=lifecycle.BLOCKING).exclude(status=lifecycle.Status.HELD, held_until__lte=at)

    def overlapping(self, start: datetime, end: datetime) -> Self:
        # The lower bound on the start lets the index answer: no booking lasts longer than LONGEST.
        return self.filter(starts_at__lt=end, starts_at__gt=start - LONGEST, blocked_until__gt=start)

    def stale_holds(self, at: datetime) -> Self:
        return self.filter(status=lifecycle.Status.HELD, held_until__lte=at)

    def active(self, at: datetime) -> Self:
        return self.filter(status__in=lifecycle.ACTIVE, ends_at__gt=at)

    def of(self, account: Account) -> Self:
        """Those that an account may see: booked by it, or for a person it acts for."""
        return self.filter(Q(booked_by=account) | Q(person__acting__account=account)).distinct()


class Booking(models.Model):
    """One place for one person from starts_at (included) to ends_at (excluded)."""

    class Status(models.TextChoices):
        HELD = lifecycle.Status.HELD.value
        CONFIRMED = lifecycle.Status.CONFIRMED.value
        ARRIVED = lifecycle.Status.ARRIVED.value
        DONE = lifecycle.Status.DONE.value
        CANCELLED_BY_PERSON = lifecycle.Status.CANCELLED_BY_PERSON.value
        CANCELLED_BY_TOWN = lifecycle.Status.CANCELLED_BY_TOWN.value
        ABSENT = lifecycle.Status.ABSENT.value
        EXPIRED = lifecycle.Status.EXPIRED.value

    class Channel(models.TextChoices):
        WEB = "web"
        PHONE = "phone"
        COUNTER = "counter"
        WALK_IN = "walk_in"
        API = "api"

    code = models.CharField(max_length=8, unique=True, default=new_code)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="bookings")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="bookings")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="bookings")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="bookings")
    # Nobody yet while it is held; nobody any more once they are erased.
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="bookings")
    booked_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    business = models.ForeignKey(Business, null=True, blank=True, on_delete=models.SET_NULL, related_name="bookings")
    channel = models.CharField(max_length=8, choices=Channel)
    status = models.CharField(max_length=20, choices=Status)

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    buffer_seconds = models.PositiveIntegerField(default=0)
    blocked_until = models.DateTimeField()  # ends_at + buffer: what the guard covers
    open_minutes = models.PositiveSmallIntegerField()  # without the midday break: what limits count

    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    deadline_on = models.DateField(null=True, blank=True)
    ground_floor = models.BooleanField(default=False)
    private_talk = models.BooleanField(default=False)
    with_companion = models.BooleanField(default=False)

    # A hold belongs to one browser; two people one after the other are seats 1 and 2 of the same hold.
    held_until = models.DateTimeField(null=True, blank=True)
    hold_key = models.CharField(max_length=64, blank=True)
    hold_seat = models.PositiveSmallIntegerField(default=1)
    hold_network = models.CharField(max_length=64, blank=True)

    # Grows with every change: compared before a write, and the SEQUENCE of the calendar entry.
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            NoOverlap(
                name="bookings_no_overlap",
                within=["centre", "resource"],
                starts="starts_at",
                ends="blocked_until",
                when="status",
                among=[str(status) for status in lifecycle.BLOCKING],
                longest=LONGEST,
            ),
            models.CheckConstraint(
                name="bookings_in_order",
                condition=Q(starts_at__lt=F("ends_at"), ends_at__lte=F("blocked_until")),
            ),
            models.CheckConstraint(
                name="bookings_hold_has_an_end", condition=~Q(status="held") | Q(held_until__isnull=False)
            ),
            models.UniqueConstraint(
                name="bookings_one_hold_per_browser",
                fields=["hold_key", "hold_seat"],
                condition=Q(status="held") & ~Q(hold_key=""),
            ),
        ]
        indexes = [
            models.Index(name="bookings_by_resource", fields=["resource", "starts_at"]),
            models.Index(name="bookings_by_centre", fields=["centre", "starts_at"]),
            models.Index(name="bookings_by_person", fields=["person", "starts_at"]),
            models.Index(name="bookings_by_hold", fields=["hold_key"], condition=~Q(hold_key="")),
            models.Index(name="bookings_held", fields=["held_until"], condition=Q(status="held")),
        ]

    @property
    def spoken_code(self) -> str:
        return spoken(self.code)

    @property
    def is_upcoming(self) -> bool:
        return self.status in lifecycle.ACTIVE

    @property
    def is_cancelled(self) -> bool:
        return self.status in (lifecycle.Status.CANCELLED_BY_PERSON, lifecycle.Status.CANCELLED_BY_TOWN)

    def may(self, move: lifecycle.Move) -> bool:
        return lifecycle.may(move, lifecycle.Status(self.status))


class BookingEvent(models.Model):
    """One thing that happened to a booking: who, when, why. Identifiers and instants only, never a name or free text.

    It is also the promise of a notice: it commits together with the change, and the worker sends what follows from it.
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    move = models.CharField(max_length=20)
    from_status = models.CharField(max_length=20, blank=True)
    to_status = models.CharField(max_length=20)
    by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=10)  # person, staff or system
    channel = models.CharField(max_length=8)
    reason = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField()
    notice_due = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="bookings_event_one_per_version", fields=["booking", "version"]),
        ]
        indexes = [
            models.Index(name="bookings_event_due", fields=["id"], condition=Q(notice_due=True)),
        ]


class BookingNote(models.Model):
    """Free text about a booking, apart from it, so that it can be erased and the chain of events stays whole."""

    class Kind(models.TextChoices):
        VISIT = "visit"  # about the visit, for staff only
        OVERRULED = "overruled"  # why a rule was set aside for this booking

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.VISIT)
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
