"""Small things that templates draw or say: icons, a town's texts in the active language."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from officine.rules.texts import in_language

register = template.Library()


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of Bootstrap Italia, as decoration: the words beside it say what it means."""
    sprite = static("vendor/bootstrap-italia/icons.svg")
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#it-{}"></use></svg>',
        classes,
        sprite,
        name,
    )


@register.filter
def said(texts: dict[str, Any] | None) -> Any:
    """A text, or list of texts, that a town wrote, in the active language or else in Italian."""
    return in_language(texts, get_language() or "")


@register.filter
def capitalised(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


@register.filter
def dialled(phone: str) -> str:
    """A phone number as a `tel:` link wants it."""
    return "".join(char for char in phone if char.isdigit() or char == "+")
