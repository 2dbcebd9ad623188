"""Ready texts for a disruption, in both languages: people read them, so that none says who is ill or why."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from officine.bookings.models import Disruption

Kind = Disruption.Kind
LANGUAGES = ("it", "en")

# Without a full stop: they also stand within a sentence, as in “Chiuso: neve, …”.
READY: dict[str, Promise] = {
    "absence": _("The colleague who was to receive you cannot be there"),
    "fault": _("Something is out of order and has to be repaired"),
    "works": _("There are works going on"),
    "snow": _("Snow, it is not safe to come"),
    "weather": _("Bad weather, it is not safe to come"),
    "power": _("There is no electricity or no network"),
    "emergency": _("There is an emergency in the building"),
    "meeting": _("All of the staff are busy elsewhere"),
}

OF_KIND: dict[str, tuple[str, ...]] = {
    Kind.OPERATOR_ABSENT: ("absence", "meeting"),
    Kind.PLACE_UNAVAILABLE: ("fault", "works"),
    Kind.CLOSED: ("snow", "weather", "power", "fault", "emergency", "meeting"),
}


def ready(kind: str) -> list[tuple[str, str]]:
    """The keys and texts to choose from, in the active language."""
    return [(key, str(READY[key])) for key in OF_KIND[kind]]


def in_both(key: str) -> dict[str, str]:
    """A ready text keyed by language."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = str(READY[key])
    return texts
