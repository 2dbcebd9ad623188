"""Booking codes that people can read out: no 0 and O, no 1, I and L; about 40 bits, so not guessable."""

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
