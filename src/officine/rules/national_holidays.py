"""The national holidays of Italy: law 260 of 1949 and what followed, up to law 151 of 2025 (4 October)."""

from datetime import date, timedelta
from typing import NamedTuple

SUNDAY = 6


class Holiday(NamedTuple):
    """A day on which offices are closed, with its name by language."""

    on: date
    name: dict[str, str]


def national_holidays(year: int) -> list[Holiday]:
    """Those of a year from 2012 on, in order, one a day. No town's patron's day is among them."""
    found = [Holiday(date(year, month, day), _name(it, en)) for month, day, since, it, en in FIXED if year >= since]
    easter = easter_sunday(year)
    found += [
        Holiday(easter, _name("Pasqua", "Easter Sunday")),
        Holiday(easter + timedelta(days=1), _name("Lunedì dell'Angelo", "Easter Monday")),
        Holiday(_first_sunday(year, 11), _name("Giorno dell'unità nazionale", "National Unity Day")),
    ]
    return _one_a_day(sorted(found, key=lambda holiday: holiday.on))


# Month, day, the first year, and the names.
FIXED = (
    (1, 1, 0, "Capodanno", "New Year's Day"),
    (1, 6, 0, "Epifania", "Epiphany"),
    (4, 25, 0, "Anniversario della Liberazione", "Liberation Day"),
    (5, 1, 0, "Festa del Lavoro", "Labour Day"),
    (6, 2, 0, "Festa della Repubblica", "Republic Day"),
    (8, 15, 0, "Assunzione di Maria", "Assumption Day"),
    (
        10,
        4,
        2026,
        "Festa nazionale di San Francesco d'Assisi, patrono d'Italia",
        "Saint Francis of Assisi, patron saint of Italy",
    ),
    (11, 1, 0, "Ognissanti", "All Saints' Day"),
    (12, 8, 0, "Immacolata Concezione", "Immaculate Conception"),
    (12, 25, 0, "Natale", "Christmas Day"),
    (12, 26, 0, "Santo Stefano", "Saint Stephen's Day"),
)


def easter_sunday(year: int) -> date:
    """By the rule of the Gregorian calendar, as J. Meeus writes it (Astronomical Algorithms, chapter 8)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    correction = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _one_a_day(holidays: list[Holiday]) -> list[Holiday]:
    """Of two on the same day, such as the first Sunday of November 2026, both names are said."""
    names: dict[date, list[dict[str, str]]] = {}
    for holiday in holidays:
        names.setdefault(holiday.on, []).append(holiday.name)
    return [Holiday(on, {key: ", ".join(name[key] for name in all_) for key in all_[0]}) for on, all_ in names.items()]


def _first_sunday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(SUNDAY - first.weekday()) % 7)


def _name(it: str, en: str) -> dict[str, str]:
    return {"it": it, "en": en}
