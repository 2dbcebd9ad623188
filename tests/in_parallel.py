"""Several threads at once, each with a database connection of its own; begins them together."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


def in_parallel(count: int, act: Callable[[int], Any]) -> list[Any]:
    """What act(0) … act(count - 1) returned, or raised, when all ran at once."""
    gate = threading.Barrier(count)

    def run(number: int) -> Any:
        gate.wait()
        try:
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(run, number) for number in range(count)]]
