"""How long somebody waits, as one says it: “circa 35 minuti, verso le 10:40”."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from officine.catalogue.models import Resource, Service
from officine.catalogue.wording import minutes_in_words, time_in_words
from officine.rules.queue import about_minutes, about_time
from officine.rules.texts import in_language


def wait_in_words(begins_at: datetime | None, at: datetime, zone: ZoneInfo) -> str:
    """When a turn comes, seen from `at`; empty where today has no more."""
    if begins_at is None:
        return ""
    minutes = about_minutes(begins_at, at)
    if not minutes:
        return pgettext("queue", "it is their turn")
    return _("about %(minutes)s, around %(time)s") % {
        "minutes": minutes_in_words(minutes),
        "time": time_in_words(about_time(begins_at), zone),
    }


def since_in_words(since: datetime, at: datetime) -> str:
    """“da 12 minuti”."""
    minutes = int((at - since).total_seconds() // 60)
    if minutes < 1:
        return pgettext("queue", "just now")
    return _("for %(minutes)s") % {"minutes": minutes_in_words(minutes)}


def place_in_words(place: Resource) -> str:
    """“Sportello 1”, or “postazione 4”: a desk is known by its number alone."""
    return _("desk %(number)s") % {"number": place.name} if place.kind == Resource.Kind.DESK else place.name


def service_name(service: Service) -> str:
    return str(in_language(service.name, get_language() or ""))
