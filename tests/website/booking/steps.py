"""A booking through the pages, step by step, as a browser posts it."""

from datetime import datetime

from django.test import Client

from officine.bookings.models import Booking
from officine.people.models import Account, Person, SignInCode
from officine.people.sign_in import code_for
from officine.website.booking.entering import BACKEND
from tests import cast
from tests.cast import MONDAY, rome

NINE = rome(MONDAY, 9)
ALICE = {"who": "me", "given_name": "Alice", "family_name": "Rossi", "email": "alice@example.org", "privacy": "on"}


def hold(client: Client, service: str = "spid", starts_at: datetime = NINE, **more: object):
    fields = {"centre": "allumiere", "service": service, "starts_at": starts_at.isoformat(), **more}
    return client.post("/prenota/posto/", fields)


def details(client: Client, **answers: object):
    return client.post("/prenota/dettagli/", answers)


def applicant(client: Client, **answers: object):
    return client.post("/prenota/richiedente/", {**ALICE, **answers})


def code(client: Client, email: str = "alice@example.org"):
    """The right code, as it stands in the mail."""
    return client.post("/prenota/richiedente/codice/", {"code": newest_code(email)})


def confirm(client: Client):
    """What the button of the last step sends."""
    places = [booking.code for booking in client.get("/prenota/verifica/").context["flow"].held]
    return client.post("/prenota/verifica/", {"place": places})


def newcomer_books(client: Client, service: str = "spid", starts_at: datetime = NINE, **answers: object) -> Booking:
    hold(client, service, starts_at)
    if service != "coworking":
        details(client)
    applicant(client, **answers)
    code(client, str(answers.get("email", "alice@example.org")))
    return booking_at(confirm(client).url)


def booking_at(address: str) -> Booking:
    return Booking.objects.get(code=address.rstrip("/").split("/")[-1])


def newest_code(email: str) -> str:
    return code_for(SignInCode.objects.filter(email=email).latest("pk"))


def sign_in(client: Client, person: Person) -> Account:
    account = cast.account_of(person)
    client.force_login(account, BACKEND)
    return account
