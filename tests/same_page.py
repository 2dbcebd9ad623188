"""Two answers, compared but for what the asker already knows."""

import re

from django.http import HttpResponse


def bare(response: HttpResponse) -> tuple[int, str]:
    """Status and page without the asked address and without the token that differs on every page."""
    page = response.content.decode()
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", page)
    return response.status_code, page.replace(response.request["PATH_INFO"].removeprefix("/en"), "/…/")
