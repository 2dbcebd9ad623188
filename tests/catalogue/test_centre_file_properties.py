"""Any centre goes out and comes in again byte for byte: random texts, hours, closures, rules and shifts."""

import tomllib
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from officine.catalogue.centre_file import BadCentreFile, export_centre, import_centre, read_centre
from officine.catalogue.models import Centre, Closure, Need, OpeningHours, Resource, Rule, Season, Service, WeeklyShift
from tests import cast
from tests.catalogue.test_centre_file import empty, shipped

LANGUAGES = st.sampled_from(["it", "en", "de", "fr"])
# No NUL: PostgreSQL keeps none; no lone surrogate: UTF-8 has none.
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
NAMES = WORDS.filter(lambda text: bool(text.strip()))
TEXTS = st.dictionaries(LANGUAGES, WORDS, max_size=3)
LISTS = st.dictionaries(LANGUAGES, st.lists(WORDS, max_size=3), max_size=3)
SMALL = st.integers(0, 32767)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
FIRST_AND_LAST = st.lists(DAYS, min_size=2, max_size=2).map(sorted)
CLOCKS = st.lists(st.times(), min_size=2, max_size=2, unique=True).map(sorted)
PLAIN = st.recursive(
    st.booleans() | st.integers(-9999, 9999) | WORDS | st.floats(-1000, 1000, width=32).map(lambda each: each + 0.0),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
TABLES = st.dictionaries(NAMES, PLAIN, max_size=3)


def hours_of(draw: Any) -> dict[str, Any]:
    opens, closes = draw(CLOCKS)
    return {
        "weekday": draw(st.integers(0, 6)),
        "opens": opens,
        "closes": closes,
        "valid_from": draw(st.none() | DAYS),
        "valid_until": draw(st.none() | DAYS),
    }


def figures(draw: Any) -> dict[str, Any]:
    return {
        "in_force_from": draw(DAYS),
        "horizon_days": draw(st.integers(0, 30)),
        "notice_minutes": draw(SMALL),
        "cancel_until_minutes": draw(SMALL),
        "minutes_in_7_days": draw(st.none() | st.integers(0, 10_080)),
        "active_bookings": draw(st.none() | SMALL),
        "active_until_verified": draw(st.none() | SMALL),
        "made_at": draw(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001
    }


@st.composite
def plans(draw: Any) -> dict[str, Any]:
    """What to make: plain values, so that a failing case can be read."""
    return {
        "centre": {
            "name": draw(NAMES),
            "address": draw(NAMES),
            "phone": draw(WORDS),
            "equipment": draw(LISTS),
            "access": draw(st.dictionaries(NAMES, TEXTS, max_size=2)),
            "floor_plan": draw(TABLES),
            "opened_on": draw(st.none() | DAYS),
            "keeps_national_holidays": draw(st.booleans()),
        },
        "hours": [hours_of(draw) for _ in range(draw(st.integers(0, 3)))],
        "season": [hours_of(draw) for _ in range(draw(st.integers(0, 2)))],
        "desks": draw(st.lists(NAMES, max_size=3, unique=True)),
        "place": draw(TABLES),
        "closures": [
            (
                draw(st.lists(DAYS, min_size=2, max_size=2).map(sorted)),
                draw(st.none() | CLOCKS),
                draw(st.booleans()),
                draw(TEXTS),
            )
            for _ in range(draw(st.integers(0, 3)))
        ],
        "service": {"name": {"it": draw(NAMES)}, "about": draw(TEXTS), "bring": draw(LISTS), "position": draw(SMALL)},
        "needs": draw(st.lists(st.tuples(NAMES, LISTS, st.booleans()), max_size=3, unique_by=lambda need: need[0])),
        "rules": [figures(draw) for _ in range(draw(st.integers(1, 3)))],
        "shifts": [hours_of(draw) for _ in range(draw(st.integers(0, 2)))],
    }


def made(plan: dict[str, Any]) -> Centre:
    centre = Centre.objects.create(municipality=cast.municipality(), slug="prova", **plan["centre"])
    season = Season.objects.create(centre=centre, name="S", first_month=2, first_day=29, last_month=1, last_day=1)
    for line in plan["hours"]:
        OpeningHours.objects.create(centre=centre, **line)
    for line in plan["season"]:
        OpeningHours.objects.create(centre=centre, season=season, **line)
    for name in plan["desks"]:
        desk = Resource.objects.create(centre=centre, kind="desk", name=name, place=plan["place"])
        Closure.objects.create(centre=centre, resource=desk, first_on=date(2026, 1, 1), last_on=date(2026, 1, 2))
    for (first, last), clocks, every_year, reason in plan["closures"]:
        opens, closes = clocks or (None, None)
        fields = {"first_on": first, "last_on": last, "opens": opens, "closes": closes, "reason": reason}
        Closure.objects.create(centre=centre, every_year=every_year, **fields)
    counter = Resource.objects.create(centre=centre, kind="counter", name="C")
    lengths = {"step_minutes": 15, "shortest_minutes": 30, "longest_minutes": 60}
    service = Service.objects.create(
        centre=centre, slug="s", kind="counter", audience="everyone", **lengths, **plan["service"]
    )
    for position, (name, bring, is_active) in enumerate(plan["needs"]):
        Need.objects.create(service=service, position=position, name={"it": name}, bring=bring, is_active=is_active)
    for version, rule in enumerate(plan["rules"], 1):
        Rule.objects.create(service=service, version=version, **rule)
    for line in plan["shifts"]:
        WeeklyShift.objects.create(centre=centre, counter=counter, **line).services.set([service])
    return centre


class TestAnyCentre(TestCase):
    @settings(max_examples=12)
    @given(plans())
    def test_goes_out_and_comes_in_again_byte_for_byte(self, plan: dict[str, Any]) -> None:
        written = export_centre(made(plan))
        empty()
        again = import_centre(read_centre(written), cast.NOW).centre
        assert export_centre(again) == written
        report = import_centre(read_centre(written), cast.NOW + timedelta(minutes=1))
        assert report.changes == []


@given(st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
def test_no_text_whatever_is_answered_with_anything_but_a_sentence(text: str) -> None:
    with pytest.raises(BadCentreFile, match=r"\.$"):
        read_centre(text)


def what_is_said_of(text: str) -> str:
    try:
        read_centre(text)
    except BadCentreFile as sentence:
        return str(sentence)
    return ""


ODD = (
    PLAIN
    | DAYS
    | st.times()
    | st.datetimes(timezones=st.none() | st.just(UTC))
    | st.lists(st.dictionaries(NAMES, PLAIN, max_size=1), max_size=2)
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to each value of the file, tables and lists included."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    return [path, *(each for key, part in inner for each in paths(part, (*path, key)))]


SHIPPED = tomllib.loads(shipped())
PATHS = paths(SHIPPED)[1:]


@settings(max_examples=300)
@given(st.sampled_from(PATHS), ODD)
def test_an_odd_value_anywhere_is_taken_or_answered_with_a_sentence(path: tuple[Any, ...], odd: Any) -> None:
    data = deepcopy(SHIPPED)
    *way, last = path
    inside = data
    for key in way:
        inside = inside[key]
    inside[last] = odd
    assert what_is_said_of(tomli_w.dumps(data))[-1:] in ("", ".")
