"""Booking codes that people can read out: no 0 and O, no 1, I and L; about 40 bits, so not guessable."""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spoken(code: str) -> str:
    """The code in two groups, as it is shown: ABCD-EFGH."""
    return f"{code[:4]}-{code[4:]}"


def typed(text: str) -> str:
    """What a person typed as the code it means: spaces, dashes and small letters do not matter."""
    return "".join(char for char in text.upper() if char.isalnum())


def codes_in(text: str) -> list[str]:
    """Whatever in a text may be a code: typed, or read by a scanner, alone or within an address."""
    letters = f"[{ALPHABET}]"
    return [typed(found) for found in re.findall(rf"\b{letters}{{4}}[- ]?{letters}{{4}}\b", text.upper())]
