"""Around every address below /api/: the language asked for, not too many at once, and errors as problems."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from officine.api import problems
from officine.api.throttle import Throttle
from officine.people.networks import network_of

Next = Callable[[HttpRequest], HttpResponseBase]


def speak_api(get_response: Next) -> Next:
    """Stands right after the LocaleMiddleware, which goes by the address: an API goes by Accept-Language."""
    throttle = Throttle()

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return get_response(request)
        request.urlconf = settings.URLCONF_WITH_API
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = _problem_or_answer(request, throttle, get_response)
        response.headers.setdefault("Content-Language", language)
        if "Authorization" in request.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def _problem_or_answer(request: HttpRequest, throttle: Throttle, get_response: Next) -> HttpResponseBase:
    if not throttle.lets_pass(network_of(request), time.monotonic()):
        return problems.answer(429)
    response = get_response(request)
    if response.status_code >= 400 and response.headers.get("Content-Type") != problems.MEDIA_TYPE:
        return problems.instead_of(response)
    return response
