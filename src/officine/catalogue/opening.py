"""When a centre is open: loads its hours, seasons and closures and asks the pure rules."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from officine.catalogue.centre import Centre
from officine.catalogue.hours import Closure, OpeningHours, Season
from officine.people.models import Municipality
from officine.rules import openings
from officine.rules.availability import Span, merge
from officine.rules.days import each_day
from officine.rules.national_holidays import national_holidays
from officine.rules.texts import in_language

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
    language = get_language() or ""
    return [
        openings.Closure(holiday.on, holiday.on, in_language(holiday.name, language))
        for year in range(first.year, last.year + 1)
        for holiday in national_holidays(year)
        if first <= holiday.on <= last
    ]


def _closed_resources(
    centre: Centre, closures: list[openings.Closure], first: date, last: date
) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    for closure in closures:
        if closure.resource is None:
            continue
        spans[closure.resource] += [closure.span(on, centre.zone) for on in each_day(first, last) if closure.covers(on)]
    return {resource: merge(each) for resource, each in spans.items() if each}
