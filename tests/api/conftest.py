"""The town as the API sees it: two desks, a counter, Alice with her token, at eight on a Monday."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from officine.catalogue.models import Centre
from officine.people.models import Person
from officine.people.tokens import make_token
from tests import cast
from tests.cast import NOW

ORDER = {"centre": "allumiere", "service": "coworking", "starts_at": "2026-11-24T09:00:00+01:00", "minutes": 60}


@dataclass
class Caller:
    """Calls the API as one person, or as nobody."""

    token: str = ""
    language: str = "en"

    def call(self, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
        """`path` below /api/v1/; a header like idempotency_key="…"."""
        said = {"Accept-Language": self.language, **{name.replace("_", "-"): each for name, each in headers.items()}}
        if self.token:
            said["Authorization"] = f"Bearer {self.token}"
        client = Client(raise_request_exception=False)
        return client.generic(method, f"/api/v1/{path}", _as_text(body), content_type="application/json", headers=said)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def book(self, key: str = "one", **changes: object) -> HttpResponse:
        return self.call("POST", "bookings", ORDER | changes, idempotency_key=key)


def _as_text(body: object) -> str:
    return body if isinstance(body, str) else "" if body is None else json.dumps(body)


@pytest.fixture
def at_eight() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def centre(db: None, at_eight: Any) -> Centre:
    made = cast.centre()
    cast.desks(made, 2)
    cast.coworking(made)
    cast.counter(made, cast.spid(made))
    return made


@pytest.fixture
def anyone(centre: Centre) -> Caller:
    return Caller()


@pytest.fixture
def alice(centre: Centre) -> Caller:
    return Caller(token_of(cast.person("alice@example.org")))


@pytest.fixture
def bob(centre: Centre) -> Caller:
    return Caller(token_of(cast.person("bob@example.org")))


def token_of(person: Person) -> str:
    return make_token(cast.account_of(person), "test", NOW)
