"""The documentation page: the OpenAPI description as a plain page of our own, with an example for each operation."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from officine.api.explanations import KINDS

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter, header or field."""

    name: str
    place: str
    type: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    takes: list[Row]
    status: str
    gives: list[Row]
    gives_many: bool
    curl: str


class Documentation(DocsBase):
    """In place of ninja's Swagger page, which wants scripts and a third-party host."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        context = {"schema": schema, "operations": operations(schema), "kinds": KINDS}
        return render(request, "api/docs.html", context)


def operations(schema: Json) -> list[Operation]:
    return [
        _operation(schema, path, method, said)
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]


def _operation(schema: Json, path: str, method: str, said: Json) -> Operation:
    status, answer = next(iter(said["responses"].items()))
    shape = answer.get("content", {}).get("application/json", {}).get("schema", {})
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        anchor=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said["summary"],
        description=said.get("description", ""),
        takes=[_parameter(each) for each in said["parameters"]] + _fields(schema, body, "body"),
        status=f"{status} {HTTPStatus(int(status)).phrase}",
        gives=_fields(schema, shape.get("items", shape), ""),
        gives_many="items" in shape,
        curl=_curl(schema, path, method.upper(), said, body),
    )


def _parameter(said: Json) -> Row:
    place = {"path": "address", "query": "query", "header": "header"}[said["in"]]
    return Row(said["name"], place, _type(said["schema"]), said["required"], said.get("description", ""))


def _fields(schema: Json, shape: Json, place: str, under: str = "") -> list[Row]:
    """The fields of a shape; those of a list's elements follow it as slots[].free."""
    shape = _resolved(schema, shape)
    rows = []
    for name, said in shape.get("properties", {}).items():
        needed = name in shape.get("required", [])
        rows.append(Row(under + name, place, _type(said), needed, said.get("description", "")))
        if "$ref" in said.get("items", {}):
            rows += _fields(schema, said["items"], place, f"{under}{name}[].")
    return rows


def _resolved(schema: Json, shape: Json) -> Json:
    if "$ref" not in shape:
        return shape
    found: Json = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    return found


def _type(said: Json) -> str:
    if "anyOf" in said:
        return " or ".join(_type(each) for each in said["anyOf"] if each.get("type") != "null")
    if said.get("type") == "array":
        return f"list of {_type(said['items'])}s"
    words = {"date": "date", "date-time": "instant"}.get(said.get("format", ""), said.get("type", "object"))
    return str(words)


def _curl(schema: Json, path: str, method: str, said: Json, body: Json) -> str:
    """A command that can be pasted, made of the examples of each part."""
    address, query, words = path, [], ["curl"]
    if method != "GET":
        words.append(f"--request {method}")
    if "security" in said:
        words.append("--header 'Authorization: Bearer TOKEN'")
    for each in said["parameters"]:
        example = str(each["schema"].get("examples", [""])[0])
        if each["in"] == "path":
            address = address.replace(f"{{{each['name']}}}", example)
        elif each["in"] == "header":
            words.append(f"--header '{each['name']}: {example}'")
        else:
            query.append(f"{each['name']}={example}")
    if body:
        fields = _resolved(schema, body)["properties"]
        words.append("--header 'Content-Type: application/json'")
        words.append(f"--data '{json.dumps({name: field['examples'][0] for name, field in fields.items()})}'")
    words.append(f"'{settings.PUBLIC_URL}{address}{'?' + '&'.join(query) if query else ''}'")
    return " \\\n  ".join(words)
