"""Fields whose answers are put in order, or refused with a sentence, by the same words everywhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from officine.people import words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Words

MOST_RADIOS = 5  # Modello Comuni: up to 5 choices radio, more in a select


class Said(forms.CharField):
    """A line of text read by one of people.words; an empty answer to a required one is refused by it, too."""

    def __init__(
        self, read: Callable[[str], str], *, autocomplete: str = "off", kind: str = "text", **options: Any
    ) -> None:
        widget = forms.TextInput(attrs={"autocomplete": autocomplete, **options.pop("attrs", {})})
        widget.input_type = kind
        super().__init__(widget=widget, max_length=200, **options)
        self.read = read

    def clean(self, value: Any) -> str:
        text = self.to_python(value) or ""
        if not self.required and not text:
            return ""
        self.run_validators(text)
        return self.read(text)


def given_name(label: "Words" = "", autocomplete: str = "given-name", **options: Any) -> Said:
    return Said(words.a_name, label=label or _("First name"), autocomplete=autocomplete, **options)


def family_name(label: "Words" = "", autocomplete: str = "family-name", **options: Any) -> Said:
    return Said(words.a_family_name, label=label or _("Family name"), autocomplete=autocomplete, **options)


def phone(autocomplete: str = "tel", **options: Any) -> Said:
    return Said(
        words.a_phone,
        label=_("Phone"),
        required=False,
        autocomplete=autocomplete,
        kind="tel",
        **options,
    )


def email(label: "Words", **options: Any) -> Said:
    attrs = {"autocapitalize": "none", "spellcheck": "false"}
    return Said(an_email_at_last, label=label, autocomplete="email", kind="email", attrs=attrs, **options)


def an_email_at_last(text: str) -> str:
    """An address that must be there: an empty one is refused as an incomplete one is."""
    return words.an_email(text or "-")


def six_digits(**options: Any) -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "six-digits", "maxlength": 12}
    return forms.CharField(
        label=_("Code"),
        widget=forms.TextInput(attrs=attrs),
        max_length=12,
        error_messages={"required": _("Write the six digits that we sent you.")},
        **options,
    )


def tick(label: "Words", must: "Words" = "", **options: Any) -> forms.BooleanField:
    """One box to tick; with `must`, it is required and that is the sentence when it is not ticked."""
    return forms.BooleanField(label=label, required=bool(must), error_messages={"required": must}, **options)


def one_of(label: "Words", choices: list[tuple[str, str]], must: "Words", **options: Any) -> forms.ChoiceField:
    """One choice: radio buttons while they are few, else a select."""
    few = len(choices) <= MOST_RADIOS
    shown = choices if few else [("", "—"), *choices]
    widget = forms.RadioSelect() if few else forms.Select()
    errors = {"required": must, "invalid_choice": must}
    return forms.ChoiceField(label=label, choices=shown, widget=widget, error_messages=errors, **options)
