"""Rows that may be one and the same person: the same name, phone or e-mail."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from officine.people.models import Municipality, Person, normal_email
from officine.people.searching import COUNTRY_CODE
from officine.rules.folding import fold

# Shorter ones are parts of too many others.
FEWEST_DIGITS = 6
MOST = 5


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Somebody who may be the same person, and what the two have in common."""

    person: Person
    by_name: bool
    by_phone: bool
    by_email: bool


def duplicates_of(person: Person) -> list[LookAlike]:
    """Who else in the same municipality may be this person."""
    return look_alikes(person.municipality, person.full_name, person.phone, person.email, but=person.pk)


def look_alikes(
    municipality: Municipality, name: str, phone: str = "", email: str = "", *, but: int | None = None
) -> list[LookAlike]:
    """Who may be the person so described; those who have most in common come first.

    Names are the same in any order, case and accent; phones with or without spaces and country code.
    """
    words, digits, email = fold(name).split(), _digits(phone), normal_email(email)
    # The given name is kept before and after the family name, so this is in there in whatever order it was entered.
    asked = [Q(folded__contains=" ".join(words))] if words else []
    asked += [Q(folded__contains=digits)] if digits else []
    asked += [Q(email=email)] if email else []
    if not asked:
        return []
    rows = Person.objects.filter(
        reduce(or_, asked), municipality=municipality, erased_at=None, merged_into=None
    ).exclude(pk=but or 0)
    found = [
        LookAlike(
            row,
            bool(words) and sorted(fold(row.full_name).split()) == sorted(words),
            bool(digits) and _digits(row.phone) == digits,
            bool(email) and row.email == email,
        )
        for row in rows.order_by("pk")[:200]
    ]
    alike = [each for each in found if each.by_name or each.by_phone or each.by_email]
    return sorted(alike, key=lambda each: -(each.by_name + each.by_phone + each.by_email))[:MOST]


def _digits(phone: str) -> str:
    digits = "".join(filter(str.isdigit, COUNTRY_CODE.sub("", phone)))
    return digits if len(digits) >= FEWEST_DIGITS else ""
