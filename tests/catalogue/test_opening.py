"""Opening days against days that a person looked up in a calendar."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from officine.catalogue.models import Centre, Closure, OpeningHours, Season
from officine.catalogue.opening import calendar, opening_days, resource_closures
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def allumiere() -> Centre:
    town = cast.municipality(patron_name="Madonna delle Grazie", patron_month=9, patron_day=8)
    made = cast.centre(municipality=town)
    made.opening_hours.filter(weekday=4, opens=time(14)).delete()
    august = Season.objects.create(centre=made, name="Agosto", first_month=8, first_day=1, last_month=8, last_day=31)
    OpeningHours.objects.bulk_create(
        OpeningHours(centre=made, season=august, weekday=weekday, opens=time(9), closes=time(13))
        for weekday in range(5)
    )
    Closure.objects.create(
        centre=made,
        first_on=date(2025, 12, 24),
        last_on=date(2025, 12, 24),
        every_year=True,
        reason={"it": "Vigilia di Natale", "en": "Christmas Eve"},
    )
    return made


def local(centre: Centre, on: date) -> list[str]:
    """The open spans of a day as a clock in the centre shows them."""
    day = opening_days(centre, on, on)[0]
    return [f"{start.astimezone(centre.zone):%H:%M}-{end.astimezone(centre.zone):%H:%M}" for start, end in day.open]


def why(centre: Centre, on: date, language: str = "it") -> str:
    with override(language):
        return opening_days(centre, on, on)[0].closed_because


WHOLE = ["09:00-13:00", "14:00-18:00"]


@pytest.mark.parametrize(
    ("on", "spans"),
    [
        (date(2026, 11, 23), WHOLE),  # a Monday
        (date(2026, 11, 27), ["09:00-13:00"]),  # a Friday
        (date(2026, 11, 28), []),  # a Saturday
        (date(2026, 6, 29), WHOLE),  # Saints Peter and Paul: a holiday in Rome, not in Allumiere
        (date(2026, 7, 31), ["09:00-13:00"]),  # the Friday before August
        (date(2026, 8, 3), ["09:00-13:00"]),  # a Monday in August
        (date(2026, 8, 31), ["09:00-13:00"]),  # the last day of the season
        (date(2026, 9, 1), WHOLE),
        (date(2026, 10, 5), WHOLE),  # the Monday after Saint Francis
    ],
)
def test_open_hours_of_days_looked_up_by_hand(allumiere: Centre, on: date, spans: list[str]) -> None:
    assert local(allumiere, on) == spans
    assert why(allumiere, on) == ""


@pytest.mark.parametrize(
    ("on", "italian", "english"),
    [
        (date(2026, 11, 1), "Ognissanti, Giorno dell'unità nazionale", "All Saints' Day, National Unity Day"),
        (date(2026, 10, 4), "Festa nazionale di San Francesco d'Assisi, patrono d'Italia", None),
        (date(2027, 10, 4), "Festa nazionale di San Francesco d'Assisi, patrono d'Italia", None),
        (date(2027, 3, 29), "Lunedì dell'Angelo", "Easter Monday"),
        (date(2026, 4, 6), "Lunedì dell'Angelo", "Easter Monday"),
        (date(2027, 9, 8), "Festa patronale: Madonna delle Grazie", "Patron's day: Madonna delle Grazie"),
        (date(2026, 12, 24), "Vigilia di Natale", "Christmas Eve"),
        (date(2028, 12, 24), "Vigilia di Natale", "Christmas Eve"),
    ],
)
def test_closed_days_say_why_in_both_languages(allumiere: Centre, on: date, italian: str, english: str | None) -> None:
    assert local(allumiere, on) == []
    assert why(allumiere, on) == italian
    if english:
        assert why(allumiere, on, "en") == english


def test_saint_francis_is_an_ordinary_day_before_2026(allumiere: Centre) -> None:
    assert local(allumiere, date(2024, 10, 4)) == ["09:00-13:00"]  # a Friday


def test_a_centre_may_work_on_national_holidays(allumiere: Centre) -> None:
    allumiere.keeps_national_holidays = False
    assert local(allumiere, date(2026, 12, 8)) == WHOLE


def test_a_town_without_a_patron_keeps_8_september_open(allumiere: Centre) -> None:
    allumiere.municipality.patron_month = None
    assert local(allumiere, date(2026, 9, 8)) == WHOLE


def test_an_hour_closed_leaves_the_rest_of_the_day_open(allumiere: Centre) -> None:
    on = date(2026, 11, 24)
    Closure.objects.create(
        centre=allumiere, first_on=on, last_on=on, opens=time(10), closes=time(11), reason={"it": "Assemblea"}
    )
    assert local(allumiere, on) == ["09:00-10:00", "11:00-13:00", "14:00-18:00"]
    assert why(allumiere, on) == ""


def test_a_broken_desk_closes_no_centre(allumiere: Centre) -> None:
    first, second = cast.desks(allumiere, 2)
    on = date(2026, 11, 24)
    Closure.objects.create(
        centre=allumiere, resource=second, first_on=on, last_on=on, reason={"it": "Sedia in riparazione"}
    )
    assert local(allumiere, on) == WHOLE
    closed = resource_closures(allumiere, date(2026, 11, 23), date(2026, 11, 29))
    assert list(closed) == [second.pk]
    assert [(span.start.astimezone(allumiere.zone).date(), span.end - span.start) for span in closed[second.pk]] == [
        (on, date(2026, 11, 25) - on)
    ]
    assert first.pk not in closed


def test_a_closure_outside_the_days_asked_for_is_not_shown(allumiere: Centre) -> None:
    (desk,) = cast.desks(allumiere, 1)
    on = date(2026, 11, 24)
    Closure.objects.create(centre=allumiere, resource=desk, first_on=on, last_on=on, reason={"it": "Guasto"})
    assert resource_closures(allumiere, date(2026, 11, 25), date(2026, 11, 29)) == {}


@pytest.mark.parametrize("days", [1, 400])
def test_three_queries_however_many_days(allumiere: Centre, days: int) -> None:
    first = date(2026, 1, 1)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = calendar(allumiere, first, date.fromordinal(first.toordinal() + days - 1))
    assert len(queries) == 3
    assert len(found.days) == days
