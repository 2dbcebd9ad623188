"""What is wrong with a request, field by field, in sentences."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from officine.api import problems
from officine.api.problems import Problem

# By the types of pydantic's errors; one that is not here says what it can.
SENTENCES = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("This is not known here."),
    "not_a_day": gettext_lazy("This must be a day like 2026-11-23, of this century."),
    "not_an_instant": gettext_lazy("This must be an instant with its offset, like 2026-11-23T09:00:00+01:00."),
    "string_pattern_mismatch": gettext_lazy("This has characters that cannot be here."),
    "string_too_long": gettext_lazy("This is too long: at most %(max_length)s characters."),
    "string_too_short": gettext_lazy("This must not be empty."),
    "string_type": gettext_lazy("This must be a text."),
    "int_type": gettext_lazy("This must be a whole number."),
    "int_parsing": gettext_lazy("This must be a whole number."),
    "int_from_float": gettext_lazy("This must be a whole number."),
    "int_parsing_size": gettext_lazy("This number is too large."),
    "greater_than_equal": gettext_lazy("This must be at least %(ge)s."),
    "less_than_equal": gettext_lazy("This must be at most %(le)s."),
}
NOT_VALID = gettext_lazy("This is not valid.")
FIRST_OF_LOCATION = {"query": "parameter", "path": "parameter", "header": "header"}


def on_invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """A header that is missing or malformed is a bad request (400); anything else cannot be accepted (422)."""
    told = [_told(each) for each in error.errors]
    status = 400 if any("header" in each for each in told) else 422
    return problems.answer(status, _summary(told), kind="invalid", errors=told)


def parameter(name: str, sentence: str) -> Problem:
    """A query parameter that only the view can judge."""
    return _single({"parameter": name, "detail": sentence})


def field(name: str, sentence: str) -> Problem:
    """A field of the body that only the view can judge."""
    return _single({"pointer": f"#/{name}", "detail": sentence})


def _single(told: dict[str, str]) -> Problem:
    return Problem(422, _summary([told]), kind="invalid", errors=[told])


def _told(error: dict[str, Any]) -> dict[str, str]:
    place, *path = error["loc"]
    sentence = str(SENTENCES.get(error["type"], NOT_VALID)) % error.get("ctx", {})
    if place in FIRST_OF_LOCATION:
        return {FIRST_OF_LOCATION[place]: str(path[-1]), "detail": sentence}
    # The first step is the name of the view's argument, which is nobody's business.
    return {"pointer": "#" + "".join(f"/{_escaped(step)}" for step in path[1:]), "detail": sentence}


def _escaped(step: object) -> str:
    """A step of a JSON pointer (RFC 6901)."""
    return str(step).replace("~", "~0").replace("/", "~1")


def _summary(told: list[dict[str, str]]) -> str:
    if len(told) == 1:
        (name,) = (value for key, value in told[0].items() if key != "detail")
        return f"{name.removeprefix('#/')}: {told[0]['detail']}" if name != "#" else _("A JSON object is needed.")
    return ngettext(
        "%(count)d thing in the request is not valid: see “errors”.",
        "%(count)d things in the request are not valid: see “errors”.",
        len(told),
    ) % {"count": len(told)}
