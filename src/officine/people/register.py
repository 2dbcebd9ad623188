"""Who comes: oneself, someone helped, and the business one comes for."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from officine.people import words
from officine.people.models import Account, Acting, Business, Municipality, Person

Reader = Callable[[str], str]


def person_of(account: Account) -> Person | None:
    """The person whom this account signs in, or None before the registration."""
    return Person.objects.filter(acting__account=account, acting__relation=Acting.Relation.SELF).first()


def own_account(person: Person) -> Account | None:
    """The account with which this person signs in by themselves, or None."""
    return Account.objects.filter(acting__person=person, acting__relation=Acting.Relation.SELF).first()


@transaction.atomic
def register(
    account: Account,
    municipality: Municipality,
    given_name: str,
    family_name: str,
    phone: str,
    language: str,
    at: datetime,
) -> Person:
    """Makes the person of an account, or corrects their names, phone and language. A wrong field is refused."""
    said = read_together(
        given_name=(words.a_name, given_name), family_name=(words.a_name, family_name), phone=(words.a_phone, phone)
    )
    _lock(account)
    Account.objects.filter(pk=account.pk).update(language=language)
    account.language = language
    person = person_of(account) or Person(municipality=municipality, email=account.email or "", created_at=at)
    is_new = person.pk is None
    for field, value in {**said, "language": language}.items():
        setattr(person, field, value)
    person.save()
    if is_new:
        Acting.objects.create(account=account, person=person, relation=Acting.Relation.SELF, consent_at=at)
    return person


@transaction.atomic
def person_helped(
    account: Account,
    municipality: Municipality,
    given_name: str,
    family_name: str,
    at: datetime,
    *,
    consent: bool,
    email: str = "",
    phone: str = "",
    language: str = "it",
) -> Person:
    """The person for whom this account books, with their consent; the same names again mean the same person.

    They need no e-mail and no phone. What is left empty keeps what was said before, and who signs in by themselves by
    now keeps all of it: their details are theirs to change.
    """
    if not consent:
        raise ValidationError({"consent": [_("You can book for others only with their consent.")]})
    said = read_together(
        given_name=(words.a_name, given_name),
        family_name=(words.a_name, family_name),
        email=(words.an_email, email),
        phone=(words.a_phone, phone),
    )
    _lock(account)
    known = Person.objects.filter(
        acting__account=account,
        acting__relation=Acting.Relation.HELPER,
        municipality=municipality,
        given_name__iexact=said["given_name"],
        family_name__iexact=said["family_name"],
    ).first()
    if known is None:
        person = Person.objects.create(municipality=municipality, language=language, created_at=at, **said)
        Acting.objects.create(account=account, person=person, relation=Acting.Relation.HELPER, consent_at=at)
        return person
    if own_account(known):
        return known
    known.email, known.phone = said["email"] or known.email, said["phone"] or known.phone
    known.save(update_fields=["email", "phone"])
    return known


@transaction.atomic
def business_of(
    account: Account,
    municipality: Municipality,
    name: str,
    kind: str,
    *,
    vat_number: str = "",
    tax_code: str = "",
) -> Business:
    """The business for which this account comes: a company, one not yet founded, or an association.

    The same number again means the same business of this account. Another account that knows the number, which is
    public, gets a business of its own: nobody reads what others wrote by typing eleven digits.
    """
    wanted: dict[str, tuple[Reader, str]] = {"name": (words.a_business_name, name)}
    if kind == Business.Kind.COMPANY:
        wanted["vat_number"] = (words.a_vat_number, vat_number)
    elif kind == Business.Kind.ASSOCIATION:
        wanted["tax_code"] = (words.a_tax_code_of_an_association, tax_code)
    elif kind != Business.Kind.NOT_YET:
        raise ValidationError({"kind": [_("Choose what kind of business it is.")]})
    said = read_together(**wanted)
    _lock(account)
    same = {field: said[field] for field in ("vat_number", "tax_code") if field in said} or {
        "name__iexact": said["name"]
    }
    business = account.businesses.filter(municipality=municipality, kind=kind, **same).first()
    if business is None:
        business = Business.objects.create(municipality=municipality, kind=kind, **said)
        business.accounts.add(account)
    elif business.name != said["name"]:
        business.name = said["name"]
        business.save(update_fields=["name"])
    return business


def read_together(**fields: tuple[Reader, str]) -> Mapping[str, str]:
    """Every field put in order; all that are wrong are refused together, each with its sentence."""
    said, wrong = {}, {}
    for name, (read, text) in fields.items():
        try:
            said[name] = read(text)
        except ValidationError as error:
            wrong[name] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return said


def _lock(account: Account) -> None:
    # A double click must not make two persons out of one. “no_key”, because whoever confirms a booking meanwhile has
    # locked the person and points at the account: with a full lock the two would wait for each other.
    Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
