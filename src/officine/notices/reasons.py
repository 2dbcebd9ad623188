"""Why the town moves or cancels, in words. An event keeps the key; a reason without words here is not told."""

from django.utils.translation import get_language, gettext_lazy

from officine.bookings.models import BookingEvent, Disruption
from officine.bookings.taking_back import TAKEN_BACK
from officine.rules.texts import in_language, sentence

IN_WORDS = {
    "closed": gettext_lazy("That day the place has to stay closed."),
    "operator_absent": gettext_lazy("The colleague who was to receive you cannot be there."),
    "place_unavailable": gettext_lazy("That place cannot be used at that time."),
    TAKEN_BACK: gettext_lazy("What stood in the way is over: the booking is back where it was."),
}


def in_words(reason: str) -> str:
    return str(IN_WORDS.get(reason, ""))


def of_event(event: BookingEvent) -> str:
    """The words that the office chose for this disruption, else those of its kind."""
    number = event.facts.get("disruption") if event.reason != TAKEN_BACK else None
    disruption = Disruption.objects.filter(pk=number).first() if number else None
    own = in_language(disruption.reason, get_language() or "") if disruption else ""
    return sentence(str(own)) or in_words(event.reason)
