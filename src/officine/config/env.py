"""Reads settings from the environment; a bad value is refused with a sentence."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit


class BadSetting(SystemExit):
    """A value in the environment that cannot be used; ends the command with a sentence."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Setting {name}: {why}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def number(name: str, default: int, *, least: int, most: int) -> int:
    raw = text(name)
    if not raw:
        return default
    if not raw.isascii() or not raw.isdigit() or not least <= int(raw) <= most:
        raise BadSetting(name, f"must be a whole number from {least} to {most}, not “{raw}”.")
    return int(raw)


def yes_or_no(name: str, default: bool) -> bool:
    raw = text(name).lower()
    if not raw:
        return default
    if raw not in ("yes", "no"):
        raise BadSetting(name, f"must be “yes” or “no”, not “{raw}”.")
    return raw == "yes"


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def web_address(name: str, default: str) -> str:
    raw = text(name, default).rstrip("/")
    parts = urlsplit(raw)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise BadSetting(name, f"must be like “https://officine.example.it”, not “{raw}”.")
    return raw


def database(name: str, sqlite_path: str) -> dict[str, object]:
    """Django's database settings: SQLite in the data folder, or the PostgreSQL of the address."""
    raw = text(name)
    if not raw:
        return _sqlite(sqlite_path)
    parts = urlsplit(raw)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise BadSetting(name, "must be like “postgresql://user:password@host:5432/officine”.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        # A connection a page costs as much as half the pages a second: keep them for a minute.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A rival who waits longer than this is told “just taken”; see database/locks.py.
        "OPTIONS": {"options": "-c lock_timeout=3000 -c timezone=UTC"},
    }


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # Take the write lock when a transaction begins: reading first and upgrading later fails at once.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            # FULL: a commit is on the disk before anyone reads “confirmed”.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def mail(name: str) -> dict[str, object] | None:
    """How to reach the mail server, or None: then mails go to the development mailbox."""
    raw = text(name)
    if not raw:
        return None
    parts = urlsplit(raw)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        raise BadSetting(name, "must be like “smtp+tls://user:password@mail.example.it:587”.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
