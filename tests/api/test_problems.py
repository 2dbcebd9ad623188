"""Every error below /api/ is a problem, whatever broke; and too many requests are one as well."""

import random
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.test import Client

from officine.api import centres, middleware
from officine.api.throttle import Throttle
from officine.people.networks import network, network_of


def problem_of(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    said = response.json()
    assert (said["status"], said["type"]) == (response.status_code, "about:blank")
    assert said["title"]
    assert said["detail"]
    return said


@pytest.mark.parametrize("path", ["", "nothing", "centres/", "centres/a%00b/services", "bookings/a/b", "../v2/centres"])
def test_an_address_that_is_not_there(anyone, path):
    assert problem_of(anyone.get(path))["status"] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "HEAD", "OPTIONS", "TRACE", "QUERY"])
def test_a_method_that_does_not_work_here(anyone, method):
    response = anyone.call(method, "centres")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET")
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_host_that_is_not_ours(anyone):
    assert problem_of(anyone.get("centres", Host="elsewhere.example"))["status"] == 400


def test_a_fault_of_ours(anyone, monkeypatch):
    monkeypatch.setattr(centres, "_centre", lambda slug: 1 / 0)
    assert problem_of(anyone.get("centres/allumiere/services"))["status"] == 500


def test_a_database_that_does_not_answer(anyone, monkeypatch):
    def full(slug):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(centres, "_centre", full)
    response = anyone.get("centres/allumiere/services")
    assert problem_of(response)["status"] == 503
    assert response.headers["Retry-After"] == "1"


def test_no_other_site_may_call_from_a_browser(anyone):
    response = anyone.get("centres", Origin="https://elsewhere.example")
    assert [name for name in response.headers if name.startswith("Access-Control")] == []


def test_pages_of_the_site_keep_their_own_errors(db):
    assert Client().get("/apicoltura").headers["Content-Type"].startswith("text/html")


def test_a_hundred_requests_in_a_second_pass_and_the_next_does_not():
    throttle = Throttle()
    assert all(throttle.lets_pass("192.0.2.1", now=10 + number / 120) for number in range(100))
    assert not throttle.lets_pass("192.0.2.1", now=10.85)
    assert throttle.lets_pass("192.0.2.2", now=10.85)
    assert throttle.lets_pass("192.0.2.1", now=10.901)
    assert not throttle.lets_pass("192.0.2.1", now=10.902)


def test_a_hundred_a_second_for_a_minute_are_never_turned_away():
    throttle = Throttle()
    jitter = random.Random(1)
    arrivals = sorted(number / 100 + jitter.uniform(0, 0.05) for number in range(6000))
    assert all(throttle.lets_pass("192.0.2.1", now) for now in arrivals)


def test_quiet_networks_are_forgotten():
    throttle = Throttle()
    for number in range(30_000):
        throttle.lets_pass(f"network {number}", now=number / 10_000)
    assert len(throttle._passed) <= 20_001


def test_one_request_too_many_is_told_when_to_come_again(anyone, monkeypatch):
    monkeypatch.setattr(middleware, "time", SimpleNamespace(monotonic=lambda: 5.0))  # all at one moment
    client = Client(REMOTE_ADDR="192.0.2.77")
    answers = [client.get("/api/v1/nothing", headers={"Accept-Language": "en"}) for _ in range(101)]
    assert {answer.status_code for answer in answers[:100]} == {404}
    assert problem_of(answers[100])["status"] == 429
    assert answers[100].headers["Retry-After"] == "1"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_a_network_is_an_address_or_a_house(address, counted):
    assert network(address) == counted


@pytest.mark.parametrize(("behind_proxy", "counted"), [(True, "198.51.100.9"), (False, "192.0.2.1")])
def test_only_the_last_hop_counts_and_only_behind_a_proxy(rf, settings, behind_proxy, counted):
    settings.BEHIND_PROXY = behind_proxy
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": "10.0.0.1, 198.51.100.9"})
    assert network_of(request) == counted
