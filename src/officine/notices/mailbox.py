"""The development mailbox: without a mail server, each mail is one file that a manager can read on this machine."""

import email
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage as Parsed
from email.policy import default as modern
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}\.eml")


class MailboxBackend(BaseEmailBackend):
    """Puts each mail into a file of its own in settings.MAILBOX, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAILBOX)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.eml"
            unfinished = folder / f"{name}.part"
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(message.message().as_bytes())
            unfinished.rename(folder / name)
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was read back: its name in the mailbox, headers, and the parts a reader looks at."""

    name: str
    written_at: datetime
    sender: str
    to: str
    subject: str
    text: str
    html: str
    calendar: str


def mails(most: int = 200) -> list[Mail]:
    """The newest mails, newest first."""
    return [_read(path) for path in sorted(_files(), reverse=True)[:most]]


def mail(name: str) -> Mail | None:
    """One mail by its name, or None; a name that is none never reaches the disk."""
    path = Path(settings.MAILBOX) / name
    return _read(path) if NAME.fullmatch(name) and path.is_file() else None


def throw_away(before: datetime) -> None:
    """Mails written before this instant go."""
    for path in _files():
        if _written_at(path) < before:
            path.unlink(missing_ok=True)


def _files() -> list[Path]:
    folder = Path(settings.MAILBOX)
    return [path for path in folder.iterdir() if NAME.fullmatch(path.name)] if folder.is_dir() else []


def _read(path: Path) -> Mail:
    message = email.message_from_bytes(path.read_bytes(), policy=modern)
    return Mail(
        name=path.name,
        written_at=_written_at(path),
        sender=str(message["From"]),
        to=str(message["To"]),
        subject=str(message["Subject"]).strip(),
        text=_part(message, "text/plain"),
        html=_part(message, "text/html"),
        calendar=_part(message, "text/calendar"),
    )


def _part(message: Parsed, kind: str) -> str:
    return next((str(part.get_content()) for part in message.walk() if part.get_content_type() == kind), "")


def _written_at(path: Path) -> datetime:
    return datetime.strptime(path.name.split("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
