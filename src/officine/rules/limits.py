"""How much one person may book: pure counts over what they already have.

Rules: "first come, with safeguards". Limits count the person who comes, in hours and not in bookings, because
four times one hour equals twice two hours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from officine.rules.refusals import Refused, Rule

# Whoever books for people who are not verified has at most so many such bookings of a kind at a time: enough for
# oneself, a mother and a father; too few to fill a morning with invented people.
UNVERIFIED_PER_BOOKER = 3


class Booked(NamedTuple):
    """One booking that a person has: the local day, its instants, and its open minutes."""

    on: date
    starts_at: datetime
    ends_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What a version of the rules allows; None means no limit."""

    horizon_days: int
    notice_minutes: int
    minutes_in_7_days: int | None
    active_bookings: int | None


def refuse_too_early_or_late(
    wanted_on: date, starts_at: datetime, opens_at: datetime, limits: Limits, at: datetime
) -> None:
    """Refuses a start that is past, nearer than the notice, or beyond the horizon.

    opens_at is the instant from which the day can be booked: the local midnight that begins the day
    horizon_days before it.
    """
    if starts_at <= at:
        raise Refused(Rule.PAST)
    if starts_at < at + timedelta(minutes=limits.notice_minutes):
        raise Refused(Rule.NOTICE, {"notice_minutes": limits.notice_minutes})
    if at < opens_at:
        raise Refused(Rule.HORIZON, {"horizon_days": limits.horizon_days}, next_yes_at=opens_at)


def refuse_too_many_active(
    active: Sequence[Booked], most: int | None, at: datetime, starts_at: datetime, rule: Rule
) -> None:
    """Refuses when the person already has as many bookings to come as allowed.

    The answer becomes yes when enough of them are over, if that is before the wanted start.
    """
    to_come = sorted(booked.ends_at for booked in active if booked.ends_at > at)
    if most is None or len(to_come) < most:
        return
    over_at = to_come[len(to_come) - most]
    raise Refused(rule, {"active": len(to_come), "most": most}, next_yes_at=over_at if over_at < starts_at else None)


def refuse_too_many_hours(used: Iterable[Booked], wanted_on: date, minutes: int, most: int | None) -> None:
    """Refuses when in some 7 days in a row that hold the wanted day the person would have more than allowed.

    There is no later instant at which the same request would pass: the days do not move.
    """
    if most is None:
        return
    had = most_minutes_around(used, wanted_on)
    if had + minutes > most:
        raise Refused(Rule.HOURS_IN_7_DAYS, {"used_minutes": had, "asked_minutes": minutes, "most_minutes": most})


def most_minutes_around(used: Iterable[Booked], on: date) -> int:
    """The most minutes that a person has in any 7 days in a row that hold this day."""
    each = [(booked.on, booked.minutes) for booked in used]
    return max(
        sum(minutes for day, minutes in each if first <= day < first + timedelta(days=7))
        for first in (on - timedelta(days=back) for back in range(7))
    )


def refuse_two_places_at_once(others: Iterable[Booked], starts_at: datetime, ends_at: datetime) -> None:
    """Refuses a second place for the same person at the same time."""
    if any(booked.starts_at < ends_at and starts_at < booked.ends_at for booked in others):
        raise Refused(Rule.SAME_TIME)


def cancellable_until(starts_at: datetime, cancel_until_minutes: int) -> datetime:
    """The last instant at which a person may cancel or move a booking by themselves."""
    return starts_at - timedelta(minutes=cancel_until_minutes)
