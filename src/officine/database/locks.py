"""Short locks before a check, and one polite word for every way in which the database says “someone was first”.

The order is fixed: persons first, then resources in order of id. A lock without the constraint would be forgotten
by the next writer; the constraint without a lock deadlocks under rivals.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, OperationalError
from django.db.models import QuerySet

from officine.rules.refusals import Refused, Rule

GUARDS = ("bookings_no_overlap", "catalogue_shift_no_overlap", "catalogue_counter_no_overlap")
POSTGRESQL_SAYS_TAKEN = {
    "40P01",  # deadlock_detected
    "55P03",  # lock_not_available: lock_timeout has passed
}


def lock(rows: QuerySet[Any]) -> list[int]:
    """Locks these rows until the transaction ends, in order of id; gives the ids. SQLite has its one write lock."""
    return list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


@contextmanager
def taken_if_refused() -> Iterator[None]:
    """Turns the guard's refusal, a deadlock or a lock time-out into Refused(TAKEN); other faults stay faults."""
    try:
        yield
    except IntegrityError as error:
        # PostgreSQL names the constraint; on SQLite the trigger's whole message is its name.
        refused_by = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or str(error)
        if refused_by not in GUARDS:
            raise
        raise Refused(Rule.TAKEN) from error
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) not in POSTGRESQL_SAYS_TAKEN and "locked" not in str(error):
            raise
        raise Refused(Rule.TAKEN) from error
