"""The life of a booking: one table of moves. Nothing else may change a status."""

from enum import StrEnum


class Status(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    DONE = "done"
    CANCELLED_BY_PERSON = "cancelled_by_person"
    CANCELLED_BY_TOWN = "cancelled_by_town"
    ABSENT = "absent"
    EXPIRED = "expired"


class Move(StrEnum):
    """What happens to a booking; each is an event."""

    HOLD = "hold"
    BOOK = "book"
    CONFIRM = "confirm"
    RESCHEDULE = "reschedule"
    ARRIVE = "arrive"
    FINISH = "finish"
    MISS = "miss"
    CANCEL_BY_PERSON = "cancel_by_person"
    CANCEL_BY_TOWN = "cancel_by_town"
    EXPIRE = "expire"


MOVES: dict[Move, tuple[frozenset[Status], Status]] = {
    Move.CONFIRM: (frozenset({Status.HELD}), Status.CONFIRMED),
    Move.RESCHEDULE: (frozenset({Status.CONFIRMED}), Status.CONFIRMED),
    Move.ARRIVE: (frozenset({Status.CONFIRMED}), Status.ARRIVED),
    Move.FINISH: (frozenset({Status.ARRIVED}), Status.DONE),
    Move.MISS: (frozenset({Status.CONFIRMED}), Status.ABSENT),
    Move.CANCEL_BY_PERSON: (frozenset({Status.CONFIRMED}), Status.CANCELLED_BY_PERSON),
    Move.CANCEL_BY_TOWN: (frozenset({Status.CONFIRMED, Status.HELD}), Status.CANCELLED_BY_TOWN),
    Move.EXPIRE: (frozenset({Status.HELD}), Status.EXPIRED),
}

BEGINNINGS: dict[Move, Status] = {Move.HOLD: Status.HELD, Move.BOOK: Status.CONFIRMED}

# These keep the place from anyone else; the guard in the database says the same.
BLOCKING = (Status.HELD, Status.CONFIRMED, Status.ARRIVED)

# These count towards the limit on active bookings until they are over.
ACTIVE = (Status.CONFIRMED, Status.ARRIVED)

# These count towards the hours in any 7 days: whoever cancels in time, or is cancelled by the town, loses nothing.
USED = (Status.CONFIRMED, Status.ARRIVED, Status.DONE, Status.ABSENT)


def may(move: Move, status: Status) -> bool:
    """Whether a booking with this status can make this move."""
    return status in MOVES[move][0]


def after(move: Move) -> Status:
    """The status that a move leads to."""
    return MOVES[move][1] if move in MOVES else BEGINNINGS[move]
