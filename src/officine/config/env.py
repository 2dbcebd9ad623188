"""Reads settings from the environment; a bad value is refused with a sentence."""

import os
import re
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

HOST = re.compile(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\]|\*")
WEB_ADDRESS = re.compile(r"https?://([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\])(:[0-9]+)?")
MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
SHORTEST_SECRET = 50  # characters; Django's own check asks for as many


class BadSetting(SystemExit):
    """A value in the environment that cannot be used; ends the command with a sentence."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Setting {name}: {why}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def folder(name: str, default: Path) -> Path:
    """A folder of this process alone, made with mode 0700 where it is missing."""
    path = Path(text(name) or default).resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(name, f"{path} cannot be made: {error.strerror}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise BadSetting(name, f"{path} cannot be written.")
    return path


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


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    raw = text(name) or default
    if raw not in choices:
        raise BadSetting(name, f"must be one of {', '.join(choices)}; not “{raw}”.")
    return raw


def hosts(name: str) -> list[str]:
    found = [word.strip() for word in text(name).split(",") if word.strip()]
    for host in found:
        if not HOST.fullmatch(host):
            raise BadSetting(name, f"must be names separated by commas, like “a.example.it, 10.0.0.7”, not “{host}”.")
    return found


def web_address(name: str, default: str) -> str:
    raw = (text(name) or default).rstrip("/")
    if not WEB_ADDRESS.fullmatch(raw) or _port(name, urlsplit(raw)) == 0:
        raise BadSetting(name, f"must be like “https://officine.example.it”, not “{raw}”.")
    return raw


def host_of(address: str) -> str:
    """The host of a web address as a browser's Host header says it, without the port."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def mail_address(name: str, default: str) -> str:
    """“officine@example.it”, or “Officine Municipali <officine@example.it>”."""
    raw = text(name) or default
    if not MAIL_ADDRESS.fullmatch(parseaddr(raw)[1]) or not raw.isprintable():
        raise BadSetting(name, f"must be like “Officine <officine@example.it>”, not “{raw}”.")
    return raw


def secret(name: str) -> str:
    raw = text(name)
    if raw and len(raw) < SHORTEST_SECRET:
        raise BadSetting(name, f"must have at least {SHORTEST_SECRET} characters.")
    return raw


def database(name: str, sqlite_path: str) -> dict[str, object]:
    """Django's database settings: SQLite in the data folder, or the PostgreSQL of the address."""
    raw = text(name)
    if not raw:
        return _sqlite(sqlite_path)
    parts = urlsplit(raw)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite(parts.path)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise BadSetting(name, "must be like “postgresql://user:password@host:5432/officine”.")
    options = dict(parse_qsl(parts.query))
    if unknown := options.keys() - {"host", "sslmode", "sslrootcert"}:
        raise BadSetting(name, f"knows host, sslmode and sslrootcert after the “?”, not “{unknown.pop()}”.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(_port(name, parts) or ""),
        # A connection a page costs as much as half the pages a second: keep them for a minute.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A rival who waits longer than this is told “just taken”; see database/locks.py.
        "OPTIONS": {**options, "connect_timeout": 5, "options": "-c lock_timeout=3000 -c timezone=UTC"},
    }


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Opening the file costs 1 ms, a fifth of a small page.
        "CONN_MAX_AGE": 60,
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
        "EMAIL_PORT": _port(name, parts) or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def _port(name: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise BadSetting(name, "has a port that is not a number from 0 to 65535.") from error
