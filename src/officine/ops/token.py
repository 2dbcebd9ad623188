"""`./officine token EMAIL`: a token for the API, on the last line."""

import argparse

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from officine.ops import prepare
from officine.people.models import Account, Acting, Municipality, Person, normal_email
from officine.people.register import person_of
from officine.people.sign_in import account_for
from officine.people.tokens import make_token


def run(options: argparse.Namespace) -> int:
    email = normal_email(options.email)
    try:
        validate_email(email)
    except ValidationError as error:
        raise SystemExit(f"“{options.email}” is not an e-mail address.") from error
    prepare.everything()
    for line in make(email, options.name):
        print(line)
    return 0


@transaction.atomic
def make(email: str, name: str) -> list[str]:
    """What was done, and the token as the last line. A fresh address gets a person named after it."""
    at = timezone.now()
    account = Account.objects.select_for_update().get(pk=account_for(email, "it").pk)
    done = f"A token for {email}:"
    if person_of(account) is None:
        person = _person_named_after(account.email or email)
        Acting.objects.create(account=account, person=person, relation=Acting.Relation.SELF, consent_at=at)
        done = f"{email} was not known: it is now “{person.given_name}” of {person.municipality.name}. The token:"
    return [done, make_token(account, name, at)]


def _person_named_after(email: str) -> Person:
    """Not through register(), which wants a name that a person would have."""
    municipality = Municipality.objects.order_by("pk").first()
    if municipality is None:
        raise SystemExit("There is no centre yet, so nobody to book with: ./officine centre import FILE first.")
    return Person.objects.create(municipality=municipality, given_name=email.split("@")[0][:80], email=email)
