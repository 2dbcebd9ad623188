"""For which business a person comes, as an operator links and unlinks it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from stdnum.it import iva

from officine.people import words
from officine.people.models import Account, Business, Municipality, Person, PersonEvent
from officine.people.register import Reader, read_together

FEWEST_LETTERS, MOST = 3, 10


def businesses_like(municipality: Municipality, text: str) -> QuerySet[Business]:
    """The businesses of a town with this VAT number, or with these letters in their name."""
    letters = " ".join(text.split())
    none = Business.objects.none()
    if len(letters) < FEWEST_LETTERS:
        return none
    number = iva.compact(letters)
    by_number = Q(vat_number=number) if number.isdigit() and len(number) == 11 else Q(name__icontains=letters)
    return Business.objects.filter(by_number, municipality=municipality).order_by("name", "pk")[:MOST]


@transaction.atomic
def link(person: Person, business: Business, *, by: Account, at: datetime) -> None:
    """Once: linking again changes nothing."""
    if not person.businesses.filter(pk=business.pk).exists():
        person.businesses.add(business)
        _note(person, PersonEvent.What.LINKED, business, by, at)


@transaction.atomic
def unlink(person: Person, business: Business, *, by: Account, at: datetime) -> None:
    """The business stays while anybody else belongs to it, or has booked for it."""
    if not person.businesses.filter(pk=business.pk).exists():
        return
    person.businesses.remove(business)
    _note(person, PersonEvent.What.UNLINKED, business, by, at)
    forget_if_nobodys(Business.objects.filter(pk=business.pk, bookings=None))


@transaction.atomic
def link_new(
    person: Person, name: str, kind: str, *, vat_number: str, tax_code: str, by: Account, at: datetime
) -> Business:
    """A business that is not here yet; one of the same number is the same. A wrong field is refused."""
    wanted: dict[str, tuple[Reader, str]] = {"name": (words.a_business_name, name)}
    if kind == Business.Kind.COMPANY:
        wanted["vat_number"] = (words.a_vat_number, vat_number)
    elif kind == Business.Kind.ASSOCIATION:
        wanted["tax_code"] = (words.a_tax_code_of_an_association, tax_code)
    elif kind != Business.Kind.NOT_YET:
        raise ValidationError({"kind": [_("Choose what kind of business it is.")]})
    said = read_together(**wanted)
    same = {field: said[field] for field in ("vat_number", "tax_code") if field in said}
    town = person.municipality
    # Those that citizens made stay theirs: an operator chooses one of them from the list, knowing whose it is.
    known = Business.objects.filter(municipality=town, kind=kind, accounts=None, **same).first() if same else None
    business = known or Business.objects.create(municipality=town, kind=kind, **said)
    link(person, business, by=by, at=at)
    return business


def forget_if_nobodys(businesses: QuerySet[Business]) -> None:
    """A name without anybody who belongs to it may be a person's own name: it goes."""
    businesses.filter(accounts=None, persons=None).delete()


def _note(person: Person, what: str, business: Business, by: Account, at: datetime) -> None:
    PersonEvent.objects.create(person=person, what=what, by=by, at=at, facts={"business": business.pk})
