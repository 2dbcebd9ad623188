"""One round of the worker: everything that is due, each duty apart, so that a bad one does not stop the others."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, OperationalError

from officine.bookings.actions import expire_stale_holds
from officine.catalogue.models import Centre
from officine.catalogue.rota import extend_rota, rota_until
from officine.notices.collect import collect_codes, collect_events
from officine.notices.deliver import deliver
from officine.notices.reminders import collect_reminders
from officine.notices.retention import keep_no_longer
from officine.rules.refusals import Refused

log = logging.getLogger(__name__)

# A database that is busy, a disk that is full, a row that makes no sense. Anything else is a fault in the program:
# it ends the worker, which is started again.
A_DUTY_MAY_FAIL_BY = (
    DatabaseError,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ObjectDoesNotExist,
    ValidationError,
    Refused,
)

# When each daily duty was last done by this process. After a restart it is done once more, which changes nothing.
_done_on: dict[str, date] = {}


def tick(at: datetime) -> None:
    """Does what is due at this instant; again, it changes nothing. Raises only when nothing at all could be done."""
    went_well = [
        _duty("expire holds", expire_stale_holds, at),
        _duty("collect codes", collect_codes, at),
        _duty("collect events", collect_events, at),
        _duty("collect reminders", collect_reminders, at),
        _duty("deliver", deliver, at),
        _daily("extend the rota", extend_every_rota, at),
        _daily("keep no longer than allowed", keep_no_longer, at),
    ]
    if not any(went_well):
        raise OperationalError("Nothing could be done in this round.")


def extend_every_rota(at: datetime) -> None:
    for centre in Centre.objects.all():
        extend_rota(centre, rota_until(centre, at))


def _daily(name: str, duty: Callable[[datetime], object], at: datetime) -> bool:
    """Whether it was due and went well."""
    if _done_on.get(name) == at.date() or not _duty(name, duty, at):
        return False
    _done_on[name] = at.date()
    return True


def _duty(name: str, duty: Callable[[datetime], object], at: datetime) -> bool:
    """Whether it went well. The log names the duty and the kind of fault, never what was in the row."""
    try:
        duty(at)
    except A_DUTY_MAY_FAIL_BY as error:
        log.error("The worker could not %s: %s.", name, type(error).__name__)
        return False
    return True
