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
    # At the desk: people who come without a booking, another place while they are here, and each step taken back.
    WALK_IN = "walk_in"
    RESEAT = "reseat"
    UNDO_WALK_IN = "undo_walk_in"
    UNDO_ARRIVE = "undo_arrive"
    UNDO_FINISH = "undo_finish"
    UNDO_MISS = "undo_miss"
    RESTORE = "restore"
    # When they came and left, put right afterwards.
    CORRECT_ARRIVAL = "correct_arrival"
    CORRECT_TIMES = "correct_times"


MOVES: dict[Move, tuple[frozenset[Status], Status]] = {
    Move.CONFIRM: (frozenset({Status.HELD}), Status.CONFIRMED),
    Move.RESCHEDULE: (frozenset({Status.CONFIRMED}), Status.CONFIRMED),
    # Whoever was given up may come after all, while nobody else has the place.
    Move.ARRIVE: (frozenset({Status.CONFIRMED, Status.ABSENT}), Status.ARRIVED),
    Move.FINISH: (frozenset({Status.ARRIVED}), Status.DONE),
    Move.MISS: (frozenset({Status.CONFIRMED}), Status.ABSENT),
    Move.CANCEL_BY_PERSON: (frozenset({Status.CONFIRMED}), Status.CANCELLED_BY_PERSON),
    Move.CANCEL_BY_TOWN: (frozenset({Status.CONFIRMED, Status.HELD}), Status.CANCELLED_BY_TOWN),
    Move.EXPIRE: (frozenset({Status.HELD}), Status.EXPIRED),
    Move.RESEAT: (frozenset({Status.ARRIVED}), Status.ARRIVED),
    Move.UNDO_WALK_IN: (frozenset({Status.ARRIVED}), Status.EXPIRED),
    Move.UNDO_ARRIVE: (frozenset({Status.ARRIVED}), Status.CONFIRMED),
    Move.UNDO_FINISH: (frozenset({Status.DONE}), Status.ARRIVED),
    Move.UNDO_MISS: (frozenset({Status.ABSENT}), Status.CONFIRMED),
    Move.RESTORE: (frozenset({Status.CANCELLED_BY_PERSON, Status.CANCELLED_BY_TOWN}), Status.CONFIRMED),
    Move.CORRECT_ARRIVAL: (frozenset({Status.ARRIVED}), Status.ARRIVED),
    Move.CORRECT_TIMES: (frozenset({Status.DONE}), Status.DONE),
}

BEGINNINGS: dict[Move, Status] = {
    Move.HOLD: Status.HELD,
    Move.BOOK: Status.CONFIRMED,
    Move.WALK_IN: Status.ARRIVED,
}

# What takes back the step that led to a status.
TAKEN_BACK_BY: dict[Status, Move] = {
    Status.ARRIVED: Move.UNDO_ARRIVE,
    Status.DONE: Move.UNDO_FINISH,
    Status.ABSENT: Move.UNDO_MISS,
    Status.CANCELLED_BY_PERSON: Move.RESTORE,
    Status.CANCELLED_BY_TOWN: Move.RESTORE,
}

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
