"""People found by a few letters, each with what tells them from others of the same name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from officine.bookings.models import Booking
from officine.catalogue.models import Centre
from officine.catalogue.wording import day_in_words
from officine.people.models import Person
from officine.people.searching import search
from officine.rules.days import local_date
from officine.rules.lifecycle import Status

CAME = (Status.ARRIVED, Status.DONE)


@dataclass(frozen=True, slots=True)
class Match:
    """One person of a list: not all of their data, just what tells them apart."""

    person: Person
    phone: str
    email: str
    last_visit: str


def matches(centre: Centre, text: str) -> list[Match]:
    """Who is meant by a few letters of a name or e-mail, or digits of a phone."""
    return as_matches(centre, search(centre.municipality, text))


def as_matches(centre: Centre, persons: Sequence[Person]) -> list[Match]:
    """These persons with their last visit to this centre, in one query for all."""
    came = Booking.objects.filter(person__in=persons, centre=centre, status__in=CAME).values_list("person")
    visits: dict[int, datetime] = dict(came.annotate(Max("starts_at")))
    return [
        Match(
            person,
            masked_phone(person.phone),
            masked_email(person.email),
            day_in_words(local_date(visits[person.pk], centre.zone), with_year=True) if person.pk in visits else "",
        )
        for person in persons
    ]


def masked_phone(phone: str) -> str:
    """“333…678”: enough to recognise a number that one is told."""
    digits = "".join(filter(str.isdigit, phone))
    return f"{digits[:3]}…{digits[-3:]}" if digits else ""


def masked_email(email: str) -> str:
    """“a…i@example.org”."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…{name[-1:]}@{host}" if host else ""
