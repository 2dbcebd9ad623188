"""What is known of an account and its persons, to take away; and how it is erased.

Whole: notices/privacy.py, which knows of bookings and messages as well.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from officine.people.belonging import forget_if_nobodys
from officine.people.models import Account, Acting, Business, Look, Person, SignInCode


def export(account: Account) -> dict[str, Any]:
    """The account, who it acts for, its businesses and its keys; as plain values, instants in ISO 8601."""
    return {
        "account": {
            "email": account.email,
            "language": account.language,
            "created_at": account.created_at.isoformat(),
            "last_login": account.last_login.isoformat() if account.last_login else None,
        },
        "persons": [_person(acting) for acting in account.acting.select_related("person").order_by("pk")],
        "businesses": list(account.businesses.order_by("pk").values("name", "kind", "vat_number", "tax_code")),
        "api_tokens": [
            {
                "name": token.name,
                "created_at": token.created_at.isoformat(),
                "last_used_on": token.last_used_on.isoformat() if token.last_used_on else None,
            }
            for token in account.api_tokens.order_by("pk")
        ],
    }


def persons_only_of(account: Account) -> QuerySet[Person]:
    """The persons that nobody else acts for: what is known of them goes when this account goes."""
    others = Acting.objects.filter(person=OuterRef("pk")).exclude(account=account)
    return Person.objects.filter(~Exists(others), acting__account=account)


def erase(account: Account, at: datetime) -> None:
    """Nothing of the account is left, and nothing that names its persons; their rows stay, for the figures.

    Call it inside a transaction, after their bookings: see notices/privacy.py.
    """
    email = account.email or ""
    erase_persons(persons_only_of(account), at)
    if email:
        # Someone with the same address, whom others act for too: only the address is this account's to take away.
        for person in Person.objects.filter(email=email):
            person.email = ""
            person.save(update_fields=["email"])
        SignInCode.objects.filter(email=email).delete()
    businesses = list(account.businesses.values_list("pk", flat=True))
    account.delete()  # and with it its sessions, and what was typed in them and not sent yet
    forget_if_nobodys(Business.objects.filter(pk__in=businesses))


def erase_persons(persons: QuerySet[Person], at: datetime) -> None:
    """Nothing names them any more: not their rows, nor a business that was theirs alone. Who looked goes, too."""
    ids = list(persons.values_list("pk", flat=True))
    businesses = list(Business.objects.filter(persons__in=ids).values_list("pk", flat=True))
    Business.persons.through.objects.filter(person__in=ids).delete()
    forget_if_nobodys(Business.objects.filter(pk__in=businesses))
    Look.objects.filter(person__in=ids).delete()
    Person.objects.filter(pk__in=ids).update(
        given_name="", family_name="", email="", phone="", folded="", verified_by=None, erased_at=at
    )


def _person(acting: Acting) -> dict[str, Any]:
    person = acting.person
    return {
        "relation": acting.relation,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
        "phone": person.phone,
        "language": person.language,
        "verified_at": person.verified_at.isoformat() if person.verified_at else None,
        "created_at": person.created_at.isoformat(),
        "consent_at": acting.consent_at.isoformat(),
        "businesses": list(person.businesses.order_by("pk").values_list("name", flat=True)),
        # What the desk did with the details, and when somebody there looked at them.
        "events": [{"at": event.at.isoformat(), "what": event.what} for event in person.events.order_by("at", "pk")],
        "looked_at": [look.at.isoformat() for look in person.looks.order_by("at", "pk")],
    }
