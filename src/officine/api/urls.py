"""Everything below /api/. A version that is published stays as it is; the next one gets an address of its own."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from officine.api import problems
from officine.api.v1 import api


def missing(request: HttpRequest) -> HttpResponse:
    """Any other address: a problem at once, without the website's page for it."""
    return problems.answer(404)


urlpatterns = [path("v1/", api.urls), re_path("", missing, name="api-missing")]
