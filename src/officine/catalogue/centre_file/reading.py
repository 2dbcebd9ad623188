"""Reads a centre file and checks it; refuses with a sentence that names the place in the file."""

import tomllib
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from officine.catalogue.centre_file import layout
from officine.catalogue.centre_file.words import REQUIRED, BadCentreFile, Word, Wrong, clock, shown

Fields = dict[str, Any]
Place = tuple[str, str]  # kind and name of a resource: “desk” and “3”


@dataclass(frozen=True, slots=True)
class WeeklyShiftLine:
    counter: str
    services: list[str]
    fields: Fields


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """A shift of one day, beside the weekly pattern."""

    counter: str
    services: list[str]
    fields: Fields


@dataclass(frozen=True, slots=True)
class ServiceLines:
    fields: Fields
    needs: list[Fields]
    rules: list[Fields]


@dataclass(frozen=True, slots=True)
class CentreFile:
    """A centre as its file tells it; `fields` are those of the models."""

    municipality: Fields
    centre: Fields
    hours: list[Fields] = field(default_factory=list)
    seasons: list[tuple[Fields, list[Fields]]] = field(default_factory=list)
    closures: list[tuple[Place | None, Fields]] = field(default_factory=list)
    resources: dict[Place, Fields] = field(default_factory=dict)
    services: list[ServiceLines] = field(default_factory=list)
    weekly_shifts: list[WeeklyShiftLine] = field(default_factory=list)
    shifts: list[ShiftLine] = field(default_factory=list)


