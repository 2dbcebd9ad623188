"""The kinds of values in a centre file: how each is checked when read, and written so that it reads back the same."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

REQUIRED = object()
LARGEST = 32767  # a small whole number in both databases
LANGUAGE = re.compile(r"[a-z]{2}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CADASTRAL = re.compile(r"[A-Z]\d{3}")
POSTCODE = re.compile(r"\d{5}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Wrong(Exception):  # noqa: N818 (a sentence's end, not a fault)
    """A value that cannot be used: the end of the sentence that begins with its place in the file."""


class BadCentreFile(Exception):  # noqa: N818 (as officine.rules.refusals.Refused)
    """A centre file that cannot be used: a sentence that names the place in the file."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the file: how its value is read, written, and what stands for it where it is missing.

    A value equal to `missing` is left out when the file is written.
    """

    read: Callable[[Any], Any]
    missing: Any = REQUIRED
    write: Callable[[Any], Any] = lambda value: value


def text(longest: int, missing: Any = REQUIRED, shape: re.Pattern[str] | None = None, like: str = "") -> Word:
    def read(value: Any) -> str:
        if not isinstance(value, str) or "\0" in value:
            raise Wrong(f"must be a text in quotes, not {shown(value)}.")
        if len(value) > longest:
            raise Wrong(f"must have at most {longest} characters, not {len(value)}.")
        if missing is REQUIRED and not value.strip():
            raise Wrong("must not be empty.")
        if shape and value and not shape.fullmatch(value):
            raise Wrong(f"must be like “{like}”, not {shown(value)}.")
        return value

    return Word(read, missing)


def number(least: int = 0, most: int = LARGEST, missing: Any = REQUIRED) -> Word:
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise Wrong(f"must be a whole number from {least} to {most}, not {shown(value)}.")
        return value

    return Word(read, missing)


def flag(missing: bool) -> Word:
    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise Wrong(f"must be true or false, not {shown(value)}.")
        return value

    return Word(read, missing)


def one_of(*choices: str) -> Word:
    def read(value: Any) -> str:
        if value not in choices:
            raise Wrong(f"must be one of {', '.join(choices)}, not {shown(value)}.")
        return str(value)

    return Word(read)


def day(missing: Any = REQUIRED) -> Word:
    def read(value: Any) -> date:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise Wrong(f"must be a day like 2026-01-31, without quotes, not {shown(value)}.")
        return value

    return Word(read, missing)


def instant(missing: Any = REQUIRED) -> Word:
    def read(value: Any) -> datetime:
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise Wrong(f"must be an instant like 2026-01-31T09:00:00Z, without quotes, not {shown(value)}.")
        return value.astimezone(UTC)

    return Word(read, missing, write=lambda value: value.astimezone(UTC))


def day_of_year() -> Word:
    """A month and a day, “09-08”, as a pair of numbers."""

    def read(value: Any) -> tuple[int, int]:
        try:
            # A leap year: 29 February is a day of the year too.
            on = date.fromisoformat(f"2000-{value}")
        except ValueError:
            raise Wrong(f"must be a month and a day like “09-08”, not {shown(value)}.") from None
        return on.month, on.day

    return Word(read, write=lambda pair: f"{pair[0]:02}-{pair[1]:02}")


def clock(value: Any) -> time:
    try:
        if isinstance(value, str) and re.fullmatch(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?", value):
            return time.fromisoformat(value)
    except ValueError:
        pass
    raise Wrong(f"must be a time like “09:00”, not {shown(value)}.")


def write_clock(value: time) -> str:
    """Hours and minutes, and whatever is finer where there is any."""
    return value.isoformat("minutes" if not value.second and not value.microsecond else "auto")


def clock_time(missing: Any = REQUIRED) -> Word:
    return Word(clock, missing, write=lambda value: write_clock(value) if value is not None else None)


def zone() -> Word:
    def read(value: Any) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
            raise Wrong(f"must be a time zone like “Europe/Rome”, not {shown(value)}.") from None
        return str(value)

    return Word(read, "Europe/Rome")


def texts(longest: int = 4000) -> Word:
    """One text per language: { it = "…", en = "…" }."""

    def read(value: Any) -> dict[str, str]:
        return {language: text(longest, "").read(each) for language, each in _by_language(value).items()}

    return Word(read, {}, write=_italian_first)


def text_lists(longest: int = 1000) -> Word:
    """Several texts per language: { it = ["…"], en = ["…"] }."""

    def read(value: Any) -> dict[str, list[str]]:
        return {language: _texts_in(each, longest) for language, each in _by_language(value).items()}

    return Word(read, {}, write=_italian_first)


def named_texts() -> Word:
    """Texts by name and then by language: { privacy = { it = "…" } }."""

    def read(value: Any) -> dict[str, dict[str, str]]:
        return {name: texts(100_000).read(each) for name, each in _table(value).items()}

    return Word(read, {}, write=lambda value: {name: _italian_first(value[name]) for name in sorted(value)})


def word_list() -> Word:
    return Word(lambda value: _texts_in(value, 60), [])


def anything() -> Word:
    """A table whose shape is the business of whoever draws it: numbers, texts, true and false, lists and tables."""
    return Word(_plain_table, {}, write=_plain)


def shown(value: Any) -> str:
    is_time = isinstance(value, date | time)
    written = value.isoformat() if is_time else json.dumps(value, ensure_ascii=False, default=str)
    return written if len(written) <= 60 else written[:59] + "…"


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Wrong(f'must be a table like {{ it = "…", en = "…" }}, not {shown(value)}.')
    return value


def _by_language(value: Any) -> dict[str, Any]:
    for language in _table(value):
        if not LANGUAGE.fullmatch(language):
            raise Wrong(f"must be keyed by languages like “it” and “en”, not “{language}”.")
    return _italian_first(value)


def _texts_in(value: Any, longest: int) -> list[str]:
    if not isinstance(value, list):
        raise Wrong(f"must be a list of texts, not {shown(value)}.")
    return [text(longest, "").read(each) for each in value]


def _italian_first(value: dict[str, Any]) -> dict[str, Any]:
    """The languages in one order: PostgreSQL does not keep that of a JSON object."""
    return {language: value[language] for language in sorted(value, key=lambda each: (each != "it", each))}


def _plain_table(value: Any) -> dict[str, Any]:
    return dict(_plain(_table(value)))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not abs(value) < 1e9:
        raise Wrong(f"must be an ordinary number, not {shown(value)}.")
    if isinstance(value, str | bool | int | float):
        return value
    raise Wrong(f"must hold only numbers, texts, true and false, not {shown(value)}.")
