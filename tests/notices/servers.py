"""A real mail server on loopback that can refuse, hang, drop the line, or be down."""

import asyncio
import email
import socket
from collections import Counter
from email.message import EmailMessage
from email.policy import default as modern
from typing import Any, Self

from aiosmtpd.controller import Controller


class Server:
    """Keeps the mails it accepted; `answers` says what else to reply to an address."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: dict[str, str] = {}  # to RCPT
        self.answer_to_all = ""  # to DATA
        self.hangs_for = ""  # an address, or “all”
        self.asked: Counter[str] = Counter()  # tries by address
        self.connections = 0
        self.slowness = 0.0
        self.port = _free_port()
        self._controller: Controller | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.stop()

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, timeout=30)
        self._controller.start()
        self.connections = 0  # the controller's own first one

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def to(self) -> list[str]:
        return [str(mail["To"]) for mail in self.mails]

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: Any) -> Any:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.asked[address] += 1
        answer = self.answers.get(address, "250 OK")
        if answer == "drop":
            server.transport.close()
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.hangs_for in ("all", *envelope.rcpt_tos):
            await asyncio.sleep(6)
            return "451 too late"
        await asyncio.sleep(self.slowness)
        if self.answer_to_all:
            return self.answer_to_all
        self.mails.append(email.message_from_bytes(envelope.content, policy=modern))
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
