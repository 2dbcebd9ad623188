"""Finding a booking at the desk: by its code, however it was read, or by who comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from officine.bookings.models import Booking
from officine.catalogue.models import Centre
from officine.people.models import Person
from officine.people.searching import search, searched
from officine.rules.codes import codes_in, typed
from officine.rules.days import local_date, midnight
from officine.rules.lifecycle import Status

# What was never booked is found by nobody.
NOT_BOOKED = (Status.HELD, Status.EXPIRED)
FEWEST_OF_A_CODE = 3
MOST = 20


@dataclass(frozen=True, slots=True)
class LookUp:
    """Today's bookings, those of other days of the people found (next ones first), and the people."""

    today: list[Booking]
    others: list[Booking]
    people: list[Person]

    @property
    def is_empty(self) -> bool:
        return not (self.today or self.others or self.people)


def booking_of_code(centre: Centre, text: str) -> Booking | None:
    """The booking of this centre whose whole code stands in the text."""
    codes = codes_in(text)
    return _bookings(centre).filter(code__in=codes).first() if codes else None


def look_up(centre: Centre, text: str, at: datetime) -> LookUp:
    """All that three letters of a name or code, or digits of a phone, lead to; four queries however much it is."""
    today = local_date(at, centre.zone)
    start, end = midnight(today, centre.zone), midnight(today + timedelta(days=1), centre.zone)
    fits = _fits(text)
    if fits is None:
        return LookUp([], [], [])
    people = search(centre.municipality, text, MOST)
    rows = _bookings(centre)
    on_this_day = rows.filter(fits, starts_at__gte=start, starts_at__lt=end).order_by("starts_at", "pk")[:MOST]
    theirs = Q(person__in=people) | Q(code__in=codes_in(text))
    later = rows.filter(theirs, starts_at__gte=end).order_by("starts_at", "pk")[:MOST]
    earlier = rows.filter(theirs, starts_at__lt=start).order_by("-starts_at", "pk")[: MOST // 2]
    return LookUp(list(on_this_day), [*later, *earlier], people)


def _fits(text: str) -> Q | None:
    """Whose bookings of today are meant; None where too little was typed."""
    words, code = searched(text), typed(text)
    if not words and len(code) < FEWEST_OF_A_CODE:
        return None
    fits = Q(code__startswith=code) if len(code) >= FEWEST_OF_A_CODE else Q(code__in=codes_in(text))
    if words:
        named = Q(person__erased_at=None, person__isnull=False)
        for word in words:
            named &= Q(person__folded__contains=word)
        fits |= named
    return fits | Q(code__in=codes_in(text))


def _bookings(centre: Centre) -> QuerySet[Booking]:
    return (
        Booking.objects.filter(centre=centre)
        .exclude(status__in=NOT_BOOKED)
        .select_related("person", "resource", "service", "centre")
    )
