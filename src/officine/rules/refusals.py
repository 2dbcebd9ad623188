"""A refusal that explains itself: the rule, the person's own figures, and when the answer would be yes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum


class Rule(StrEnum):
    """Why a booking, or a change to one, is refused."""

    TAKEN = "taken"
    CLOSED = "closed"
    GRID = "grid"
    LENGTH = "length"
    HORIZON = "horizon"
    NOTICE = "notice"
    PAST = "past"
    ACTIVE_BOOKINGS = "active_bookings"
    ACTIVE_UNTIL_VERIFIED = "active_until_verified"
    HOURS_IN_7_DAYS = "hours_in_7_days"
    SAME_TIME = "same_time"
    CANCEL_UNTIL = "cancel_until"
    HOLD_OVER = "hold_over"
    TOO_MANY_HOLDS = "too_many_holds"
    VISIT_TIMES = "visit_times"
    STATUS = "status"
    CHANGED = "changed"


# A rule of fair use, which an operator may set aside for one booking when there is a reason, which is recorded.
# What protects others, or cannot be, is not among them: a place that is taken, a closed door, a time that is past.
MAY_BE_OVERRULED = frozenset(
    {
        Rule.NOTICE,
        Rule.HORIZON,
        Rule.LENGTH,
        Rule.ACTIVE_BOOKINGS,
        Rule.ACTIVE_UNTIL_VERIFIED,
        Rule.HOURS_IN_7_DAYS,
    }
)


class Refused(Exception):  # noqa: N818 (it is the word of the domain, not an error)
    """The answer is no, with the reason; never a fault of the program."""

    def __init__(
        self,
        rule: Rule,
        figures: Mapping[str, int | str] | None = None,
        next_yes_at: datetime | None = None,
    ) -> None:
        super().__init__(rule.value)
        self.rule = rule
        self.figures = dict(figures or {})
        self.next_yes_at = next_yes_at


class Overruling:
    """Sets aside, for one booking, those rules that an operator may set aside, and remembers which they were."""

    def __init__(self, reason: str = "") -> None:
        self.reason = reason
        self.rules: list[Rule] = []

    @contextmanager
    def unless(self) -> Iterator[None]:
        """Around one check: its refusal passes on, unless there is a reason and the rule may be overruled."""
        try:
            yield
        except Refused as refused:
            if not self.reason or refused.rule not in MAY_BE_OVERRULED:
                raise
            self.rules.append(refused.rule)
