"""What can be said to somebody without a booking: served now and where, or how long the wait is."""

from dataclasses import dataclass
from datetime import datetime

from officine.bookings.line import Line, line
from officine.bookings.models import Booking
from officine.catalogue.models import Centre, Resource, Service
from officine.catalogue.wording import time_in_words
from officine.frontdesk.queue.words import place_in_words, service_name, wait_in_words


@dataclass(frozen=True)
class Choice:
    """A service: the place where it is given now, or else when a newcomer's turn would come."""

    service: Service
    name: str
    place: Resource | None
    where: str
    until: str
    wait: str

    @property
    def value(self) -> str:
        """What the button sends: the service and the place that it names."""
        return f"{self.service.pk} {self.place.pk}" if self.place else str(self.service.pk)


@dataclass(frozen=True)
class Overdue:
    """Somebody whose time is over and who may still be there."""

    booking: Booking
    name: str
    where: str
    since: str


@dataclass(frozen=True)
class Choices:
    services: list[Choice]
    overdue: list[Overdue]
    waiting: int
    is_over: bool  # nothing more today, at any place


def choices(centre: Centre, at: datetime) -> Choices:
    seen = line(centre, at)
    offered = [_choice(service, seen, centre) for service in seen.picture.services]
    stuck = [] if all(choice.place for choice in offered) else seen.picture.overdue
    return Choices(
        offered,
        [
            Overdue(
                booking,
                booking.person.full_name if booking.person else "",
                place_in_words(booking.resource),
                time_in_words(booking.ends_at, centre.zone),
            )
            for booking in stuck
        ],
        len(seen.waiting),
        not any(seen.newcomers.values()),
    )


def _choice(service: Service, seen: Line, centre: Centre) -> Choice:
    turn, now = seen.newcomers[service.pk], seen.picture.now
    is_now = seen.served_now(service) is not None
    place = seen.picture.places[turn.place] if turn and is_now else None
    return Choice(
        service=service,
        name=service_name(service),
        place=place,
        where=place_in_words(place) if place else "",
        until=time_in_words(turn.free_until, centre.zone) if turn and is_now else "",
        wait=wait_in_words(turn.span.start if turn else None, now, centre.zone),
    )
