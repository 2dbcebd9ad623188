"""Counts the searches that found nothing: for which service, weekday and hour. Never who searched."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from officine.bookings.models import FruitlessSearch
from officine.catalogue.models import Service
from officine.rules.days import local_date


def count_fruitless(service: Service, starts_at: datetime, at: datetime) -> None:
    """One more search in vain for a place at starts_at; the day, weekday and hour are the centre's."""
    zone = service.centre.zone
    wanted = starts_at.astimezone(zone)
    row = {"service": service, "on": local_date(at, zone), "weekday": wanted.weekday(), "hour": wanted.hour}
    if _add_one(row):
        return
    try:
        with transaction.atomic():
            FruitlessSearch.objects.create(**row, times=1)
    except IntegrityError:  # another search made the row in between
        _add_one(row)


def _add_one(row: dict[str, object]) -> int:
    return FruitlessSearch.objects.filter(**row).update(times=F("times") + 1)
