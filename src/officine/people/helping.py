"""Booking for others ends: the account forgets the person, and the town too when nobody else books for them."""

from datetime import datetime

from django.db import transaction

from officine.people.models import Account, Acting, Person
from officine.people.privacy import erase_persons


@transaction.atomic
def stop_helping(account: Account, person: Person, at: datetime) -> None:
    """Call it for a person without bookings to come: whoever made those must be able to change them."""
    Acting.objects.filter(account=account, person=person, relation=Acting.Relation.HELPER).delete()
    if not Acting.objects.filter(person=person).exists():
        erase_persons(Person.objects.filter(pk=person.pk), at)
