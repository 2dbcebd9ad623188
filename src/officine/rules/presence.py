"""When somebody was really there: in order, on the day of the booking, and not still to come."""

from datetime import datetime
from zoneinfo import ZoneInfo

from officine.rules.days import local_date
from officine.rules.refusals import Refused, Rule


def refuse_wrong_times(
    arrived_at: datetime, left_at: datetime | None, starts_at: datetime, zone: ZoneInfo, at: datetime
) -> None:
    """Refuses an arrival or a leaving (None: they are still here) that cannot be true of a booking of this start."""
    said = [arrived_at] if left_at is None else [arrived_at, left_at]
    on = local_date(starts_at, zone)
    in_order = said == sorted(said) and said[-1] <= at
    if not in_order or any(local_date(moment, zone) != on for moment in said):
        raise Refused(Rule.VISIT_TIMES)
