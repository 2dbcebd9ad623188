"""Two answers, compared but for what the asker already knows."""

import re

from django.http import HttpResponse


def bare(response: HttpResponse) -> tuple[int, str]:
    """Status and page without the asked address and without the token that differs on every page."""
    page = response.content.decode()
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", page)
    return response.status_code, page.replace(response.request["PATH_INFO"].removeprefix("/en"), "/…/")


def first_difference(one: HttpResponse, other: HttpResponse) -> str:
    """The first line in which two answers differ, for whoever has to find out why."""
    (status, page), (other_status, other_page) = bare(one), bare(other)
    lines = zip([str(status), *page.splitlines()], [str(other_status), *other_page.splitlines()], strict=False)
    return next(
        (f"{mine.strip()!r} and {theirs.strip()!r}" for mine, theirs in lines if mine != theirs), "their length"
    )