def read_centre(text: str) -> CentreFile:
    """The centre that a TOML text describes. Raises BadCentreFile, whose sentence names the place in the file."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCentreFile(f"This is not a TOML file: {error}.") from error
    _refuse_unknown(data, ["format", "municipality", "centre", "hours", "season", "closure", *layout.KINDS, "service"])
    if data.get("format") != layout.FORMAT:
        raise BadCentreFile(f"format: must be {layout.FORMAT}, not {shown(data.get('format'))}.")
    resources = _resources(data)
    services = [_service(table, place) for table, place in _tables(data, "service", name="slug")]
    _refuse_twice([lines.fields["slug"] for lines in services], "service")
    weekly, dated = _shifts(data, [lines.fields["slug"] for lines in services])
    return CentreFile(
        municipality=_municipality(_one(data, "municipality")),
        centre=_read(_one(data, "centre"), layout.CENTRE, "centre"),
        hours=[line for table, place in _tables(data, "hours") for line in _week(table, place)],
        seasons=_seasons(data),
        closures=[_closure(table, place, resources) for table, place in _tables(data, "closure")],
        resources=resources,
        services=services,
        weekly_shifts=weekly,
        shifts=dated,
    )


def _municipality(table: Fields) -> Fields:
    place = "municipality"
    patron = table.get("patron")
    fields = _read(table, layout.MUNICIPALITY, place, besides=["patron"])
    if patron is None:
        return fields | {"patron_name": "", "patron_month": None, "patron_day": None}
    if not isinstance(patron, dict):
        raise BadCentreFile(f'{place}, patron: must be a table like {{ name = "…", on = "09-08" }}.')
    read = _read(patron, layout.PATRON, f"{place}, patron")
    return fields | {"patron_name": read["name"], "patron_month": read["on"][0], "patron_day": read["on"][1]}


def _seasons(data: Fields) -> list[tuple[Fields, list[Fields]]]:
    seasons = []
    for table, place in _tables(data, "season", name="name"):
        read = _read(table, layout.SEASON, place, besides=["hours"])
        hours = [line for each, there in _tables(table, "hours", place) for line in _week(each, there)]
        fields = {"name": read["name"]}
        fields["first_month"], fields["first_day"] = read["first"]
        fields["last_month"], fields["last_day"] = read["last"]
        seasons.append((fields, hours))
    return seasons


def _closure(table: Fields, place: str, resources: dict[Place, Fields]) -> tuple[Place | None, Fields]:
    read = _read(table, layout.CLOSURE, place)
    if read["first"] > read["last"]:
        raise BadCentreFile(f"{place}: its last day is before its first.")
    if (read["opens"] is None) != (read["closes"] is None):
        raise BadCentreFile(f"{place}: give both opens and closes, or neither.")
    if read["opens"] is not None and read["opens"] >= read["closes"]:
        raise BadCentreFile(f"{place}: must open before it closes.")
    named = {kind: read.pop(kind) for kind in layout.KINDS}
    of = [(kind, name) for kind, name in named.items() if name is not None]
    if len(of) > 1:
        raise BadCentreFile(f"{place}: closes one desk or one counter, not both.")
    if of and of[0] not in resources:
        raise BadCentreFile(f"{place}, {of[0][0]}: there is no {of[0][0]} “{of[0][1]}” in this file.")
    fields = {"first_on": read.pop("first"), "last_on": read.pop("last"), **read}
    return (of[0] if of else None), fields


def _resources(data: Fields) -> dict[Place, Fields]:
    found: dict[Place, Fields] = {}
    for kind in layout.KINDS:
        besides = ["shift", "extra_shift"] if kind == "counter" else []
        for table, place in _tables(data, kind, name="name"):
            fields = _read(table, layout.RESOURCE, place, besides=besides)
            if (kind, fields["name"]) in found:
                raise BadCentreFile(f"{place}: there is another {kind} of this name.")
            found[kind, fields["name"]] = fields
    return found


def _shifts(data: Fields, slugs: list[str]) -> tuple[list[WeeklyShiftLine], list[ShiftLine]]:
    weekly, dated = [], []
    for counter, at in _tables(data, "counter", name="name"):
        for table, place in _tables(counter, "shift", at):
            services = _served(table, place, slugs)
            lines = _week(table, place, besides=["services"])
            weekly += [WeeklyShiftLine(counter["name"], services, line) for line in lines]
        for table, place in _tables(counter, "extra_shift", at):
            fields = _read(table, layout.SHIFT, place, besides=["services"])
            if fields["starts_at"] >= fields["ends_at"]:
                raise BadCentreFile(f"{place}: must start before it ends.")
            dated.append(ShiftLine(counter["name"], _served(table, place, slugs), fields))
    return weekly, dated


def _served(table: Fields, place: str, slugs: list[str]) -> list[str]:
    services = table.get("services", [])
    if not isinstance(services, list):
        raise BadCentreFile(f'{place}, services: must be a list like ["spid", "inps"], not {shown(services)}.')
    for slug in services:
        if slug not in slugs:
            raise BadCentreFile(f"{place}, services: there is no service {shown(slug)} in this file.")
    return sorted(set(services))


def _service(table: Fields, place: str) -> ServiceLines:
    fields = _read(table, layout.SERVICE, place, besides=["need", "rule"])
    if fields["shortest_minutes"] > fields["longest_minutes"]:
        raise BadCentreFile(f"{place}: shortest_minutes is more than longest_minutes.")
    if not fields["name"].get("it"):
        raise BadCentreFile(f"{place}, name: the Italian name is missing.")
    rules = [_read(each, layout.RULE, there) for each, there in _tables(table, "rule", place)]
    versions = [rule["version"] for rule in rules]
    if not rules or versions != sorted(set(versions)):
        raise BadCentreFile(f"{place}, rule: needs at least one version of the rules, each later than the one before.")
    return ServiceLines(
        fields, [_read(each, layout.NEED, there) for each, there in _tables(table, "need", place)], rules
    )


def _week(table: Fields, place: str, besides: Sequence[str] = ()) -> list[Fields]:
    """Lines of weekly hours: { mon = ["09:00-13:00"], … }, from and until two days where it says so."""
    validity = _read(table, layout.VALIDITY, place, besides=[*layout.WEEKDAYS, *besides])
    return [
        {"weekday": weekday, "opens": opens, "closes": closes, **validity}
        for weekday, name in enumerate(layout.WEEKDAYS)
        for opens, closes in _clock_spans(table.get(name, []), f"{place}, {name}")
    ]


def _clock_spans(value: Any, place: str) -> Iterator[tuple[time, time]]:
    wrong = BadCentreFile(f'{place}: must be a list like ["09:00-13:00"], not {shown(value)}.')
    if not isinstance(value, list):
        raise wrong
    for written in value:
        if not isinstance(written, str) or written.count("-") != 1:
            raise wrong
        try:
            opens, closes = (clock(part) for part in written.split("-"))
        except Wrong:
            raise wrong from None
        if opens >= closes:
            raise BadCentreFile(f"{place}: “{written}” must open before it closes.")
        yield opens, closes


def _one(data: Fields, name: str) -> Fields:
    table = data.get(name)
    if not isinstance(table, dict):
        raise BadCentreFile(f"{name}: the table [{name}] is missing.")
    return table


def _tables(data: Fields, key: str, inside: str = "", name: str = "") -> Iterator[tuple[Fields, str]]:
    """Each of the tables [[key]] with its place in words: “service 2 (“spid”)”."""
    found = data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadCentreFile(f"{inside + ', ' if inside else ''}{key}: must be written as [[{key}]].")
    for index, table in enumerate(found, 1):
        called = f" (“{table[name]}”)" if name and isinstance(table.get(name), str) else ""
        yield table, f"{inside + ', ' if inside else ''}{key} {index}{called}"


def _read(table: Fields, words: dict[str, Word], place: str, besides: Sequence[str] = ()) -> Fields:
    """The values of a table, with what stands for the missing ones; refuses a word that is not known there."""
    _refuse_unknown(table, [*words, *besides], place)
    fields = {}
    for key, word in words.items():
        if key not in table and word.missing is REQUIRED:
            raise BadCentreFile(f"{place}, {key}: is missing.")
        try:
            fields[key] = word.read(table[key]) if key in table else copy(word.missing)
        except Wrong as wrong:
            raise BadCentreFile(f"{place}, {key}: {wrong}") from None
    return fields


def _refuse_unknown(table: Fields, known: Sequence[str], place: str = "") -> None:
    for key in table:
        if key not in known:
            raise BadCentreFile(
                f"{place + ', ' if place else ''}{key}: is not a word known here. Known: {', '.join(known)}."
            )


def _refuse_twice(names: Sequence[str], what: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise BadCentreFile(f"{what}: there is more than one “{name}”.")
