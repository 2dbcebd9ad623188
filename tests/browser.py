"""A real browser: Debian's Chromium. Whoever asks for a page also asks that nothing comes from another host."""

import os
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from officine.ops import debian

PHONE, DESKTOP, NARROW = (360, 740), (1280, 800), (320, 640)
WORDS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium():
    # Playwright runs a loop in this thread, and Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=debian.chromium(), args=WORDS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium):
    """Opens a page in a browser of its own: `browse(size=PHONE, javascript=False, language="it-IT")`."""
    contexts, foreign = [], []

    def open_page(size=DESKTOP, *, javascript=True, language="it-IT"):
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=javascript, locale=language
        )
        context.set_default_timeout(10_000)
        context.on("request", lambda request: foreign.extend(_elsewhere(request.url)))
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []


@pytest.fixture
def browser_page(browse, request):
    """A page on a desktop; or as the test says: parametrize("browser_page", [{"size": PHONE}], indirect=True)."""
    return browse(**getattr(request, "param", {}))


def _elsewhere(url: str) -> list[str]:
    return [] if urlsplit(url).hostname in ("localhost", "127.0.0.1", None) else [url]
