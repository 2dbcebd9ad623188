"""A refusal that explains itself: the rule, the person's own figures, and when the answer would be yes."""

from collections.abc import Mapping
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
    STATUS = "status"
    CHANGED = "changed"


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
