"""Requests that a program makes up from our own description, well-formed and not: never a fault of ours."""

from itertools import count

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from officine.config.wsgi import application
from tests.api.conftest import Caller

callers = count(1)


def from_everywhere(environ, start_response):
    """Each request from a network of its own, so that none is one too many."""
    number = next(callers)
    environ["REMOTE_ADDR"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return application(environ, start_response)


@pytest.fixture(autouse=True)
def _one_connection():
    """A request that ends closes what is unfinished: here that is the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", from_everywhere)


@seed(20261123)
@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@schema.parametrize()
def test_nothing_one_can_send_breaks_anything(case, alice):
    checks = [not_a_server_error, content_type_conformance, response_schema_conformance]
    headers = {"Authorization": f"Bearer {alice.token}"}
    case.call_and_validate(headers=headers, checks=checks)
    at_home(case)
    case.call_and_validate(headers=headers, checks=checks)


def at_home(case) -> None:
    """The same with names that exist, which chance does not find."""
    if "centre" in case.path_parameters:
        case.path_parameters["centre"] = "allumiere"
    for said in (case.query, case.body):
        if isinstance(said, dict):
            said.update({name: real for name, real in REAL.items() if name in said})


REAL = {"centre": "allumiere", "service": "coworking"}


@pytest.mark.parametrize("language", ["", "it", "en", "xx", "a" * 600, "*;q=x", "en;q=0.1,,;"])
def test_any_language_may_be_asked_for(anyone: Caller, language):
    anyone.language = language
    assert anyone.get("centres").headers["Content-Language"] in ("it", "en")
