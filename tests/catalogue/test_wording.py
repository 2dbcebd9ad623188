"""How dates, times and lengths are said."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from officine.catalogue import wording

ROME = ZoneInfo("Europe/Rome")
NINE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
ONE = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def test_a_day_is_its_name_and_date_without_the_year():
    assert wording.day_in_words(date(2026, 12, 1), "it") == "martedì 1 dicembre"
    assert wording.day_in_words(date(2026, 12, 1), "en") == "Tuesday 1 December"
    assert wording.day_in_words(date(2026, 12, 1), "it", with_year=True) == "martedì 1 dicembre 2026"
    assert wording.short_day_in_words(date(2026, 12, 1), "it") == "mar 1 dic"


def test_today_and_tomorrow_have_their_own_words():
    today = date(2026, 11, 30)
    assert wording.near_day_in_words(today, today, "it") == "oggi"
    assert wording.near_day_in_words(date(2026, 12, 1), today, "it") == "domani"
    assert wording.near_day_in_words(date(2026, 12, 2), today, "en") == "Wednesday 2 December"


def test_a_span_is_said_by_the_clock_of_the_place():
    assert wording.span_in_words(NINE, ONE, ROME) == "9:00–13:00"
    assert wording.when_in_words(NINE, ONE, ROME, "it") == "martedì 1 dicembre, 9:00–13:00"
    assert wording.begins_in_words(NINE, ROME, "it") == "martedì 1 dicembre alle 9:00"
    assert wording.near_begins_in_words(NINE, NINE, ROME, "en") == "today at 9:00"


@pytest.mark.parametrize(
    ("first", "last", "italian"),
    [
        (date(2026, 12, 7), date(2026, 12, 13), "7–13 dicembre"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 novembre – 6 dicembre"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 dicembre 2026 – 3 gennaio 2027"),
        (date(2026, 12, 8), date(2026, 12, 8), "8 dicembre"),
    ],
)
def test_a_range_of_days_says_each_month_once(first, last, italian):
    assert wording.days_in_words(first, last, "it") == italian


@pytest.mark.parametrize(
    ("minutes", "italian", "english"),
    [
        (1, "1 minuto", "1 minute"),
        (45, "45 minuti", "45 minutes"),
        (60, "1 ora", "1 hour"),
        (150, "2 ore e 30 minuti", "2 hours and 30 minutes"),
    ],
)
def test_a_length_is_said_in_hours_and_minutes(minutes, italian, english):
    assert wording.minutes_in_words(minutes, "it") == italian
    assert wording.minutes_in_words(minutes, "en") == english
