"""Finding a person at the desk: a few letters of a name, of an address, or digits of a phone number."""

import re
from functools import reduce
from operator import and_

from django.db.models import Case, IntegerField, Q, Value, When

from officine.people.models import Municipality, Person
from officine.rules.folding import fold

FEWEST_LETTERS = 3

PHONE = re.compile(r"[+0-9 ()./-]+")
COUNTRY_CODE = re.compile(r"^\s*(\+|00)39")


def search(municipality: Municipality, text: str, limit: int = 20) -> list[Person]:
    """The people in whose names, phone or e-mail each of the words occurs, whatever their case and accents.

    Those of whom a word begins like this come first, then by name. Nobody for fewer than three letters, nor whoever
    was erased or turned out to be somebody else.
    """
    words = searched(text)
    if not words:
        return []
    occurs = reduce(and_, [Q(folded__contains=word) for word in words])
    begins = reduce(and_, [Q(folded__startswith=word) | Q(folded__contains=f" {word}") for word in words])
    found = Person.objects.filter(occurs, municipality=municipality, erased_at=None, merged_into=None).annotate(
        later=Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    )
    return list(found.order_by("later", "family_name", "given_name", "pk")[:limit])


def searched(text: str) -> list[str]:
    """What to look for: the words as they are kept, a phone number as one; nothing where there is too little."""
    if PHONE.fullmatch(text):
        text = "".join(filter(str.isdigit, COUNTRY_CODE.sub("", text)))
    words = fold(text).split()
    return words if len("".join(words)) >= FEWEST_LETTERS else []
