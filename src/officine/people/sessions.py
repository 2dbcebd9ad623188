"""Sessions of browsers, in a table of our own: each knows its account, so that they can be listed and ended at once.

Django's own table holds the account inside the encoded data only. What is staff's (since when, in which browser,
locked or not) stands in columns, which concurrent requests change one by one: the encoded data are written whole,
and the last one wins.
"""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

WRITTEN_WITH_THE_DATA = ("session_data", "expire_date", "account")


class Session(AbstractBaseSession):
    """One browser's session, of a visitor, a citizen or staff. Whoever deletes the row ends it."""

    # No constraint: a session that outlives its account by a moment is nobody's, and no error.
    account = models.ForeignKey(
        "people.Account", null=True, on_delete=models.CASCADE, db_constraint=False, related_name="sessions"
    )
    # Of staff only, from the moment that both factors were proved.
    began_at = models.DateTimeField(null=True)
    active_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    # Tells one network from another, and cannot be turned back into an address.
    network = models.CharField(max_length=16, blank=True)

    @classmethod
    def get_session_store_class(cls) -> type[DatabaseStore]:
        return SessionStore

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saving what a page left in its session touches no column that another request may have changed meanwhile."""
        if kwargs.get("force_update"):
            kwargs["update_fields"] = WRITTEN_WITH_THE_DATA
        super().save(*args, **kwargs)


CARRIED_OVER = ("began_at", "active_at", "locked_at", "wrong_tries", "browser", "system", "network")


class SessionStore(DatabaseStore):
    """Keeps the row it read at hand, so that looking at its columns costs no further query."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        self.row = self._get_session_from_db()  # type: ignore[attr-defined]
        return self.decode(self.row.session_data) if self.row else {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """A session that gets a new key, as at signing in, stays the session it was."""
        made = super().create_model_instance(data)
        assert isinstance(made, Session)  # noqa: S101 (for the type checker)
        made.account_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        if self.row is not None and self.row.account_id == made.account_id:
            for column in CARRIED_OVER:
                setattr(made, column, getattr(self.row, column))
        self.row = made
        return made

    def flush(self) -> None:
        self.row = None
        super().flush()


def end_all(account_id: int) -> int:
    """Ends every session of an account, in whatever browser; returns how many there were."""
    return Session.objects.filter(account=account_id).delete()[0]
