"""The made-up people of the demo: citizens, professionals and businesses of a small town, and its staff."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils.text import slugify
from stdnum.it import iva

from officine.people.models import Account, Business, Municipality, Person
from officine.people.register import business_of, person_helped, register
from officine.people.sign_in import account_for

# fmt: off
GIVEN = (
    "Anna", "Maria", "Giulia", "Francesca", "Elena", "Chiara", "Sara", "Paola",
    "Silvia", "Teresa", "Lucia", "Rosa", "Carla", "Ilaria", "Noemi", "Marta",
    "Marco", "Luca", "Andrea", "Matteo", "Davide", "Paolo", "Stefano", "Antonio",
    "Giuseppe", "Mario", "Franco", "Enrico", "Simone", "Fabio", "Pietro", "Bruno",
)
FAMILY = (
    "Rossi", "Bianchi", "Moretti", "Conti", "Fabbri", "Marini", "Galli", "Serra",
    "Testa", "Pagliari", "Mancini", "Ricci", "Costa", "Greco", "Leone", "Longo",
    "Sestili", "Brunetti", "Stefanini", "Profumi", "Monaldi", "Trotta", "Vittori", "Onori",
)
# fmt: on
BUSINESSES = (
    ("Falegnameria Tre Querce", Business.Kind.COMPANY),
    ("Agriturismo La Faggeta", Business.Kind.COMPANY),
    ("Studio tecnico Monte Urbano", Business.Kind.COMPANY),
    ("Forno della Piazza", Business.Kind.COMPANY),
    ("Ciclofficina Collinare", Business.Kind.NOT_YET),
    ("Laboratorio di ceramica Terra Rossa", Business.Kind.NOT_YET),
)
COWORKERS, CITIZENS = 24, 48


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone who books: by themselves, through a helper's account, or by telephone without any account."""

    person: Person
    account: Account | None
    business: Business | None = None


@dataclass(slots=True)
class People:
    coworkers: list[Visitor] = field(default_factory=list)
    citizens: list[Visitor] = field(default_factory=list)
    businesses: list[Visitor] = field(default_factory=list)


def people(town: Municipality, operator: Account, at: datetime, dice: Random) -> People:
    """The same seed makes the same people. They registered in the two months before `at`."""
    made = People()
    names = _names(dice)
    for number in range(COWORKERS):
        made.coworkers.append(Visitor(*_registered(town, names[number], at, dice, operator, verified=0.8)))
    for number in range(COWORKERS, COWORKERS + CITIZENS):
        made.citizens.append(_citizen(town, names[number], made.citizens, at, dice, operator))
    for number, (called, kind) in enumerate(BUSINESSES):
        name = names[COWORKERS + CITIZENS + number]
        person, account = _registered(town, name, at, dice, operator, verified=0.5)
        vat_number = _vat_number(number) if kind == Business.Kind.COMPANY else ""
        business = business_of(account, town, called, kind, vat_number=vat_number)
        made.businesses.append(Visitor(person, account, business))
    return made


def _citizen(
    town: Municipality, name: tuple[str, str], others: list[Visitor], at: datetime, dice: Random, operator: Account
) -> Visitor:
    """Most have an e-mail; some only a telephone; now and then a daughter books for her mother."""
    kind = dice.random()
    helpers = [each.account for each in others if each.account and each.person.email]
    if kind < 0.12 and helpers:
        account = dice.choice(helpers)
        person = person_helped(account, town, *name, _some_time_before(at, dice), consent=True)
        return Visitor(person, account)
    if kind < 0.35:
        person = Person.objects.create(
            municipality=town, given_name=name[0], family_name=name[1], phone=_phone(dice), created_at=at
        )
        return Visitor(person, None)
    return Visitor(*_registered(town, name, at, dice, operator, verified=0.4))


def _registered(
    town: Municipality, name: tuple[str, str], at: datetime, dice: Random, operator: Account, *, verified: float
) -> tuple[Person, Account]:
    since = _some_time_before(at, dice)
    language = "en" if dice.random() < 0.06 else "it"
    account = account_for(f"{slugify(name[0])}.{slugify(name[1])}@example.org", language)
    phone = _phone(dice) if dice.random() < 0.6 else ""
    person = register(account, town, *name, phone, language, since)
    if dice.random() < verified:
        person.verified_at, person.verified_by = since, operator
        person.save(update_fields=["verified_at", "verified_by"])
    return person, account


def _names(dice: Random) -> list[tuple[str, str]]:
    pairs = [(given, family) for given in GIVEN for family in FAMILY]
    dice.shuffle(pairs)
    return pairs


def _some_time_before(at: datetime, dice: Random) -> datetime:
    return at - timedelta(days=dice.randint(30, 60), minutes=dice.randint(0, 600))


def _phone(dice: Random) -> str:
    """A number that nobody has: no Italian mobile begins with 300 0."""
    return f"300 0{dice.randint(0, 999999):06}"


def _vat_number(number: int) -> str:
    """One that passes the check and that no office gives out: 999 is no province."""
    stem = f"{9990 + number:07}999"
    return next(stem + str(digit) for digit in range(10) if iva.is_valid(stem + str(digit)))
