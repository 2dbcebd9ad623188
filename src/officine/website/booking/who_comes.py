"""Who comes, out of the answers of the step “Richiedente”: persons and business, made now if they are new."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from officine.people.models import Account, Acting, Business, Municipality, Person
from officine.people.register import business_of, person_helped, person_of
from officine.website.booking.draft import Answers

ME, OTHER, BUSINESS = "me", "other", "business"


def who_comes(
    applicant: Answers, account: Account, municipality: Municipality, at: datetime, *, for_two: bool
) -> tuple[list[Person], Business | None]:
    """The persons, first one first, and the business they come for. The same answers again are the same persons.

    A person or business that is this account's no longer is refused with a ValidationError.
    """
    who = str(applicant.get("who") or ME)
    persons = [_person(who, "other", applicant, account, municipality, at)]
    if for_two:
        persons.append(_person(str(applicant.get("second") or OTHER), "second", applicant, account, municipality, at))
    return persons, _business(who, applicant, account, municipality)


def known_persons(applicant: Answers, account: Account) -> list[Person]:
    """Those of them who are known already; nobody is made."""
    found = []
    for choice in (str(applicant.get("who") or ME), str(applicant.get("second") or "")):
        person = _mine(choice, account) if choice.startswith("person:") else None
        person = person_of(account) if choice == ME or choice.startswith(BUSINESS) else person
        if person is not None:
            found.append(person)
    return found


def helped(account: Account) -> list[Person]:
    """The persons for whom this account has booked before."""
    rows = Person.objects.filter(
        acting__account=account, acting__relation=Acting.Relation.HELPER, erased_at=None
    ).distinct()
    return list(rows.order_by("given_name", "family_name", "pk"))


def _person(
    choice: str, prefix: str, applicant: Answers, account: Account, municipality: Municipality, at: datetime
) -> Person:
    if choice == OTHER:
        return person_helped(
            account,
            municipality,
            str(applicant.get(f"{prefix}_given_name", "")),
            str(applicant.get(f"{prefix}_family_name", "")),
            at,
            consent=bool(applicant.get(f"{prefix}_consent")),
            phone=str(applicant.get(f"{prefix}_phone", "")),
            language=get_language() or "it",
        )
    found = _mine(choice, account) if choice.startswith("person:") else person_of(account)
    if found is None:
        raise ValidationError(_("Choose again who comes."))
    return found


def _mine(choice: str, account: Account) -> Person | None:
    number = choice.partition(":")[2]
    return next((person for person in helped(account) if str(person.pk) == number), None)


def _business(who: str, applicant: Answers, account: Account, municipality: Municipality) -> Business | None:
    if who == BUSINESS:
        return business_of(
            account,
            municipality,
            str(applicant.get("business_name", "")),
            str(applicant.get("business_kind", "")),
            vat_number=str(applicant.get("vat_number", "")),
            tax_code=str(applicant.get("tax_code", "")),
        )
    if not who.startswith("business:"):
        return None
    number = who.partition(":")[2]
    found = next((business for business in account.businesses.all() if str(business.pk) == number), None)
    if found is None:
        raise ValidationError(_("Choose again who comes."))
    return found
