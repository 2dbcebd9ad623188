"""The proof of presence: given out for the times of a visit, the same paper for the same times, and verified later."""

from datetime import datetime

from django.db import transaction

from officine.bookings.models import Attestation, Booking
from officine.bookings.visits import correct_times, finish
from officine.database.locks import lock
from officine.people.models import Account
from officine.rules.lifecycle import Move
from officine.rules.refusals import Refused, Rule


def attest(
    booking: Booking,
    arrived_at: datetime,
    left_at: datetime,
    *,
    by: Account,
    at: datetime,
    version: int | None = None,
) -> Attestation:
    """The paper for these times, given to the minute; whoever is still here leaves, and wrong times are put right.

    A paper that says other times is taken back. Refused for who has not come, and for times that cannot be.
    """
    with transaction.atomic():
        lock(Booking.objects.filter(pk=booking.pk))
        booking.refresh_from_db(fields=["status", "version", "arrived_at", "left_at"])
        paper = booking.attestations.filter(revoked_at=None).last()
        if paper and is_good(paper) and _says(booking, arrived_at, left_at):
            return paper
        if version is not None and version != booking.version:
            raise Refused(Rule.CHANGED)
        if booking.may(Move.FINISH):
            finish(booking, by=by, at=at)
        if not _says(booking, arrived_at, left_at):
            correct_times(booking, arrived_at, left_at, by=by, at=at)
        booking.attestations.filter(revoked_at=None).update(revoked_at=at)
        times = {"arrived_at": booking.arrived_at or arrived_at, "left_at": booking.left_at or left_at}
        return Attestation.objects.create(booking=booking, by=by, issued_at=at, **times)


def attestation_with(code: str) -> Attestation | None:
    """The paper with this code, taken back or not, and all that is said of it; always one query."""
    papers = Attestation.objects.select_related("booking__centre__municipality", "booking__person")
    return papers.filter(code=code).first()


def is_good(paper: Attestation) -> bool:
    """Whether it still says what the booking says: a step that was taken back takes the paper back, too."""
    said = (paper.arrived_at, paper.left_at)
    return paper.revoked_at is None and said == (paper.booking.arrived_at, paper.booking.left_at)


def initials(paper: Attestation) -> str:
    """“M. R.”; nothing for somebody who was erased."""
    person = paper.booking.person
    names = (person.given_name, person.family_name) if person else ()
    return " ".join(f"{name[0]}." for name in names if name)


def _says(booking: Booking, arrived_at: datetime, left_at: datetime) -> bool:
    """Whether these are the booking's times, to the minute."""
    if booking.arrived_at is None or booking.left_at is None:
        return False
    return _minute(booking.arrived_at) == _minute(arrived_at) and _minute(booking.left_at) == _minute(left_at)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
