"""When a centre is open: loads its hours, seasons and closures and asks the pure rules."""

from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import holidays
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from officine.catalogue.centre import Centre
from officine.catalogue.hours import Closure, OpeningHours, Season
from officine.people.models import Municipality
from officine.rules import openings
from officine.rules.availability import Span, merge
from officine.rules.days import each_day
from officine.rules.texts import in_language

# The names that the library `holidays` gives to the languages of the site.
HOLIDAY_LANGUAGES = {"it": "it_IT", "en": "en_US"}
LEAP_YEAR = 2000


class Calendar(NamedTuple):
    """The days of a centre, and when single desks and counters are closed besides."""

    days: list[openings.Day]
    resource_closures: dict[int, list[Span]]


def opening_days(centre: Centre, first: date, last: date) -> list[openings.Day]:
    """Each day from first to last (both included) with its open spans in UTC, and why it is closed."""
    return calendar(centre, first, last).days


def resource_closures(centre: Centre, first: date, last: date) -> dict[int, list[Span]]:
    """The spans, merged and in UTC, in which single resources are closed; by the resource's id."""
    return _closed_resources(centre, _closures(centre, first, last), first, last)


def calendar(centre: Centre, first: date, last: date) -> Calendar:
    """Both of the above in three queries; a fourth where the centre comes without its municipality."""
    seasons = {row.pk: _season(row) for row in Season.objects.filter(centre=centre).order_by("pk")}
    hours = [_hours(row, seasons) for row in OpeningHours.objects.filter(centre=centre)]
    own = _closures(centre, first, last)
    closures = own + _patron(centre.municipality) + _national_holidays(centre, first, last)
    # A whole day's closure explains the day better than one of an hour.
    closures.sort(key=lambda closure: closure.opens is not None)
    return Calendar(
        [openings.day(on, centre.zone, hours, list(seasons.values()), closures) for on in each_day(first, last)],
        _closed_resources(centre, own, first, last),
    )


def _season(row: Season) -> openings.Season:
    return openings.Season(row.name, (row.first_month, row.first_day), (row.last_month, row.last_day))


def _hours(row: OpeningHours, seasons: dict[int, openings.Season]) -> openings.Hours:
    season = seasons[row.season_id] if row.season_id else None
    return openings.Hours(row.weekday, row.opens, row.closes, row.valid_from, row.valid_until, season)


def _closures(centre: Centre, first: date, last: date) -> list[openings.Closure]:
    near = Q(every_year=True) | Q(first_on__lte=last, last_on__gte=first)
    language = get_language() or ""
    return [
        openings.Closure(
            row.first_on,
            row.last_on,
            in_language(row.reason, language),
            row.every_year,
            row.opens,
            row.closes,
            row.resource_id,
        )
        for row in Closure.objects.filter(near, centre=centre).order_by("pk")
    ]


def _patron(municipality: Municipality) -> list[openings.Closure]:
    """The patron's day of the town, every year, where the town has told it."""
    if not (municipality.patron_month and municipality.patron_day):
        return []
    on = date(LEAP_YEAR, municipality.patron_month, municipality.patron_day)
    reason = _("Patron's day")
    if municipality.patron_name:
        reason = _("Patron's day: %(name)s") % {"name": municipality.patron_name}
    return [openings.Closure(on, on, reason, every_year=True)]


def _national_holidays(centre: Centre, first: date, last: date) -> list[openings.Closure]:
    if not centre.keeps_national_holidays:
        return []
    language = HOLIDAY_LANGUAGES.get(get_language() or "", HOLIDAY_LANGUAGES["it"])
    return [
        openings.Closure(on, on, name)
        for year in range(first.year, last.year + 1)
        for on, name in holidays_of(year, language)
        if first <= on <= last
    ]


@lru_cache(maxsize=32)
def holidays_of(year: int, language: str) -> tuple[tuple[date, str], ...]:
    """The national holidays of Italy in a year, with their names in a language of HOLIDAY_LANGUAGES' values.

    Law 260 of 1949 and what followed, 4 October from 2026 (law 151 of 2025) included; no town's patron's day.
    """
    days = holidays.country_holidays("IT", years=year, language=language)
    return tuple((on, ", ".join(days.get_list(on))) for on in sorted(days))


def _closed_resources(
    centre: Centre, closures: list[openings.Closure], first: date, last: date
) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    for closure in closures:
        if closure.resource is None:
            continue
        spans[closure.resource] += [closure.span(on, centre.zone) for on in each_day(first, last) if closure.covers(on)]
    return {resource: merge(each) for resource, each in spans.items() if each}
