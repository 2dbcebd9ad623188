"""Dated shifts from the weekly pattern."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officine.catalogue.models import Centre, Resource, Service, Shift, WeeklyShift
from officine.catalogue.rota import extend_rota, rota_until
from tests import cast

pytestmark = pytest.mark.django_db

# SPID can be booked 60 days ahead, so that the rota looks 74 days ahead.
UNTIL = cast.MONDAY + timedelta(days=74)


@pytest.fixture
def centre() -> Centre:
    made = cast.centre()
    cast.spid(made)
    Resource.objects.create(centre=made, kind="counter", name="Sportello")
    return made


def pattern(centre: Centre, **fields: object) -> WeeklyShift:
    made = WeeklyShift.objects.create(
        **{
            "centre": centre,
            "counter": Resource.objects.get(kind="counter", name="Sportello"),
            "weekday": 0,
            "opens": time(9),
            "closes": time(13),
        }
        | fields
    )
    made.services.set(Service.objects.filter(centre=centre))
    return made


def test_the_rota_reaches_two_weeks_beyond_the_furthest_booking(centre: Centre) -> None:
    assert rota_until(centre, cast.NOW) == UNTIL


def test_each_monday_gets_its_shift_with_its_services(centre: Centre) -> None:
    pattern(centre)
    assert extend_rota(centre, UNTIL).made == 11
    shifts = list(Shift.objects.order_by("on"))
    assert [shift.on for shift in shifts] == [cast.MONDAY + timedelta(weeks=week) for week in range(11)]
    assert shifts[0].starts_at == cast.rome(cast.MONDAY, 9)
    assert shifts[0].ends_at == cast.rome(cast.MONDAY, 13)
    assert [service.slug for service in shifts[0].services.all()] == ["spid"]


def test_extending_again_makes_nothing_and_touches_nothing(centre: Centre) -> None:
    pattern(centre)
    extend_rota(centre, UNTIL)
    Shift.objects.filter(on=cast.MONDAY).update(ends_at=cast.rome(cast.MONDAY, 12))
    assert extend_rota(centre, UNTIL).made == 0
    assert Shift.objects.get(on=cast.MONDAY).ends_at == cast.rome(cast.MONDAY, 12)
    assert extend_rota(centre, UNTIL + timedelta(weeks=1)).made == 1


def test_a_pattern_holds_between_its_dates_both_included(centre: Centre) -> None:
    pattern(centre, valid_from=date(2026, 11, 30), valid_until=date(2026, 12, 7))
    extend_rota(centre, UNTIL)
    assert [shift.on for shift in Shift.objects.order_by("on")] == [date(2026, 11, 30), date(2026, 12, 7)]


def test_two_patterns_of_one_counter_that_overlap_are_reported_and_the_first_stands(centre: Centre) -> None:
    first = pattern(centre)
    second = pattern(centre, opens=time(12), closes=time(15), valid_until=cast.MONDAY)
    rota = extend_rota(centre, UNTIL)
    assert rota.refused == [(second, cast.MONDAY)]
    assert list(Shift.objects.filter(on=cast.MONDAY).values_list("pattern", flat=True)) == [first.pk]


def test_an_operator_is_not_put_at_two_counters_at_once(centre: Centre) -> None:
    someone = cast.account("operatore@example.org")
    other = Resource.objects.create(centre=centre, kind="counter", name="Altro")
    pattern(centre, operator=someone)
    second = pattern(centre, operator=someone, counter=other, valid_until=cast.MONDAY)
    assert extend_rota(centre, UNTIL).refused == [(second, cast.MONDAY)]


def test_shifts_follow_the_clock_on_the_wall_through_its_change(centre: Centre) -> None:
    pattern(centre, weekday=6, opens=time(1), closes=time(4))
    extend_rota(centre, date(2027, 3, 28))
    spring = Shift.objects.get(on=date(2027, 3, 28))
    assert (spring.starts_at, spring.ends_at) == (
        datetime(2027, 3, 28, 0, 0, tzinfo=UTC),
        datetime(2027, 3, 28, 2, 0, tzinfo=UTC),
    )


def test_a_shift_that_the_clock_skips_is_left_out(centre: Centre) -> None:
    pattern(centre, weekday=6, opens=time(2, 15), closes=time(2, 45))
    rota = extend_rota(centre, date(2027, 3, 28))
    assert rota.refused == []
    assert not Shift.objects.filter(on=date(2027, 3, 28)).exists()
    assert Shift.objects.filter(on=date(2027, 3, 21)).exists()


def test_a_rota_that_is_complete_costs_four_queries(centre: Centre) -> None:
    pattern(centre)
    extend_rota(centre, UNTIL)
    pattern(centre, opens=time(14), closes=time(15))
    extend_rota(centre, UNTIL)
    with CaptureQueriesContext(connection) as queries:
        extend_rota(centre, UNTIL)
    assert len(queries) == 4
