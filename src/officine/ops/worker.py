"""The worker: one round each second of what is due. A database or a disk that fails is tried again, later and later."""

import argparse
import logging
import signal
import threading
from types import FrameType

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from officine.notices.tick import tick

log = logging.getLogger(__name__)

SECONDS_BETWEEN_ROUNDS = 1.0
LONGEST_PAUSE = 30.0


def run(options: argparse.Namespace) -> int:
    work()
    return 0


def work() -> None:
    """Until SIGTERM or SIGINT. A fault in the program itself ends the process: whoever started it starts it again."""
    told_to_stop = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        told_to_stop.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    pause = SECONDS_BETWEEN_ROUNDS
    while not told_to_stop.is_set():
        pause = SECONDS_BETWEEN_ROUNDS if one_round() else min(pause * 2, LONGEST_PAUSE)
        told_to_stop.wait(pause)
    connections.close_all()


def one_round() -> bool:
    """Whether it went well."""
    close_old_connections()
    try:
        tick(timezone.now())
    except (DatabaseError, OSError):
        log.exception("This round of the worker failed; it is tried again.")
        connections.close_all()
        return False
    return True
