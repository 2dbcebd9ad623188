"""What the page of a disruption shows: lines in words, totals, who was told. Its queries do not grow with the lines."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from officine.bookings.disrupted import who_can_take_over
from officine.bookings.disruptions import fingerprint
from officine.bookings.leftovers import late_comers
from officine.bookings.models import Booking, BookingEvent, DisruptedShift, Disruption, Relocation
from officine.bookings.sent_elsewhere import is_told
from officine.bookings.taking_back import why_not_undone
from officine.catalogue.wording import when_in_words
from officine.frontdesk.disruption import words
from officine.notices.models import Notice
from officine.people.models import Account
from officine.rules.texts import in_language


@dataclass(frozen=True)
class Line:
    """One booking: where it was, where it goes, and how it stands."""

    booking: Booking
    name: str
    service: str
    was: str
    goes_to: str
    note: str
    is_to_do: bool


@dataclass(frozen=True)
class ShiftLine:
    """One shift of the operator who cannot come, and who could take it over."""

    row: DisruptedShift
    when: str
    counter: str
    candidates: list[Account]


@dataclass(frozen=True)
class Progress:
    """How many were told by mail, are still to be told, are to be phoned; how many have accepted."""

    by_mail: int
    waiting: int
    to_phone: int
    accepted: int
    changed: int


@dataclass(frozen=True)
class Page:
    title: str
    when: str
    state: str
    reason: str
    shifts: list[ShiftLine]
    placed: list[Line]
    left: list[Line]
    late: list[Booking]
    seen: str
    progress: Progress | None
    may_undo: bool
    why_not: str

    @property
    def to_do(self) -> int:
        """How many still need somebody."""
        return len([line for line in self.left if line.is_to_do]) + len(self.late)


def page_of(disruption: Disruption, at: datetime) -> Page:
    """The disruption as it stands at this instant."""
    rows = _rows(disruption)
    is_applied = disruption.applied_at is not None
    told = _told(rows) if is_applied else {}
    lines = [_line(row, told) for row in rows]
    reason = why_not_undone(disruption, at)
    return Page(
        title=words.title(disruption),
        when=words.when(disruption),
        state=words.state(disruption),
        reason=words.reason(disruption),
        shifts=_shifts(disruption),
        placed=[line for line in lines if line.goes_to],
        left=[line for line in lines if not line.goes_to],
        late=late_comers(disruption, at),
        seen="" if is_applied else fingerprint(disruption),
        progress=_progress(rows, told) if is_applied and disruption.undone_at is None else None,
        may_undo=reason is None,
        why_not=words.why_not(reason) if reason else "",
    )


def _rows(disruption: Disruption) -> list[Relocation]:
    rows = disruption.relocations.select_related(
        "booking__person", "booking__service", "booking__resource", "was_resource", "to_resource", "disruption"
    )
    found = list(rows.order_by("was_starts_at", "booking__created_at", "pk"))
    for row in found:
        row.booking.centre = disruption.centre
    return found


def _shifts(disruption: Disruption) -> list[ShiftLine]:
    rows = list(disruption.shifts.select_related("shift__counter", "taken_over_by").order_by("shift__starts_at"))
    free = who_can_take_over(rows, disruption) if rows and disruption.applied_at is None else {}
    zone = disruption.centre.zone
    return [
        ShiftLine(
            row,
            when_in_words(row.shift.starts_at, row.shift.ends_at, zone),
            row.shift.counter.name,
            free.get(row.pk, []),
        )
        for row in rows
    ]


def _line(row: Relocation, told: dict[int, set[str]]) -> Line:
    booking = row.booking
    to_do = _is_to_do(row)
    return Line(
        booking=booking,
        name=booking.person.full_name if booking.person else booking.spoken_code,
        service=str(in_language(booking.service.name, get_language() or "")),
        was=words.was(row),
        goes_to=words.goes_to(row),
        note=_note(row, told),
        is_to_do=to_do,
    )


def _is_to_do(row: Relocation) -> bool:
    """As Relocation.objects.to_deal_with() has it, for a row that is at hand."""
    booking, disruption = row.booking, row.disruption
    return (
        disruption.applied_at is not None
        and disruption.undone_at is None
        and row.to_resource is None
        and row.accepted_at is None
        and booking.status == Booking.Status.CONFIRMED
        and (booking.starts_at, booking.resource_id) == (row.was_starts_at, row.was_resource_id)
    )


def _note(row: Relocation, told: dict[int, set[str]]) -> str:
    if row.disruption.applied_at is None:
        return "" if is_told(row) or row.to_resource is None else _("same time: nobody needs to be told")
    if row.disruption.undone_at is not None:
        return ""
    if row.to_resource is None:
        return _to_do_note(row)
    if row.accepted_at is not None:
        return pgettext("one booking", "accepted")
    if row.booking.version != row.moved_version:
        return pgettext("one booking", "changed since")
    if not is_told(row):
        return _("same time: nobody needs to be told")
    states = told.get(row.pk, set())
    if Notice.Status.SENT in states:
        return pgettext("one booking", "told by mail")
    return (
        pgettext("one booking", "to phone")
        if states and Notice.Status.DUE not in states
        else pgettext("one booking", "mail about to go out")
    )


def _to_do_note(row: Relocation) -> str:
    if _is_to_do(row):
        return pgettext("one booking", "to deal with")
    return (
        pgettext("one booking", "stays where it is")
        if row.accepted_at is not None
        else pgettext("one booking", "dealt with")
    )


def _told(rows: list[Relocation]) -> dict[int, set[str]]:
    """By relocation, how its notices stand; empty while the worker has not made them."""
    moved = {(row.booking_id, row.moved_version): row.pk for row in rows if row.moved_version is not None}
    events = BookingEvent.objects.filter(booking__in=[booking for booking, _version in moved])
    of_event = {
        f"event:{event}": moved[booking, version]
        for event, booking, version in events.values_list("pk", "booking_id", "version")
        if (booking, version) in moved
    }
    found: defaultdict[int, set[str]] = defaultdict(set)
    notices = Notice.objects.filter(booking__in=[booking for booking, _version in moved])
    for key, status in notices.values_list("key", "status"):
        about = key.rpartition(":")[0]
        if about in of_event:
            found[of_event[about]].add(status)
    return found


def _progress(rows: list[Relocation], told: dict[int, set[str]]) -> Progress:
    moved = [row for row in rows if row.moved_version is not None]
    concerned = [row for row in moved if is_told(row)]
    by_mail = [row for row in concerned if Notice.Status.SENT in told.get(row.pk, set())]
    waiting = [row for row in concerned if not told.get(row.pk) or Notice.Status.DUE in told[row.pk]]
    changed = [row for row in moved if row.accepted_at is None and row.booking.version != row.moved_version]
    return Progress(
        by_mail=len(by_mail),
        waiting=len([row for row in waiting if row not in by_mail]),
        to_phone=len([row for row in concerned if row not in by_mail and row not in waiting]),
        accepted=len([row for row in moved if row.accepted_at is not None]),
        changed=len(changed),
    )
