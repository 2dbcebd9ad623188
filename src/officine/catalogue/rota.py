"""The rota (`turni`): turns the weekly pattern into dated shifts, far enough ahead for every service."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Max

from officine.catalogue.centre import Centre
from officine.catalogue.rule import Rule
from officine.catalogue.shift import Shift, WeeklyShift
from officine.rules.days import each_day, instant, local_date

SPARE_DAYS = 14
OVERLAPS = ("catalogue_shift_no_overlap", "catalogue_counter_no_overlap")


class Rota(NamedTuple):
    """What extending the rota did: how many shifts it made, and which the database refused as overlapping."""

    made: int
    refused: list[tuple[WeeklyShift, date]]


def rota_until(centre: Centre, at: datetime) -> date:
    """The last day that should have its shifts: the furthest that any service can be booked, and two weeks more."""
    return local_date(at, centre.zone) + timedelta(days=_days_ahead(centre))


def extend_rota(centre: Centre, until: date) -> Rota:
    """Makes the shifts that the weekly pattern asks for, in as many days up to `until` as rota_until looks ahead.

    Shifts that stand are never touched, so that it may run again and again. A shift that would overlap another
    of the same operator or counter is refused by the database and left out.
    """
    days = list(each_day(until - timedelta(days=_days_ahead(centre)), until))
    patterns = list(WeeklyShift.objects.filter(centre=centre).prefetch_related("services").order_by("pk"))
    if not _missing(centre, patterns, days):
        return Rota(0, [])
    with transaction.atomic():
        # One writer at a time: two workers would otherwise both find the same shift missing.
        list(Centre.objects.select_for_update(no_key=True).filter(pk=centre.pk))
        missing = _missing(centre, patterns, days)
        refused = [(pattern, on) for pattern, on in missing if not _make(centre, pattern, on)]
    return Rota(len(missing) - len(refused), refused)


def _days_ahead(centre: Centre) -> int:
    furthest = Rule.objects.filter(service__centre=centre).aggregate(days=Max("horizon_days"))["days"]
    return (furthest or 0) + SPARE_DAYS


def _missing(centre: Centre, patterns: list[WeeklyShift], days: list[date]) -> list[tuple[WeeklyShift, date]]:
    stands = set(
        Shift.objects.filter(pattern__in=patterns, on__gte=days[0], on__lte=days[-1]).values_list("pattern", "on")
    )
    return [
        (pattern, on)
        for on in days
        for pattern in patterns
        if _asks_for(centre, pattern, on) and (pattern.pk, on) not in stands
    ]


def _asks_for(centre: Centre, pattern: WeeklyShift, on: date) -> bool:
    """Whether the pattern holds on this day, and has any minute in it: a clock change may skip a short one."""
    zone = centre.zone
    return (
        pattern.weekday == on.weekday()
        and (pattern.valid_from is None or pattern.valid_from <= on)
        and (pattern.valid_until is None or on <= pattern.valid_until)
        and instant(on, pattern.opens, zone) < instant(on, pattern.closes, zone)
    )


def _make(centre: Centre, pattern: WeeklyShift, on: date) -> bool:
    """Writes one shift; False when the database refuses it because it overlaps another."""
    try:
        with transaction.atomic():
            shift = Shift.objects.create(
                centre=centre,
                counter_id=pattern.counter_id,
                operator_id=pattern.operator_id,
                pattern=pattern,
                on=on,
                starts_at=instant(on, pattern.opens, centre.zone),
                ends_at=instant(on, pattern.closes, centre.zone),
            )
    except IntegrityError as error:
        if not any(name in str(error) for name in OVERLAPS):
            raise
        return False
    shift.services.set(pattern.services.all())
    return True
