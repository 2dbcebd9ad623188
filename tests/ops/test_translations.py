"""What `./officine check` finds wrong with translations."""

import polib
import pytest

from officine.ops import translations


@pytest.fixture
def part(tmp_path, monkeypatch):
    """A source tree with one part whose two texts are translated."""
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "SOURCES", tmp_path)
    folder = tmp_path / "desks"
    (folder / "locale/it/LC_MESSAGES").mkdir(parents=True)
    (folder / "templates").mkdir()
    (folder / "words.py").write_text('from x import _\nFREE = _("%(count)s free")\n')
    (folder / "templates" / "desk.html").write_text('{% load i18n %}{% translate "It\'s a desk" context "place" %}')
    write(folder, ("%(count)s free", "%(count)s libere", None), ("It's a desk", "È una postazione", "place"))
    return folder


def write(folder, *entries):
    catalogue = polib.POFile()
    for text, said, context in entries:
        catalogue.append(polib.POEntry(msgid=text, msgstr=said, msgctxt=context))
    catalogue.save(str(folder / "locale/it/LC_MESSAGES/django.po"))
    catalogue.save_as_mofile(str(folder / "locale/it/LC_MESSAGES/django.mo"))


def test_a_complete_translation_is_left_in_peace(part):
    assert translations.complaints() == []


def test_a_text_of_the_code_that_no_catalogue_has_is_named_with_its_place(part):
    (part / "more.py").write_text('\nfrom x import ngettext\nngettext("one", "many", 2)\n')
    assert translations.complaints() == ["desks/more.py:3: “one” is not translated (it)."]


def test_a_text_of_a_template_is_found_in_every_way_of_writing_it(part):
    (part / "templates" / "more.txt").write_text(
        "{% load i18n %}{% blocktranslate count n=c %}one {{ n }}{% plural %}many{% endblocktranslate %}"
        '{{ x|default:_("or") }}'
    )
    assert translations.complaints() == [
        "desks/templates/more.txt: “one %(n)s” is not translated (it).",
        "desks/templates/more.txt: “or” is not translated (it).",
    ]


def test_the_same_words_in_another_context_are_another_text(part):
    (part / "more.py").write_text('from x import _\n_("It\'s a desk")\n')
    assert translations.complaints() == ["desks/more.py:2: “It's a desk” is not translated (it)."]


def test_an_empty_or_doubtful_translation_is_named(part):
    path = part / "locale/it/LC_MESSAGES/django.po"
    catalogue = polib.pofile(str(path))
    catalogue[0].msgstr, catalogue[1].flags = "", ["fuzzy"]
    catalogue.save()
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    assert translations.complaints() == [
        "desks/locale/it/LC_MESSAGES/django.po: “%(count)s free” is not translated.",
        "desks/locale/it/LC_MESSAGES/django.po: “It's a desk” is fuzzy.",
    ]


def test_a_placeholder_that_the_text_has_not_is_named(part):
    write(part, ("%(count)s free", "%(conto)s libere", None), ("It's a desk", "È una postazione", "place"))
    assert translations.complaints() == [
        "desks/locale/it/LC_MESSAGES/django.po: “%(count)s free” has other placeholders in its translation."
    ]


def test_a_catalogue_that_was_not_compiled_since_is_named(part):
    path = part / "locale/it/LC_MESSAGES/django.po"
    path.write_text(path.read_text().replace("postazione", "scrivania"))
    assert translations.complaints() == ["desks/locale/it/LC_MESSAGES/django.po: the .mo file is not made from it."]


def test_two_parts_that_say_one_text_differently_are_named(part, tmp_path):
    (tmp_path / "rooms/locale/it/LC_MESSAGES").mkdir(parents=True)
    write(tmp_path / "rooms", ("%(count)s free", "%(count)s liberi", None))
    assert translations.complaints() == [
        "rooms/locale/it/LC_MESSAGES/django.po: “%(count)s free” is translated otherwise by another part."
    ]
