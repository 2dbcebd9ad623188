"""What pages may use of a device (`Permissions-Policy`): nothing, but for a page that asks for it itself."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

NOTHING = "camera=(), microphone=(), geolocation=()"


def nothing_of_the_device(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """No page, and nothing that found its way into one, opens a camera; the desk's page Find says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", NOTHING)
        return response

    return middleware
