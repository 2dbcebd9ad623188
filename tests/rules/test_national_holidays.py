"""The national holidays, against a library that knows those of every country (it takes half a second to load)."""

from datetime import date

import holidays
import pytest

from officine.rules.national_holidays import easter_sunday, national_holidays


@pytest.mark.parametrize("year", range(2012, 2100))
def test_the_days_are_those_that_the_library_knows(year):
    assert {holiday.on for holiday in national_holidays(year)} == set(holidays.country_holidays("IT", years=year))


def test_saint_francis_is_one_from_2026_on():
    assert date(2025, 10, 4) not in {holiday.on for holiday in national_holidays(2025)}
    assert date(2026, 10, 4) in {holiday.on for holiday in national_holidays(2026)}


def test_two_on_one_day_are_said_together():
    names = [holiday.name["it"] for holiday in national_holidays(2026) if holiday.on == date(2026, 11, 1)]
    assert names == ["Ognissanti, Giorno dell'unità nazionale"]


def test_easter_is_where_its_rare_cases_put_it():
    assert [easter_sunday(year) for year in (2008, 2038, 2049, 2076)] == [
        date(2008, 3, 23),
        date(2038, 4, 25),
        date(2049, 4, 18),
        date(2076, 4, 19),
    ]
