"""Words as they are searched."""

import pytest

from officine.rules.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("D’Amìco, NICOLÒ", "d amico nicolo"),
        ("  Straße   Łódź ", "strasse łodz"),
        ("333 12.34", "333 12 34"),
        ("", ""),
    ],
)
def test_case_accents_and_what_stands_between_words_do_not_matter(text, folded):
    assert fold(text) == folded
