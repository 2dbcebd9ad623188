"""What a disruption could not place: each stays in the list until somebody moves, keeps or cancels it."""

from datetime import datetime

from django.db import transaction

from officine.bookings.actions import cancel_by_town
from officine.bookings.disrupted import affected, places_for
from officine.bookings.models import Booking, Disruption, Relocation
from officine.bookings.sent_elsewhere import send_elsewhere
from officine.catalogue.models import Resource
from officine.database.locks import lock, taken_if_refused
from officine.people.models import Account, Person
from officine.rules.refusals import Refused, Rule
from officine.rules.relocating import Place


def settle(relocation: Relocation, place: Place, *, by: Account, at: datetime) -> None:
    """A place was found after all: the booking goes there as the others did."""
    with taken_if_refused(), transaction.atomic():
        lock(Disruption.objects.filter(pk=relocation.disruption_id))
        lock(Person.objects.filter(bookings=relocation.booking_id))
        lock(Resource.objects.filter(centre=relocation.disruption.centre_id))
        row = _still_to_do(relocation)
        if place not in places_for(row, at, on=place.span.start.astimezone(row.booking.centre.zone).date()):
            raise Refused(Rule.TAKEN)
        row.to_resource_id, (row.to_starts_at, row.to_ends_at) = place.resource, place.span
        row.save(update_fields=["to_resource", "to_starts_at", "to_ends_at"])
        send_elsewhere(row, by=by, at=at)


def keep(relocation: Relocation, *, at: datetime) -> None:
    """It takes place as it is after all, or somebody has seen to it; nobody is told."""
    if not Relocation.objects.to_deal_with().filter(pk=relocation.pk).update(accepted_at=at):
        raise Refused(Rule.CHANGED)


def give_up(relocation: Relocation, *, by: Account, at: datetime) -> None:
    """The town cancels it, for the reason of the disruption; the person is told and loses nothing."""
    with transaction.atomic():
        row = _still_to_do(relocation)
        cancel_by_town(row.booking, by=by, at=at, reason=row.disruption.kind, version=row.booking.version)


def late_comers(disruption: Disruption, at: datetime) -> list[Booking]:
    """Bookings that came in while it was being applied, and that nobody has looked at yet."""
    if disruption.applied_at is None or disruption.undone_at is not None or disruption.ends_at <= at:
        return []
    known = set(disruption.relocations.values_list("booking_id", flat=True))
    return [booking for booking in affected(disruption, at) if booking.pk not in known]


def _still_to_do(relocation: Relocation) -> Relocation:
    rows = Relocation.objects.to_deal_with().filter(pk=relocation.pk)
    row = rows.select_related(
        "booking__centre", "booking__service", "booking__resource", "was_resource", "disruption__centre__municipality"
    ).first()
    if row is None:
        raise Refused(Rule.CHANGED)
    return row
