"""Lets at most 100 requests pass in any second for one network, in each process; nothing is kept on disk."""

import threading
from collections import deque

MOST = 100
# A little short of a second: whoever keeps to 100 a second is not turned away for what the network bunches up.
SECOND = 0.9
# Beyond so many networks, those that have been quiet for a second are forgotten.
NETWORKS_KEPT = 10_000


class Throttle:
    """Remembers when each network's last requests passed."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._passed: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def lets_pass(self, network: str, now: float) -> bool:
        """Whether one more request may pass; `now` in seconds. What is turned away does not count."""
        if not network:
            return True
        with self._lock:
            if len(self._passed) > NETWORKS_KEPT:
                self._forget_the_quiet(now)
            passed = self._passed.setdefault(network, deque(maxlen=self._most))
            if len(passed) == self._most and now - passed[0] < SECOND:
                return False
            passed.append(now)
            return True

    def _forget_the_quiet(self, now: float) -> None:
        self._passed = {
            network: passed for network, passed in self._passed.items() if passed and now - passed[-1] < SECOND
        }
