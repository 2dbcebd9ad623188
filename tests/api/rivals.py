"""Programs that call a running server all at once, each with a token of its own."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from tests.live import Served

MAKE_TOKENS = """
from django.utils import timezone
from officine.people.models import Account, Acting, Municipality, Person
from officine.people.tokens import make_token
at, town = timezone.now(), Municipality.objects.get()
for number in range({count}):
    account = Account.objects.create_user(f"rival{{number}}@example.org")
    person = Person.objects.create(municipality=town, given_name="Rival", email=account.email, verified_at=at)
    Acting.objects.create(account=account, person=person, relation="self")
    print(make_token(account, "race", at))
"""


@dataclass
class Answer:
    status: int
    body: bytes
    seconds: float

    def json(self) -> dict[str, object]:
        return json.loads(self.body)


@dataclass
class Town:
    """A running server, the tokens of those who call it, and a morning that one can book."""

    served: Served
    tokens: list[str]
    desks: list[int]
    morning: str

    def call(self, method: str, path: str, token: str = "", body: object = None, key: str = "") -> Answer:
        where = urlsplit(self.served.url)
        connection = http.client.HTTPConnection("127.0.0.1", where.port, timeout=30)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if key:
            headers |= {"Idempotency-Key": key, "Content-Type": "application/json"}
        begun = time.monotonic()
        connection.request(method, f"/api/v1/{path}", json.dumps(body) if body else None, headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.read(), time.monotonic() - begun)
        connection.close()
        return answer

    def book(self, token: str, key: str, **changes: object) -> Answer:
        order = {"centre": "allumiere", "service": "coworking", "starts_at": self.morning, "minutes": 60}
        return self.call("POST", "bookings", token, order | changes, key)


def town(served: Served, count: int) -> Town:
    """With `count` people who are verified; the morning is that of the first open day from the day after tomorrow."""
    tokens = served.run(MAKE_TOKENS.format(count=count)).split()
    made = Town(served, tokens, [], "")
    resources = json.loads(made.call("GET", "centres/allumiere/resources").body)
    made.desks = [each["id"] for each in resources if each["kind"] == "desk"]
    first, last = (f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}" for days in (2, 13))
    week = made.call("GET", f"centres/allumiere/availability?service=coworking&from={first}&to={last}")
    made.morning = next(slot["starts_at"] for slot in json.loads(week.body)["slots"] if slot["free"] == len(made.desks))
    return made


def at_once(count: int, act: Callable[[int], Answer]) -> list[Answer]:
    """What act(0) … act(count - 1) were answered when all began together."""
    gate = threading.Barrier(count)

    def run(number: int) -> Answer:
        gate.wait()
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
