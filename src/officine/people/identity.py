"""Seen once: an operator looked at an identity document. Who and when is kept, and no copy."""

from datetime import datetime

from django.db import transaction

from officine.database.locks import lock
from officine.people.models import Account, Person, PersonEvent


@transaction.atomic
def verify(person: Person, *, by: Account, at: datetime) -> None:
    """Whoever is verified already stays as they are: the first who saw the document counts."""
    lock(Person.objects.filter(pk=person.pk))
    seen = Person.objects.filter(pk=person.pk, verified_at=None, merged_into=None, erased_at=None)
    if seen.update(verified_at=at, verified_by=by):
        PersonEvent.objects.create(person=person, what=PersonEvent.What.VERIFIED, by=by, at=at)


@transaction.atomic
def take_back(person: Person, *, by: Account, at: datetime) -> None:
    """It was somebody else, or a slip of the finger."""
    lock(Person.objects.filter(pk=person.pk))
    if Person.objects.filter(pk=person.pk).exclude(verified_at=None).update(verified_at=None, verified_by=None):
        PersonEvent.objects.create(person=person, what=PersonEvent.What.NOT_VERIFIED, by=by, at=at)
