"""The documentation page and the OpenAPI description: complete, true, and ours alone."""

import re
import shlex

import pytest
from axe_playwright_python.sync_playwright import Axe

from officine.api.documentation import operations
from officine.api.explanations import KINDS
from officine.api.v1 import api
from officine.rules.refusals import Rule
from tests.browser import DESKTOP, NARROW

NOT_IN_THE_API = {Rule.HOLD_OVER, Rule.TOO_MANY_HOLDS, Rule.VISIT_TIMES}


def test_every_operation_is_described_with_an_example(anyone):
    page = anyone.get("docs").content.decode()
    described = operations(api.get_openapi_schema(path_prefix="/api/v1/"))
    assert [(each.method, each.path.removeprefix("/api/v1/")) for each in described] == [
        ("GET", "centres"),
        ("GET", "centres/{centre}/services"),
        ("GET", "centres/{centre}/resources"),
        ("GET", "centres/{centre}/availability"),
        ("GET", "bookings"),
        ("POST", "bookings"),
        ("GET", "bookings/{code}"),
        ("DELETE", "bookings/{code}"),
    ]
    for each in described:
        assert f'id="{each.anchor}"' in page
        assert all(row.description for row in each.takes + each.gives), each.path


def test_the_examples_work_when_they_are_pasted(alice, at_eight):
    for each in operations(api.get_openapi_schema(path_prefix="/api/v1/")):
        words = [word for word in shlex.split(each.curl) if word != "\n"]
        path = words[-1].removeprefix("http://localhost:8000/api/v1/")
        body = (
            words[words.index("--data") + 1].replace('"resource": 3', '"resource": null') if "--data" in words else None
        )
        status = alice.call(each.method, path, body, idempotency_key="key").status_code
        assert status == (404 if "{code}" in each.path else int(each.status[:3])), each.curl


def test_every_kind_of_problem_is_explained_where_its_type_points(anyone):
    page = anyone.get("docs").content.decode()
    assert set(Rule) - NOT_IN_THE_API <= set(KINDS)
    assert [kind for kind in KINDS if f'<dt id="{kind}">' not in page] == []


def test_the_page_is_in_english_within_a_frame_in_the_language_asked_for(anyone):
    anyone.language = "it"
    page = anyone.get("docs").content.decode()
    assert '<html lang="it">' in page
    assert re.search(r'<div class="wrap band" lang="en">\s*<h1>API v1</h1>', page)


def test_the_description_is_openapi_of_our_own_address(anyone):
    said = anyone.get("openapi.json").json()
    assert (said["openapi"], said["servers"]) == ("3.1.0", [{"url": "http://localhost:8000"}])
    assert {parameter for path in said["paths"].values() for each in path.values() for parameter in each} <= {
        "operationId",
        "summary",
        "description",
        "parameters",
        "requestBody",
        "responses",
        "security",
        "tags",
    }


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESKTOP, NARROW])
def test_axe_finds_no_obstacle_and_nothing_is_cut_off(served_to_all, browse, size):
    page = browse(size)
    page.goto(f"{served_to_all.url}/api/v1/docs")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
