"""Why the town cancels, in words. An event keeps the key; a reason without words here is not told."""

from django.utils.translation import gettext_lazy

IN_WORDS = {
    "closed": gettext_lazy("That day the place has to stay closed."),
    "operator_absent": gettext_lazy("The colleague who was to receive you cannot be there."),
    "place_unavailable": gettext_lazy("That place cannot be used at that time."),
}


def in_words(reason: str) -> str:
    return str(IN_WORDS.get(reason, ""))
