"""What the page of a day offers: the parts of the day, the hours, and each desk with when it is free."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from officine.bookings.finding import DayOfDesks, DeskOnDay
from officine.catalogue.models import Service
from officine.catalogue.wording import span_in_words, time_in_words
from officine.rules.availability import Span, contains, intersect, open_time
from officine.website.choosing import AFTERNOON, DAY, HOURS, MORNING, parts_of_day, starts_and_ends
from officine.website.drawings.band import band
from officine.website.drawings.plan import PlannedDesk, plan


@dataclass(frozen=True, slots=True)
class PartChoice:
    value: str
    name: str
    hours: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class HourChoice:
    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DeskChoice:
    value: int
    field: str
    name: str
    words: str
    offers: list[str]
    state: str  # free, partly, taken
    picture: SafeString
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DeskForm:
    """Everything to press on the page of a day."""

    parts: list[PartChoice]
    starts: list[HourChoice]
    ends: list[HourChoice]
    is_by_the_hour: bool
    desks: list[DeskChoice]
    is_any_desk: bool
    picture: SafeString
    error: str

    @property
    def is_empty(self) -> bool:
        """Nothing of this day can be booked any more."""
        return not self.starts or all(desk.state == "taken" for desk in self.desks)


def desk_form(service: Service, found: DayOfDesks, chosen: QueryDict, at: datetime) -> DeskForm:
    zone = service.centre.zone
    spans = [desk.free for desk in found.desks]
    parts = parts_of_day(service, found.on, found.open, at) if found.is_bookable else []
    free = {part.name: sum(contains(each, part.span) for each in spans) for part in parts}
    picked = _picked(chosen.get("part", ""), free)
    starts, ends = starts_and_ends(service, found.open, at) if found.is_bookable else ([], [])
    desks = [_desk(desk, found.open, chosen.get("resource", ""), zone, at) for desk in found.desks]
    return DeskForm(
        [
            PartChoice(
                part.name,
                _part_name(part.name),
                span_in_words(*part.span, zone),
                _free(free[part.name]),
                part.name == picked,
            )
            for part in parts
        ],
        _hours(starts, chosen.get("from", ""), zone),
        _hours(ends, chosen.get("to", ""), zone),
        picked == HOURS,
        desks,
        not any(desk.is_chosen for desk in desks),
        plan(
            service.centre.floor_plan,
            [
                PlannedDesk(choice.field, desk.desk.name, desk.desk.place, choice.state, choice.is_chosen)
                for choice, desk in zip(desks, found.desks, strict=True)
            ],
        ),
        chosen.get("error", "")[:1] and _("Choose again: from when to when, and a later end than start."),
    )


def _picked(asked: str, free: dict[str, int]) -> str:
    """The part to begin with: the one asked for, else the first with a free desk, else single hours."""
    if asked == HOURS or asked in free:
        return asked
    return next((name for name, count in free.items() if count), HOURS)


def _part_name(name: str) -> str:
    return {MORNING: _("The whole morning"), AFTERNOON: _("The whole afternoon"), DAY: _("The whole day")}[name]


def _free(count: int) -> str:
    if not count:
        return _("no desk free for all of it")
    return ngettext("%(count)d desk free", "%(count)d desks free", count) % {"count": count}


def _hours(moments: list[datetime], chosen: str, zone: ZoneInfo) -> list[HourChoice]:
    local = [(moment.astimezone(zone).isoformat(), time_in_words(moment, zone)) for moment in moments]
    return [HourChoice(value, name, value == chosen) for value, name in local]


def _desk(found: DeskOnDay, open_spans: list[Span], chosen: str, zone: ZoneInfo, at: datetime) -> DeskChoice:
    ahead = [Span(max(span.start, at), span.end) for span in open_spans if span.end > at]
    free = intersect(found.free, ahead)
    whole = bool(ahead) and all(open_time(free, span) == span.end - span.start for span in ahead)
    state = "free" if whole else "partly" if free else "taken"
    if whole:
        words = _("free all day") if len(ahead) == len(open_spans) else _("free until closing")
    elif free:
        hours = ", ".join(span_in_words(*span, zone) for span in free)
        words = _("free %(hours)s") % {"hours": hours}
    else:
        words = pgettext("desk", "taken")
    return DeskChoice(
        found.desk.pk,
        f"desk-{found.desk.pk}",
        _("Desk %(name)s") % {"name": found.desk.name},
        words,
        [str(OFFERS[offer]()) for offer in found.desk.offers if offer in OFFERS],
        state,
        band(open_spans, free),
        bool(free) and chosen == str(found.desk.pk),
    )


OFFERS = {
    "step_free": lambda: _("step-free"),
    "height_adjustable": lambda: _("height-adjustable"),
    "second_screen": lambda: _("second screen"),
    "window": lambda: _("by the window"),
    "socket": lambda: _("power socket"),
}
