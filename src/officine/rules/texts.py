"""Texts that a town writes, keyed by language; Italian stands in for one that is missing."""

from collections.abc import Mapping
from typing import Any

FIRST = "it"


def sentence(text: str) -> str:
    """The text with a full stop at its end; nothing stays nothing."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def in_language(texts: Mapping[str, Any] | None, language: str) -> Any:
    """The text in this language, else in Italian, else empty; works for lists of texts as well."""
    if not texts:
        return ""
    return texts.get(language) or texts.get(FIRST) or ""
