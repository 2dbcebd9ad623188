"""Writes a centre as a file; the same centre always gives the same bytes."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import tomli_w
from django.db.models import QuerySet

from officine.catalogue.centre_file import layout
from officine.catalogue.centre_file.words import Word, write_clock
from officine.catalogue.models import Centre, Closure, OpeningHours, Resource, Season, Service, Shift, WeeklyShift
from officine.people.models import Municipality

Table = dict[str, Any]


def export_centre(centre: Centre) -> str:
    """The centre as TOML: settings, hours, closures, resources, services, shifts, rules with their history, texts.

    Accounts stay out, because the file may be published: who made a rule, and which operator has which shift.
    """
    centre = Centre.objects.select_related("municipality").get(pk=centre.pk)
    tables: Table = {
        "format": layout.FORMAT,
        "municipality": _municipality(centre.municipality),
        "centre": _written(centre, layout.CENTRE),
        "hours": _weeks(centre.opening_hours.filter(season=None)),
        "season": [_season(row) for row in centre.seasons.order_by("first_month", "first_day", "name", "pk")],
        "closure": sorted((_closure(row) for row in _closures(centre)), key=_closure_order),
        "desk": [_written(row, layout.RESOURCE) for row in _of_kind(centre, "desk")],
        "counter": [_counter(row) for row in _of_kind(centre, "counter")],
        "service": [_service(row) for row in centre.services.order_by("position", "slug")],
    }
    return tomli_w.dumps({key: table for key, table in tables.items() if table})


def _written(row: Any, words: dict[str, Word]) -> Table:
    """The fields of a row, without those that a missing word means anyway."""
    values = {key: (word, getattr(row, key)) for key, word in words.items()}
    return {key: word.write(value) for key, (word, value) in values.items() if value != word.missing}


def _municipality(town: Municipality) -> Table:
    written = _written(town, layout.MUNICIPALITY)
    if town.patron_month and town.patron_day:
        on = layout.PATRON["on"].write((town.patron_month, town.patron_day))
        written["patron"] = {"name": town.patron_name, "on": on}
    return written


def _weeks(rows: QuerySet[OpeningHours]) -> list[Table]:
    """Lines of weekly hours, those of the same validity together."""
    return _grouped(rows.order_by("weekday", "opens", "closes", "pk"), lambda row: {})


def _grouped(rows: Iterable[Any], also: Any) -> list[Table]:
    def head(row: Any) -> Table:
        return {**also(row), **_written(row, layout.VALIDITY)}

    def order(row: Any) -> str:
        return repr(sorted(head(row).items()))

    tables = []
    for _order, together in groupby(sorted(rows, key=order), key=order):
        lines = list(together)
        table = head(lines[0])
        for line in lines:
            span = f"{write_clock(line.opens)}-{write_clock(line.closes)}"
            table.setdefault(layout.WEEKDAYS[line.weekday], []).append(span)
        tables.append(table)
    return tables


def _season(row: Season) -> Table:
    write = layout.SEASON["first"].write
    written: Table = {
        "name": row.name,
        "first": write((row.first_month, row.first_day)),
        "last": write((row.last_month, row.last_day)),
    }
    hours = _weeks(row.hours.all())
    return written | ({"hours": hours} if hours else {})


def _closures(centre: Centre) -> QuerySet[Closure]:
    return centre.closures.select_related("resource").order_by("pk")


def _closure(row: Closure) -> Table:
    written: Table = {"first": row.first_on, "last": row.last_on}
    if row.every_year:
        written["every_year"] = True
    if row.is_sudden:
        written["is_sudden"] = True
    if row.opens is not None and row.closes is not None:
        written |= {"opens": write_clock(row.opens), "closes": write_clock(row.closes)}
    if row.resource is not None:
        written[row.resource.kind] = row.resource.name
    return written | ({"reason": layout.CLOSURE["reason"].write(row.reason)} if row.reason else {})


def _closure_order(written: Table) -> tuple[Any, ...]:
    return written["first"], written["last"], repr(written)


def _of_kind(centre: Centre, kind: str) -> QuerySet[Resource]:
    return centre.resources.filter(kind=kind).order_by("position", "name")


def _counter(row: Resource) -> Table:
    weekly = row.weekly_shifts.prefetch_related("services").order_by("weekday", "opens", "closes", "pk")
    shifts = _grouped(weekly, lambda shift: {"services": _slugs(shift)})
    extra = row.shifts.filter(pattern=None).prefetch_related("services").order_by("starts_at", "ends_at", "pk")
    written = _written(row, layout.RESOURCE)
    if shifts:
        written["shift"] = shifts
    if extra:
        written["extra_shift"] = [_written(each, layout.SHIFT) | {"services": _slugs(each)} for each in extra]
    return written


def _slugs(shift: Shift | WeeklyShift) -> list[str]:
    return sorted(service.slug for service in shift.services.all())


def _service(row: Service) -> Table:
    written = _written(row, layout.SERVICE)
    needs = [_written(need, layout.NEED) for need in row.needs.all()]
    if needs:
        written["need"] = sorted(needs, key=lambda need: (need.get("position", 0), repr(need)))
    written["rule"] = [_written(rule, layout.RULE) for rule in row.rules.order_by("version")]
    return written
