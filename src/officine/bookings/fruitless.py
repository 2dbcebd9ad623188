"""Counts the searches that found nothing: for which service, weekday and hour. Never who searched."""

import logging
from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F

from officine.bookings.models import FruitlessSearch
from officine.catalogue.models import Service
from officine.rules.days import local_date

logger = logging.getLogger(__name__)


def count_fruitless(service: Service, starts_at: datetime, at: datetime) -> None:
    """One more search in vain for a place at starts_at; the day, weekday and hour are the centre's."""
    zone = service.centre.zone
    wanted = starts_at.astimezone(zone)
    row = {"service": service, "on": local_date(at, zone), "weekday": wanted.weekday(), "hour": wanted.hour}
    try:
        if not _add_one(row):
            with transaction.atomic():
                FruitlessSearch.objects.create(**row, times=1)
    except IntegrityError:  # another search made the row in between
        _add_one(row)
    except OperationalError as error:  # a lock that lasts: nobody is told “broken” for the sake of a count
        logger.warning("A search in vain was not counted: %s", error)


def _add_one(row: dict[str, object]) -> int:
    return FruitlessSearch.objects.filter(**row).update(times=F("times") + 1)
