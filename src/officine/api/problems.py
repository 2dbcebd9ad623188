"""Every error of the API is a problem (RFC 9457): what kind, in a few words, in a sentence, and what one can do."""

import json
import logging
from datetime import datetime
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officine.bookings.sentences import why
from officine.rules.refusals import Refused, Rule

MEDIA_TYPE = "application/problem+json"
SECONDS_TO_RETRY = 1
# These say that somebody was first; every other rule says that the request itself cannot be had.
CONFLICTS = (Rule.TAKEN, Rule.CHANGED)

logger = logging.getLogger(__name__)

TITLES = {
    400: gettext_lazy("The request cannot be read"),
    401: gettext_lazy("A valid token is needed"),
    403: gettext_lazy("This token may not do this"),
    404: gettext_lazy("Nothing is here"),
    405: gettext_lazy("This method does not work here"),
    409: gettext_lazy("Somebody was first"),
    413: gettext_lazy("The request is too large"),
    422: gettext_lazy("The request cannot be accepted"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something broke on our side"),
    503: gettext_lazy("Not available for a moment"),
}
DETAILS = {
    400: gettext_lazy("The body must be JSON, in UTF-8."),
    401: gettext_lazy("Send the header “Authorization: Bearer …” with a token that has not been revoked."),
    404: gettext_lazy("There is nothing at this address, or not for this token."),
    405: gettext_lazy("The header “Allow” lists the methods of this address."),
    413: gettext_lazy("Send at most 256 kB."),
    429: gettext_lazy("Up to 100 requests a second may come from one network. Please wait a second."),
    500: gettext_lazy("The fault has been noted. Your request may be sent again with the same key."),
    503: gettext_lazy("Please try again in a moment, with the same key."),
}


class Problem(Exception):  # noqa: N818 (the word of RFC 9457)
    """Raised by a view; becomes the answer."""

    def __init__(self, status: int, detail: str, *, kind: str = "", **more: Any) -> None:
        super().__init__(kind or status)
        self.status, self.detail, self.kind, self.more = status, detail, kind, more


def answer(status: int, detail: str = "", *, kind: str = "", **more: Any) -> HttpResponse:
    """A problem as an answer; `kind` is the anchor of its explanation on the documentation page."""
    body = {
        "type": f"{settings.PUBLIC_URL}/api/v1/docs#{kind}" if kind else "about:blank",
        "title": str(TITLES.get(status) or HTTPStatus(status).phrase),
        "status": status,
        "detail": detail or str(DETAILS.get(status, "")),
        **more,
    }
    response = HttpResponse(json.dumps(body), MEDIA_TYPE, status)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status in (429, 503):
        response.headers["Retry-After"] = str(SECONDS_TO_RETRY)
    return response


def instead_of(response: HttpResponseBase) -> HttpResponse:
    """A problem in place of an error page, with the headers that belong to the error."""
    problem = answer(response.status_code)
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            problem.headers[name] = response.headers[name]
    return problem


def refused(refusal: Refused, zone: ZoneInfo, alternatives: list[dict[str, Any]]) -> Problem:
    """A refusal: the same sentence as on the web, its figures, when it would be yes, and the slots nearest to it."""
    return Problem(
        409 if refusal.rule in CONFLICTS else 422,
        why(refusal, zone),
        kind=refusal.rule,
        rule=refusal.rule,
        figures=refusal.figures,
        next_yes_at=local(refusal.next_yes_at, zone) if refusal.next_yes_at else None,
        alternatives=alternatives,
    )


def local(moment: datetime, zone: ZoneInfo) -> str:
    """An instant with the centre's offset, to the second: 2026-11-24T09:00:00+01:00."""
    return moment.astimezone(zone).isoformat(timespec="seconds")


# The handlers: ninja also allows classes of errors for `error`, which nobody raises; hence Any.


def on_problem(request: HttpRequest, problem: Any) -> HttpResponse:
    return answer(problem.status, problem.detail, kind=problem.kind, **problem.more)


def on_http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(error.status_code)


def on_missing(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(404)


def on_too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(413)


def on_database_trouble(request: HttpRequest, error: Any) -> HttpResponse:
    """Full, locked for too long, or gone: told to the log, and to the client that it will pass."""
    logger.error("The database did not answer %s", request.path, exc_info=error)
    return answer(503)


def key_reused() -> Problem:
    return Problem(
        422, _("This key came before with another request. A new request needs a new key."), kind="key-reused"
    )


def no_person() -> Problem:
    return Problem(
        403, _("This token belongs to nobody who can book: register on the website first."), kind="no-person"
    )
