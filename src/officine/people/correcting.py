"""A typo in somebody's details, put right; two operators at once do not overwrite each other."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from officine.database.locks import lock
from officine.people import words
from officine.people.models import Account, Person, PersonEvent
from officine.people.register import Reader, own_account, read_together
from officine.rules.refusals import Refused, Rule

READERS: dict[str, Reader] = {
    "given_name": words.a_name,
    "family_name": words.a_family_name,
    "phone": words.a_phone,
    "email": words.an_email,
    "language": words.a_language,
}
FIELDS = tuple(READERS)


class ChangedMeanwhile(ValidationError):  # noqa: N818 (a refusal, told to the operator)
    """Somebody else was first: by field, what stands there now."""


@transaction.atomic
def correct(
    person: Person, *, shown: Mapping[str, str], said: Mapping[str, str], by: Account, at: datetime
) -> list[str]:
    """Writes the details that differ; returns which. A wrong field is refused with its sentence.

    `shown`: the details as whoever corrects them saw them. Where they stand otherwise by now nothing is written, and
    each such field says what is there. The address with which a person signs in is theirs to change.
    """
    read = read_together(**{name: (READERS[name], said.get(name, "")) for name in FIELDS})
    lock(Person.objects.filter(pk=person.pk))
    person.refresh_from_db()
    if person.merged_into_id or person.erased_at:
        raise Refused(Rule.CHANGED)
    _refuse_if_changed(person, shown)
    if read["email"] != person.email and own_account(person):
        raise ValidationError({"email": [_("They sign in with this address: they change it themselves.")]})
    changed = [name for name in FIELDS if read[name] != getattr(person, name)]
    if changed:
        for name in changed:
            setattr(person, name, read[name])
        person.save(update_fields=changed)
        facts = {"fields": changed}
        PersonEvent.objects.create(person=person, what=PersonEvent.What.CORRECTED, by=by, at=at, facts=facts)
    return changed


def state_of(person: Person) -> str:
    """A mark of the details as they stand, to be held against them later."""
    said = [str(getattr(person, name)) for name in (*FIELDS, "verified_at", "merged_into_id", "erased_at")]
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def _refuse_if_changed(person: Person, shown: Mapping[str, str]) -> None:
    now = {name: str(getattr(person, name)) for name in FIELDS if str(getattr(person, name)) != shown.get(name)}
    if now:
        sentence = _("Somebody has just changed this. Now it is: %(now)s")
        raise ChangedMeanwhile({name: [sentence % {"now": value or "—"}] for name, value in now.items()})
