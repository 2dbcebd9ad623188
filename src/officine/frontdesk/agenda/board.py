"""Today at a glance: each counter and each desk, who is there now, who is late, who comes next, what is free."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from officine.catalogue.wording import span_in_words, time_in_words
from officine.frontdesk.agenda.reading import Days, Place, Visit
from officine.frontdesk.agenda.rows import Words
from officine.rules.standing import Standing, is_over, standing


@dataclass(frozen=True)
class Line:
    """Somebody at a place: now, late or next; with words before and after the name."""

    kind: str
    before: str
    code: str
    number: str  # of the day
    name: str
    after: str


@dataclass(frozen=True)
class Card:
    """A place: its state (free, taken, late, off) is a class of the drawing too; `says` is that state in words."""

    name: str
    number: str  # a desk's, as it stands on it
    state: str
    says: str
    lines: list[Line]
    notes: list[str]


@dataclass(frozen=True)
class Board:
    counters: list[Card]
    desks: list[Card]

    @property
    def groups(self) -> list[list[Card]]:
        return [self.counters, self.desks]

    @property
    def free_desks(self) -> int:
        return sum(desk.state == "free" for desk in self.desks)


def board(found: Days, on: date, words: Words) -> Board:
    """The places of this day as they stand now; those out of use only while somebody is there."""
    cards: dict[bool, list[Card]] = {True: [], False: []}
    for place in found.places:
        serving = found.serving(place, on)
        stands = standing(found.visits_by_place[place.pk], serving, words.at)
        if place.is_active or stands.here or stands.late or stands.next:
            cards[place.is_for_desks].append(_card(place, on, stands, words, serves_today=bool(serving)))
    return Board(cards[False], cards[True])


def _card(place: Place, on: date, stands: Standing[Visit], words: Words, *, serves_today: bool) -> Card:
    lines = [
        *(
            _line("now", visit, words, after="" if n == 0 else _until(visit, words))
            for n, visit in enumerate(stands.here)
        ),
        *(_line("late", visit, words, after=words.late(visit)) for visit in stands.late),
    ]
    if stands.next:
        time = time_in_words(stands.next.starts_at, words.zone)
        lines.append(_line("next", stands.next, words, before=_("next %(time)s") % {"time": time}))
    hours = [span_in_words(*shift, words.zone) for shift in place.called_off[on]]
    return Card(
        name=_("Desk %(number)s") % {"number": place.name} if place.is_for_desks else place.name,
        number=place.name if place.is_for_desks else "",
        state=_state(stands),
        says=_says(place, on, stands, words, serves_today=serves_today),
        lines=lines,
        notes=[_("The shift %(hours)s is called off.") % {"hours": each} for each in hours],
    )


def _line(kind: str, visit: Visit, words: Words, *, before: str = "", after: str = "") -> Line:
    return Line(kind, before, visit.code, str(visit.number or ""), words.name(visit), after)


def _until(visit: Visit, words: Words) -> str:
    time = {"time": time_in_words(visit.ends_at, words.zone)}
    return (_("was to end at %(time)s") if is_over(visit, words.at) else _("until %(time)s")) % time


def _state(stands: Standing[Visit]) -> str:
    if stands.late:
        return "late"
    if stands.here:
        return "taken"
    if stands.free_until:
        return "free"
    return "taken" if stands.serves else "off"


def _says(place: Place, on: date, stands: Standing[Visit], words: Words, *, serves_today: bool) -> str:
    """The place in a few words, beside its name."""
    if stands.here:
        return _until(stands.here[0], words)
    if not serves_today:
        return _says_of_no_service(place, on)
    if stands.free_until:
        time = {"time": time_in_words(stands.free_until, words.zone)}
        if place.is_for_desks:
            return pgettext("desk", "Free until %(time)s") % time
        return pgettext("counter", "Free until %(time)s") % time
    if stands.serves:
        return pgettext("desk", "Booked") if place.is_for_desks else pgettext("counter", "Booked")
    if stands.opens_at:
        return _("From %(time)s") % {"time": time_in_words(stands.opens_at, words.zone)}
    return _("Over for today")


def _says_of_no_service(place: Place, on: date) -> str:
    if place.is_for_desks or place.shifts[on]:
        return _("Closed today")
    return "" if place.called_off[on] else _("No shift today")
