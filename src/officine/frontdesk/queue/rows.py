"""The queue as the desk sees it: each number with its wait and the places it can be called to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from officine.bookings.line import InLine, Picture, line
from officine.bookings.models import Ticket
from officine.catalogue.models import Centre, Shift
from officine.catalogue.wording import time_in_words
from officine.frontdesk.queue.words import place_in_words, service_name, since_in_words, wait_in_words
from officine.people.models import Account
from officine.rules.days import local_date

LAST_ONES = 6


@dataclass(frozen=True)
class Option:
    """A place to call somebody to."""

    pk: int
    name: str
    is_likely: bool


@dataclass(frozen=True)
class Row:
    ticket: Ticket
    service: str
    name: str
    since: str
    wait: str
    booked: str
    called: str
    options: list[Option]


@dataclass(frozen=True)
class Ended:
    ticket: Ticket
    service: str
    name: str
    ended: str


@dataclass(frozen=True)
class Queue:
    rows: list[Row]
    ended: list[Ended]


def queue(centre: Centre, account: Account, at: datetime) -> Queue:
    """Who waits, and the last numbers that were served or left; the number of queries does not grow with them."""
    seen = line(centre, at)
    own = _own_counter(centre, account, at)
    ended = Ticket.objects.filter(centre=centre, on=local_date(at, centre.zone)).exclude(outcome=Ticket.Outcome.WAITING)
    return Queue(
        [_row(each, seen.picture, own, centre, at) for each in seen.waiting],
        [
            Ended(ticket, service_name(ticket.service), _name(ticket), time_in_words(ticket.ended_at, centre.zone))
            for ticket in ended.select_related("service", "person", "booking").order_by("-ended_at")[:LAST_ONES]
            if ticket.ended_at
        ],
    )


def _row(each: InLine, seen: Picture, own: int | None, centre: Centre, at: datetime) -> Row:
    ticket = each.ticket
    booked = ticket.booking
    called = ""
    if ticket.called_at and ticket.called_to:
        called = f"{place_in_words(ticket.called_to)}, {time_in_words(ticket.called_at, centre.zone)}"
    return Row(
        ticket=ticket,
        service=service_name(ticket.service),
        name=_name(ticket),
        since=since_in_words(ticket.came_at, at),
        wait=wait_in_words(each.begins_at, at, centre.zone),
        booked=time_in_words(booked.starts_at, centre.zone) if booked else "",
        called=called,
        options=_options(each, seen, own),
    )


def _options(each: InLine, seen: Picture, own: int | None) -> list[Option]:
    """The booked counter; or each place that still serves this today, one's own or the likeliest chosen."""
    ticket = each.ticket
    if ticket.booking is not None:
        return [Option(ticket.booking.resource_id, place_in_words(ticket.booking.resource), True)]
    serving = seen.serving.get(ticket.service_id, {})
    places = [pk for pk in seen.places if any(span.end > seen.now for span in serving.get(pk, []))]
    likely = ticket.called_to_id or (own if own in places else None) or (each.place.pk if each.place else None)
    return [Option(pk, place_in_words(seen.places[pk]), pk == likely) for pk in places]


def _own_counter(centre: Centre, account: Account, at: datetime) -> int | None:
    shifts = Shift.objects.filter(
        centre=centre,
        operator=account,
        status=Shift.Status.PLANNED,
        starts_at__lte=at + timedelta(minutes=15),
        ends_at__gt=at,
    )
    return shifts.order_by("starts_at").values_list("counter", flat=True).first()


def _name(ticket: Ticket) -> str:
    person = ticket.person or (ticket.booking.person if ticket.booking else None)
    return person.full_name if person else ""
