"""A budget for guesses: how often something may be tried within a while."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

WINDOW_SECONDS = 15 * 60


def may_try(what: str, most: int) -> bool:
    """Counts one more try of this; False when there were too many in the last quarter of an hour.

    The cache is a table of the database, so that all workers count together; `what` is kept as a hash.
    """
    key = _key(what)
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the window ended between the two lines
        return True


def has_tries_left(what: str, most: int) -> bool:
    """The same without counting: for what counts only when it fails."""
    return bool(cache.get(_key(what), 0) < most)


def _key(what: str) -> str:
    return "tries:" + salted_hmac("officine.website.tries", what, algorithm="sha256").hexdigest()
