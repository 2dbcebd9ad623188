"""`./officine token EMAIL`: a token for the API, on the last line."""

import argparse

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from officine.ops import prepare
from officine.people.models import Municipality, normal_email
from officine.people.register import person_of, register
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
    account = account_for(email, "it")
    done = f"A token for {email}:"
    if person_of(account) is None:
        municipality = Municipality.objects.order_by("pk").first()
        if municipality is None:
            raise SystemExit("There is no centre yet: ./officine centre import FILE first.")
        given_name = email.split("@")[0]
        register(
            account,
            municipality=municipality,
            given_name=given_name,
            family_name="",
            phone="",
            language="it",
            at=at,
        )
        done = f"{email} was not known: now it belongs to “{given_name}” of {municipality.name}. Their token:"
    return [done, make_token(account, name, at)]
