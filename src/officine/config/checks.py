"""System checks of a set-up that would do harm; `serve` says them too."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

TAG = "officine"
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@checks.register(TAG)
def nothing_shows_its_insides(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    if not settings.DEBUG:
        return []
    return [checks.Error("DEBUG is on: a page that fails would show settings and people's data.", id="officine.E001")]


@checks.register(TAG)
def what_people_type_travels_encrypted(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    if settings.IS_HTTPS or urlsplit(settings.PUBLIC_URL).hostname in THIS_MACHINE:
        return []
    sentence = (
        f"People reach {settings.PUBLIC_URL} unencrypted: put a front server before it, and https:// into OFFICINE_URL."
    )
    return [checks.Warning(sentence, id="officine.W001")]


@checks.register(TAG)
def mails_reach_people(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A site in earnest that keeps its mails to itself lets nobody sign in."""
    if settings.MAIL_SERVER or not settings.IS_HTTPS or settings.DEMO_MARK.exists():
        return []
    return [checks.Warning("Mails stay on this machine: set OFFICINE_MAIL, or nobody can sign in.", id="officine.W002")]
