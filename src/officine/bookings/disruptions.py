"""The verbs of a disruption: propose, change the proposal, apply it to everyone at once, take it back.

A draft tells nobody anything. What applying finds changed since the draft was seen is proposed anew, never overwritten.
docs/how-to/an-operator-is-ill.md shows it from the desk.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from officine.bookings.disrupted import affected, displaced, place_of, places_for, search, who_can_take_over
from officine.bookings.models import Booking, DisruptedShift, Disruption, Relocation
from officine.bookings.sent_elsewhere import called_off, closed, let_go_of_holds, send_elsewhere
from officine.catalogue.models import Centre, Resource, Shift
from officine.database.locks import lock, taken_if_refused
from officine.people.models import Account, Person
from officine.rules.availability import Span
from officine.rules.refusals import Refused, Rule
from officine.rules.relocating import Place, is_free
from officine.rules.relocating import propose as propose_places

Kind = Disruption.Kind


def propose(
    centre: Centre,
    kind: str,
    span: Span,
    *,
    by: Account | None,
    at: datetime,
    resource: Resource | None = None,
    shifts: Iterable[Shift] = (),
    reason: dict[str, str] | None = None,
) -> Disruption:
    """A draft with a new place for everyone it hits. Of an operator, the shifts; else the time of the span."""
    shifts = list(shifts)
    with transaction.atomic():
        draft = Disruption.objects.create(
            centre=centre,
            kind=kind,
            operator=shifts[0].operator if shifts else None,
            resource=resource,
            starts_at=min([shift.starts_at for shift in shifts], default=span.start),
            ends_at=max([shift.ends_at for shift in shifts], default=span.end),
            reason=reason or {},
            made_by=by,
            made_at=at,
        )
        for shift in shifts:
            DisruptedShift.objects.create(disruption=draft, shift=shift, was_operator=shift.operator)
        _redraw(draft, at)
    return draft


def discard(disruption: Disruption) -> None:
    """Throws a draft away; what was applied stays as the record of it."""
    with _locked(disruption) as draft:
        _refuse_unless_draft(draft)
        draft.delete()


def hand_over(row: DisruptedShift, to: Account | None, *, at: datetime) -> None:
    """Another operator takes over a shift of a draft, and its bookings stay; with None, they are sent elsewhere."""
    with _locked(row.disruption) as draft:
        _refuse_unless_draft(draft)
        if to is not None and to not in who_can_take_over([row], draft)[row.pk]:
            raise Refused(Rule.TAKEN)
        row.taken_over_by = to
        row.save(update_fields=["taken_over_by"])
        _redraw(draft, at)


def adjust(relocation: Relocation, place: Place | None, *, at: datetime) -> None:
    """Another place for one booking of a draft, chosen by hand; without a place, it is left to deal with later."""
    with _locked(relocation.disruption) as draft:
        _refuse_unless_draft(draft)
        rows = Relocation.objects.select_related("booking__centre", "booking__service", "disruption")
        row = rows.filter(pk=relocation.pk).first()
        if row is None:
            raise Refused(Rule.CHANGED)  # their booking was cancelled, and the draft brought up to date
        if place is not None and place not in _day_of(place, row, at):
            raise Refused(Rule.TAKEN)
        _send_to(row, place)


def redraw(disruption: Disruption, at: datetime) -> None:
    """Brings a draft up to date: those who booked since, those who changed or cancelled, places taken by others."""
    with _locked(disruption) as draft:
        _refuse_unless_draft(draft)
        _redraw(draft, at)


def apply(disruption: Disruption, *, by: Account, at: datetime, seen: str = "") -> Disruption:
    """Everything at once, or nothing: the shift or the closure, and every booking that has a new place.

    `seen`: what the draft said when it was looked at. Refuses CHANGED when it says something else by now, and draws
    the draft anew, so that it can be looked at again. A second time it changes nothing.
    """
    try:
        with taken_if_refused(), _locked(disruption) as draft:
            if draft.applied_at is None:
                _apply(draft, by=by, at=at, seen=seen)
            return draft
    except Refused as refused:
        if refused.rule not in (Rule.CHANGED, Rule.TAKEN, Rule.STATUS):
            raise
        redraw(disruption, at)
        raise Refused(Rule.CHANGED) from refused


def fingerprint(disruption: Disruption) -> str:
    """What a draft says, in short: a form carries it, so that nobody applies what they have not seen."""
    rows = disruption.relocations.order_by("booking_id").values_list(
        "booking_id", "was_starts_at", "was_resource_id", "to_starts_at", "to_ends_at", "to_resource_id"
    )
    shifts = disruption.shifts.order_by("shift_id").values_list("shift_id", "taken_over_by_id")
    return hashlib.sha256(repr((list(rows), list(shifts))).encode()).hexdigest()[:16]


def _apply(draft: Disruption, *, by: Account, at: datetime, seen: str) -> None:
    if seen and seen != fingerprint(draft):
        raise Refused(Rule.CHANGED)
    lock(Person.objects.filter(pk__in={booking.person_id for booking in affected(draft, at)}))
    lock(Resource.objects.filter(centre=draft.centre))
    if _outdated(draft, at)[0]:
        raise Refused(Rule.CHANGED)
    let_go_of_holds(draft, at)
    if draft.kind == Kind.OPERATOR_ABSENT:
        called_off(draft)
    else:
        draft.closure = closed(draft)
    draft.applied_at = at
    draft.save(update_fields=["closure", "applied_at"])
    rows = draft.relocations.exclude(to_resource=None)
    for relocation in rows.select_related("booking__resource", "disruption").order_by("booking__created_at", "pk"):
        send_elsewhere(relocation, by=by, at=at)


def _redraw(draft: Disruption, at: datetime) -> None:
    """Keeps what still holds; proposes a place, after those, for whoever has none that does."""
    _drop_takeovers(draft)
    asked, gone = _outdated(draft, at)
    Relocation.objects.filter(pk__in=[row.pk for row in gone]).delete()
    if not asked:
        return
    found = search(draft, at)
    waiting = {booking.pk for booking in asked}
    for row in draft.relocations.exclude(booking__in=waiting):
        place = place_of(row)
        if place is not None:
            found.give(next(each for each in found.affected if each.pk == row.booking_id), place)
    proposed = propose_places([displaced(each) for each in asked], found.grounds, found.given)
    for booking in asked:
        place = proposed[booking.pk]
        Relocation.objects.update_or_create(
            disruption=draft,
            booking=booking,
            defaults={
                "was_starts_at": booking.starts_at,
                "was_ends_at": booking.ends_at,
                "was_resource_id": booking.resource_id,
                **_fields(place),
            },
        )


def _drop_takeovers(draft: Disruption) -> None:
    """Of those who have got another shift at that time."""
    rows = list(draft.shifts.exclude(taken_over_by=None).select_related("shift", "taken_over_by"))
    can = who_can_take_over(rows, draft) if rows else {}
    lost = [row.pk for row in rows if row.taken_over_by not in can[row.pk]]
    DisruptedShift.objects.filter(pk__in=lost).update(taken_over_by=None)


def _outdated(draft: Disruption, at: datetime) -> tuple[list[Booking], list[Relocation]]:
    """Whose proposal is missing or no longer holds, in the order in which they came; and proposals nobody needs."""
    found = search(draft, at)
    rows = {row.booking_id: row for row in draft.relocations.all()}
    asked = []
    for booking in found.affected:
        row = rows.pop(booking.pk, None)
        if row is None or not _stands(row, booking):
            asked.append(booking)
            continue
        place = place_of(row)
        if place is None:
            continue
        if is_free(place, displaced(booking), found.grounds[booking.service_id], found.given):
            found.give(booking, place)
        else:
            asked.append(booking)
    return asked, list(rows.values())


def _stands(row: Relocation, booking: Booking) -> bool:
    """Whether the booking is still where it was when its new place was proposed."""
    was = (row.was_starts_at, row.was_ends_at, row.was_resource_id)
    return was == (booking.starts_at, booking.ends_at, booking.resource_id)


def _send_to(relocation: Relocation, place: Place | None) -> None:
    for name, value in _fields(place).items():
        setattr(relocation, name, value)
    relocation.save(update_fields=list(_fields(place)))


def _fields(place: Place | None) -> dict[str, object]:
    return {
        "to_starts_at": place.span.start if place else None,
        "to_ends_at": place.span.end if place else None,
        "to_resource_id": place.resource if place else None,
    }


def _day_of(place: Place, relocation: Relocation, at: datetime) -> Iterator[Place]:
    zone = relocation.booking.centre.zone
    return places_for(relocation, at, on=place.span.start.astimezone(zone).date())


@contextmanager
def _locked(disruption: Disruption) -> Iterator[Disruption]:
    """One at a time: of two operators at the same disruption, the second finds what the first has done."""
    with transaction.atomic():
        if not lock(Disruption.objects.filter(pk=disruption.pk)):
            raise Refused(Rule.CHANGED)  # a draft that somebody has thrown away meanwhile
        yield Disruption.objects.select_related("centre__municipality", "resource").get(pk=disruption.pk)


def _refuse_unless_draft(disruption: Disruption) -> None:
    if disruption.applied_at is not None:
        raise Refused(Rule.CHANGED)
