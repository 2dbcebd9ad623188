"""Today at a glance: each counter and each desk, who is there now, who is late, who comes next, what is free."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from officine.catalogue.wording import span_in_words, time_in_words
from officine.frontdesk.agenda.reading import Days, Place, Visit
from officine.frontdesk.agenda.rows import Words
from officine.rules.standing import Standing, standing


@dataclass(frozen=True)
class Line:
    """Somebody at a place: now, late or next."""

    kind: str
    word: str
    code: str
    name: str
    detail: str


@dataclass(frozen=True)
class Card:
    """A place: its state (free, taken, late, off) is a class of the drawing too; `says` is that state in words."""

    name: str
    state: str
    says: str
    lines: list[Line]
    notes: list[str]


@dataclass(frozen=True)
class Board:
    counters: list[Card]
    desks: list[Card]

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
        *(_line("now", _("Now"), visit, _until(visit, words), words) for visit in stands.here),
        *(_line("late", _("Late"), visit, words.late(visit), words) for visit in stands.late),
    ]
    if stands.next:
        at = time_in_words(stands.next.starts_at, words.zone)
        lines.append(_line("next", _("Next"), stands.next, at, words))
    hours = [span_in_words(*shift, words.zone) for shift in place.called_off[on]]
    return Card(
        name=_("Desk %(number)s") % {"number": place.name} if place.is_for_desks else place.name,
        state=_state(stands),
        says=_says(place, stands, words) if serves_today else _says_of_no_service(place, on),
        lines=lines,
        notes=[_("The shift %(hours)s is called off.") % {"hours": each} for each in hours],
    )


def _line(kind: str, word: str, visit: Visit, detail: str, words: Words) -> Line:
    name = words.name(visit)
    if visit.number:
        name = _("%(name)s, no. %(number)s") % {"name": name, "number": visit.number}
    return Line(kind, word, visit.code, name, detail)


def _until(visit: Visit, words: Words) -> str:
    time = {"time": time_in_words(visit.ends_at, words.zone)}
    return (_("was to end at %(time)s") if visit.ends_at <= words.at else _("until %(time)s")) % time


def _state(stands: Standing[Visit]) -> str:
    if stands.late:
        return "late"
    if stands.here:
        return "taken"
    if stands.free_until:
        return "free"
    return "taken" if stands.serves else "off"


def _says(place: Place, stands: Standing[Visit], words: Words) -> str:
    """Of a place that serves at some time of the day; the lines say it where somebody is there or late."""
    if stands.free_until:
        free = (
            pgettext("desk", "Free until %(time)s")
            if place.is_for_desks
            else pgettext("counter", "Free until %(time)s")
        )
        return free % {"time": time_in_words(stands.free_until, words.zone)}
    if stands.here or stands.late:
        return ""
    if stands.serves:
        return pgettext("desk", "Taken") if place.is_for_desks else pgettext("counter", "Taken")
    if stands.opens_at:
        return _("From %(time)s") % {"time": time_in_words(stands.opens_at, words.zone)}
    return _("Over for today")


def _says_of_no_service(place: Place, on: date) -> str:
    if place.is_for_desks or place.shifts[on]:
        return _("Closed today")
    return "" if place.called_off[on] else _("No shift today")
