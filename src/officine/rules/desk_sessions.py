"""Whether a session of staff still stands, and how its browser is called: pure."""

from datetime import datetime, timedelta
from enum import Enum

# However busy it is: one working day at a desk, with its breaks.
LONGEST = timedelta(hours=12)
MOST_WRONG_TRIES = 5

# The first that is found counts: Edge and Opera say “Chrome” too, Chrome says “Safari”, Android says “Linux”.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


class Standing(Enum):
    OPEN = "open"
    LOCKED = "locked"
    OVER = "over"


def standing(
    began_at: datetime, active_at: datetime, locked_at: datetime | None, at: datetime, idle: timedelta
) -> Standing:
    """Over after LONGEST, whatever happened; locked when somebody said so, or after `idle` without activity."""
    if at - began_at >= LONGEST:
        return Standing.OVER
    if locked_at is not None or at - active_at >= idle:
        return Standing.LOCKED
    return Standing.OPEN


def browser_and_system(user_agent: str) -> tuple[str, str]:
    """What a person calls them: (“Firefox”, “Windows”); empty where they are not known."""
    return _first_named(BROWSERS, user_agent), _first_named(SYSTEMS, user_agent)


def _first_named(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
