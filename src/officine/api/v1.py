"""API v1, put together: its addresses, what answers an error, and its description as OpenAPI 3.1."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from officine.api import bookings, centres, problems
from officine.api.documentation import Documentation
from officine.api.invalid import on_invalid
from officine.api.shapes import ProblemOut

ABOUT = """Free places of a municipal coworking and help desk, and one's own bookings, for programs.
The language of names and sentences is that of Accept-Language, “it” or “en”; Italian if neither is asked for."""


class Version1(NinjaAPI):
    """Describes its problems too, which ninja leaves out."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        shapes = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
        schema["components"]["schemas"] |= shapes.pop("$defs") | {"Problem": shapes}
        content = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        schema["components"]["responses"] = {"Problem": {"description": "Any error", "content": content}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
                for parameter in operation["parameters"]:
                    parameter.pop("examples", None)  # a list, where OpenAPI wants a map; the schema has them too
        return schema


api = Version1(
    title="Officine",
    version="1",
    description=ABOUT,
    urls_namespace="api-1",
    docs=Documentation(),
    servers=[{"url": settings.PUBLIC_URL}],
)
api.add_router("", centres.router)
api.add_router("", bookings.router)
api.add_exception_handler(problems.Problem, problems.on_problem)
api.add_exception_handler(ValidationError, on_invalid)
api.add_exception_handler(HttpError, problems.on_http_error)
api.add_exception_handler(Http404, problems.on_missing)
api.add_exception_handler(RequestDataTooBig, problems.on_too_large)
api.add_exception_handler(OperationalError, problems.on_database_trouble)
api.add_exception_handler(InterfaceError, problems.on_database_trouble)
