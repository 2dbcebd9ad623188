"""Who a mail, and the invitation in it, comes from."""

from email.utils import formataddr, parseaddr
from typing import NamedTuple

from django.conf import settings

from officine.people.models import Municipality


class Sender(NamedTuple):
    name: str
    email: str

    @property
    def header(self) -> str:
        return formataddr((self.name, self.email))


def sender_of(municipality: Municipality | None) -> Sender:
    """The sender that the town has set, else the installation's."""
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if municipality is None:
        return Sender(name, email)
    return Sender(one_line(municipality.sender_name) or name, municipality.sender_email or email)


def one_line(text: str) -> str:
    """Text that fits into a header or a property: on one line, with nothing that cannot be printed."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
