"""The kinds of notices, and which event of a booking calls for which."""

from enum import StrEnum

from officine.rules.lifecycle import Move


class Kind(StrEnum):
    CODE = "code"
    CONFIRMATION = "confirmation"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    CANCELLATION_BY_TOWN = "cancellation_by_town"
    REMINDER = "reminder"
    WHAT_TO_BRING = "what_to_bring"  # once more, because a document is missing
    PROBLEM = "problem"  # to the office, from anyone


OF_MOVE: dict[str, Kind] = {
    Move.BOOK: Kind.CONFIRMATION,
    Move.CONFIRM: Kind.CONFIRMATION,
    Move.RESTORE: Kind.CONFIRMATION,
    Move.RESCHEDULE: Kind.CHANGE,
    Move.CANCEL_BY_PERSON: Kind.CANCELLATION,
    Move.CANCEL_BY_TOWN: Kind.CANCELLATION_BY_TOWN,
}

# Sent with the calendar entry, new or changed, and with the entry taken back.
INVITES = (Kind.CONFIRMATION, Kind.CHANGE)
TAKES_BACK = (Kind.CANCELLATION, Kind.CANCELLATION_BY_TOWN)
