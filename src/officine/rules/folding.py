"""Words as they are searched: case and accents do not matter."""

import unicodedata


def fold(text: str) -> str:
    """Small letters without accents, and digits; whatever stands between words becomes one space.

    “D’Amìco, 333 12.34” → “d amico 333 12 34”.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return " ".join(letters.split())
