"""Tells a form that was sent by script where it leads: see static/frontdesk/steady.js."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirectBase

ASKED_BY = "X-Officine-Steady"
LEADS_TO = "X-Officine-Location"


def tell_where_it_leads(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A redirect as an answer that a script may read; followed by the script, it would use up the page's messages."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(response, HttpResponseRedirectBase) and ASKED_BY in request.headers:
            response[LEADS_TO] = response.url
            del response["Location"]
            response.status_code = 204
        return response

    return middleware
