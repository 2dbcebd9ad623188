"""How a desk or counter stands at an instant: who is there, who is late, who comes next, until when it is free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from officine.rules.availability import Span
from officine.rules.lifecycle import BLOCKING, Status

# From here on somebody is late, and is told so in whole minutes.
GRACE = timedelta(minutes=1)


class Visit(Protocol):
    """What is asked of a booking here."""

    @property
    def status(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def blocked_until(self) -> datetime: ...


V = TypeVar("V", bound=Visit)


@dataclass(frozen=True, slots=True)
class Standing(Generic[V]):
    """`free_until` is None while the place is not free; `opens_at`, while it serves or serves no more that day."""

    here: list[V]
    late: list[V]
    next: V | None
    serves: bool
    free_until: datetime | None
    opens_at: datetime | None


def is_late(visit: Visit, at: datetime) -> bool:
    """Expected by now and not here; also when the whole time has gone by and nobody has said what happened."""
    return visit.status == Status.CONFIRMED and at - visit.starts_at >= GRACE


def is_over(visit: Visit, at: datetime) -> bool:
    return at >= visit.ends_at


def standing(visits: Sequence[V], serving: Sequence[Span], at: datetime) -> Standing[V]:
    """`visits`: all of one place on one day, by their start. `serving`: when it serves, merged."""
    here = [visit for visit in visits if visit.status == Status.ARRIVED]
    late = [visit for visit in visits if is_late(visit, at) and not is_over(visit, at)]
    to_come = (visit for visit in visits if visit.status == Status.CONFIRMED and not is_late(visit, at))
    now = next((span for span in serving if span.start <= at < span.end), None)
    return Standing(
        here=here,
        late=late,
        next=next(to_come, None),
        serves=now is not None,
        free_until=_free_until(visits, now, at) if now and not here else None,
        opens_at=None if now else next((span.start for span in serving if span.start > at), None),
    )


def _free_until(visits: Sequence[Visit], now: Span, at: datetime) -> datetime | None:
    """The next time somebody has a right to the place, or the end of its service; None where that is now."""
    blocking = [visit for visit in visits if visit.status in BLOCKING and visit.blocked_until > at]
    until = min((visit.starts_at for visit in blocking), default=now.end)
    return min(until, now.end) if until > at else None
