"""The part of bookings in a person's data: to take away, and to erase while the chain of events stays whole."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from officine.bookings.models import Answered, Booking, BookingEvent, BookingNote, Call, Rating
from officine.bookings.moves import move
from officine.database.locks import lock
from officine.people.models import Account, Person
from officine.rules.lifecycle import Move, Status


def export(account: Account) -> list[dict[str, Any]]:
    """Every booking that the account may see, with its history; as plain values, instants in ISO 8601."""
    bookings = (
        Booking.objects.of(account)
        .select_related("centre", "service", "resource", "person", "business", "need")
        .prefetch_related("events", "notes", "attestations", "calls")
        .order_by("starts_at")
    )
    return [_booking(booking) for booking in bookings]


def lock_bookings_of(persons: Collection[Person]) -> None:
    """Until the transaction ends nobody else changes these persons' bookings, or writes to them about one."""
    lock(Person.objects.filter(pk__in=[person.pk for person in persons]))
    lock(Booking.objects.filter(person__in=persons))


def cancel_upcoming(persons: Collection[Person], by: Account, at: datetime) -> None:
    """Frees the places of persons who want to be forgotten, however near they are."""
    for booking in Booking.objects.filter(person__in=persons, status=Status.CONFIRMED, ends_at__gt=at).order_by("pk"):
        move(booking, Move.CANCEL_BY_PERSON, by=by, role="person", at=at, reason="erased")


def erase_texts(persons: Collection[Person]) -> None:
    """What was written about these persons' bookings goes, and nobody is told of anything any more."""
    theirs = Booking.objects.filter(person__in=persons)
    BookingNote.objects.filter(booking__in=theirs).delete()
    Rating.objects.filter(booking__in=theirs).exclude(text="").update(text="")
    BookingEvent.objects.filter(booking__in=theirs, notice_due=True).update(notice_due=False)


def keep_no_longer(at: datetime, *, notes: timedelta, answers: timedelta) -> None:
    """Notes and calls go some time after the visit, answers of the API some time after they were given."""
    BookingNote.objects.filter(booking__ends_at__lt=at - notes, created_at__lt=at - notes).delete()
    Call.objects.filter(booking__ends_at__lt=at - notes, at__lt=at - notes).delete()
    Answered.objects.filter(created_at__lt=at - answers).delete()


def _booking(booking: Booking) -> dict[str, Any]:
    return {
        "code": booking.code,
        "status": booking.status,
        "centre": booking.centre.slug,
        "service": booking.service.slug,
        "need": booking.need.name if booking.need else None,
        "resource": booking.resource.name,
        "person": booking.person.full_name if booking.person else "",
        "business": booking.business.name if booking.business else None,
        "channel": booking.channel,
        "starts_at": booking.starts_at.isoformat(),
        "ends_at": booking.ends_at.isoformat(),
        "deadline_on": booking.deadline_on.isoformat() if booking.deadline_on else None,
        "ground_floor": booking.ground_floor,
        "private_talk": booking.private_talk,
        "with_companion": booking.with_companion,
        "events": [
            {"at": event.at.isoformat(), "move": event.move, "reason": event.reason} for event in booking.events.all()
        ],
        "notes": [note.text for note in booking.notes.all()],
        "calls": [{"at": call.at.isoformat(), "outcome": call.outcome} for call in booking.calls.all()],
        "attestations": [
            {
                "code": paper.code,
                "arrived_at": paper.arrived_at.isoformat(),
                "left_at": paper.left_at.isoformat(),
                "issued_at": paper.issued_at.isoformat(),
                "revoked_at": paper.revoked_at.isoformat() if paper.revoked_at else None,
            }
            for paper in booking.attestations.all()
        ],
    }
