"""The agenda of one day: the board, the list per counter and for the desks, and those who cancelled."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from officine.catalogue.models import Centre
from officine.catalogue.wording import span_in_words
from officine.frontdesk.agenda.board import Board, board
from officine.frontdesk.agenda.reading import CANCELLED, EXPECTED, Days, Place, days, stamp_of
from officine.frontdesk.agenda.rows import Row, Words
from officine.rules.days import local_date
from officine.rules.lifecycle import Status


@dataclass(frozen=True)
class Section:
    """A counter with its shifts, or all the desks."""

    title: str
    is_for_desks: bool
    shifts: list[str]
    called_off: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Agenda:
    centre: Centre
    on: date
    today: date
    stamp: str
    hours: list[str]
    closed_because: str
    board: Board | None  # of today only
    sections: list[Section]
    cancelled: list[Row]

    @property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def how_many(self) -> str:
        """Who is still to come; of a past day, who came and who did not."""
        if self.on < self.today:
            return _how_many_came([row.status for row in self.rows])
        count = sum(row.is_still_to_come for row in self.rows)
        return ngettext("%(count)d person still to come", "%(count)d people still to come", count) % {"count": count}


def agenda(centre: Centre, on: date, at: datetime) -> Agenda:
    """A day as it stands at this instant, in five queries."""
    found = days(centre, on, on, at)
    today = local_date(at, centre.zone)
    words = Words(centre, at)
    day = found.opening.days[0]
    return Agenda(
        centre=centre,
        on=on,
        today=today,
        stamp=stamp_of(found, at),
        hours=[span_in_words(*span, centre.zone) for span in day.open],
        closed_because=day.closed_because,
        board=board(found, on, words) if on == today else None,
        sections=_sections(found, on, words),
        cancelled=_cancelled(found, words),
    )


def _sections(found: Days, on: date, words: Words) -> list[Section]:
    counters = [place for place in found.places if not place.is_for_desks]
    sections = [_section(place.name, [place], found, on, words, is_for_desks=False) for place in counters]
    desks = [place for place in found.places if place.is_for_desks]
    kept = [each for each, place in zip(sections, counters, strict=True) if place.is_active or each.rows]
    return [*kept, _section(_("Desks"), desks, found, on, words, is_for_desks=True)]


def _section(title: str, places: list[Place], found: Days, on: date, words: Words, *, is_for_desks: bool) -> Section:
    names = {place.pk: place.name for place in places}
    return Section(
        title=title,
        is_for_desks=is_for_desks,
        shifts=[span_in_words(*shift, words.zone) for place in places for shift in place.shifts[on]],
        called_off=[span_in_words(*shift, words.zone) for place in places for shift in place.called_off[on]],
        rows=[
            words.row(visit, names[visit.place], is_for_desks=is_for_desks)
            for visit in found.visits
            if visit.place in names and visit.status in EXPECTED
        ],
    )


def _cancelled(found: Days, words: Words) -> list[Row]:
    places = {place.pk: place for place in found.places}
    return [
        words.row(visit, places[visit.place].name, is_for_desks=places[visit.place].is_for_desks)
        for visit in found.visits
        if visit.status in CANCELLED
    ]


def _how_many_came(statuses: list[str]) -> str:
    came = sum(status in (Status.ARRIVED, Status.DONE) for status in statuses)
    missed = statuses.count(Status.ABSENT)
    unsaid = statuses.count(Status.CONFIRMED)
    said = [
        ngettext("%(count)d person came", "%(count)d people came", came) % {"count": came},
        ngettext("%(count)d did not come", "%(count)d did not come", missed) % {"count": missed},
    ]
    if unsaid:
        said.append(
            ngettext("of %(count)d nothing is noted", "of %(count)d nothing is noted", unsaid) % {"count": unsaid}
        )
    return ", ".join(said)
