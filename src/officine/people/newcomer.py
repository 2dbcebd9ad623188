"""Somebody whom an operator enters, on the phone or at the counter: a name, and a phone number or nothing."""

from datetime import datetime

from django.db import transaction

from officine.people import words
from officine.people.models import Account, Municipality, Person, PersonEvent
from officine.people.register import read_together


@transaction.atomic
def newcomer(
    municipality: Municipality,
    given_name: str,
    family_name: str,
    *,
    by: Account,
    at: datetime,
    phone: str = "",
    email: str = "",
    language: str = "it",
) -> Person:
    """Makes the person, who needs no account; a wrong field is refused with its sentence."""
    said = read_together(
        given_name=(words.a_name, given_name),
        family_name=(words.a_family_name, family_name),
        phone=(words.a_phone, phone),
        email=(words.an_email, email),
        language=(words.a_language, language),
    )
    person = Person.objects.create(municipality=municipality, created_at=at, **said)
    PersonEvent.objects.create(person=person, what=PersonEvent.What.MADE, by=by, at=at)
    return person
