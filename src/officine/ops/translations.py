"""Are the translations complete? Each text of the code and the templates, in each language that is not English.

The texts are found in Python, without xgettext, so that every machine can look:
    .venv/bin/python -m officine.ops.translations
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

from officine.ops.places import ROOT

SOURCES = ROOT / "src" / "officine"
LANGUAGES = ("it",)  # the texts themselves are English
CALL = re.compile(r"\b(?:_|n?p?gettext(?:_lazy|_noop)?)\(")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Text(NamedTuple):
    """What a catalogue is asked for."""

    context: str | None
    words: str


def complaints() -> list[str]:
    """A sentence for each text that is missing, untranslated or doubtful, and each catalogue that is not compiled."""
    used = {text: place for place, text in texts_used()}
    found: list[str] = []
    for language in LANGUAGES:
        paths = sorted(SOURCES.glob(f"*/locale/{language}/LC_MESSAGES/django.po"))
        entries = [(path, entry) for path in paths for entry in polib.pofile(str(path)) if not entry.obsolete]
        translated: dict[Text, list[str]] = {}
        for path, entry in entries:
            found += _about(path, entry)
            said = translated.setdefault(Text(entry.msgctxt, entry.msgid), _said(entry))
            if said != _said(entry):
                found.append(f"{_short(path)}: “{entry.msgid}” is translated otherwise by another part.")
        missing = sorted(used.keys() - translated.keys(), key=lambda text: (used[text], text.words))
        found += [f"{used[text]}: “{text.words}” is not translated ({language})." for text in missing]
        found += [f"{_short(path)}: the .mo file is not made from it." for path in paths if not _is_compiled(path)]
    return found


def texts_used() -> Iterator[tuple[str, Text]]:
    """Each text with the place where it is asked for."""
    for path in sorted(SOURCES.rglob("*.py")):
        if "migrations" not in path.parts:
            for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
                yield from _text_of(call, f"{_short(path)}:{call.lineno}")
    for path in sorted(SOURCES.rglob("templates/**/*")):
        if path.suffix in (".html", ".txt"):
            pseudocode = templatize(path.read_text(encoding="utf-8"), str(path))
            for match in CALL.finditer(pseudocode):
                yield from _text_of(_call_at(pseudocode, match), _short(path))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _call_at(pseudocode: str, match: re.Match[str]) -> ast.Call:
    """The call that begins here: up to the first bracket that closes it."""
    end = match.end()
    while True:
        end = pseudocode.index(")", end) + 1
        try:
            return next(_calls(ast.parse(pseudocode[match.start() : end])))
        except SyntaxError:
            continue


def _text_of(call: ast.Call, place: str) -> Iterator[tuple[str, Text]]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if not CALL.fullmatch(f"{name}("):
        return
    has_context = name.startswith(("pgettext", "npgettext"))
    words = [each.value for each in call.args[:2] if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if has_context and len(words) == 2:
        yield place, Text(words[0], words[1])
    elif not has_context and words:
        yield place, Text(None, words[0])


def _about(path: Path, entry: polib.POEntry) -> Iterator[str]:
    if not entry.translated():
        yield f"{_short(path)}: “{entry.msgid}” is {'fuzzy' if entry.fuzzy else 'not translated'}."
    elif any(_placeholders(said) - _placeholders(entry.msgid + entry.msgid_plural) for said in _said(entry)):
        yield f"{_short(path)}: “{entry.msgid}” has other placeholders in its translation."


def _said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _is_compiled(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return False
    wanted = {(entry.msgctxt, entry.msgid, *_said(entry)) for entry in polib.pofile(str(path)).translated_entries()}
    return wanted == {(entry.msgctxt, entry.msgid, *_said(entry)) for entry in polib.mofile(str(compiled))}


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT))


if __name__ == "__main__":
    wrong = complaints()
    print("\n".join(wrong) or "They are.")
    sys.exit(1 if wrong else 0)
