"""Role × address × method × owner: walked from the URLconf, and compared with the table."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client, RequestFactory, override_settings
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from officine.bookings.actions import Wish, book
from officine.bookings.disruptions import propose
from officine.bookings.models import BookingNote, Rating
from officine.bookings.tickets import take_number
from officine.catalogue.staff_access import make_invitation
from officine.notices.links import manage_token
from officine.notices.mailbox import MailboxBackend, mails
from officine.people.feeds import make_feed
from officine.people.models import Acting, Business, Person
from officine.people.tokens import make_token
from officine.rules.availability import Span
from tests import cast
from tests.access_groups import BOTH_FACTORS, MISSING, NOT_ALLOWED, ROLES
from tests.access_matrix import TABLE
from tests.cast import MONDAY, NOW, rome
from tests.same_page import bare, first_difference
from tests.staff import PASSKEY, PASSWORD, signed_in, staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]

RARE = ("PUT", "PATCH", "DELETE")
SOME = ("nobody", "alice", "olga", "locked")
OF_DISRUPTIONS = (
    "frontdesk:disruption",
    "frontdesk:disruption_cover",
    "frontdesk:disruption_apply",
    "frontdesk:disruption_undo",
    "frontdesk:disruption_discard",
    "frontdesk:relocation",
)


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address, as `reverse` takes it."""
    for pattern in (resolver or get_resolver(settings.URLCONF_WITH_API)).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            yield from names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def parameters(name: str) -> list[str]:
    """What an address of this name takes: ["centre", "code"]."""
    resolver = get_resolver(settings.URLCONF_WITH_API)
    *spaces, last = name.split(":")
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    return list(resolver.reverse_dict.getlist(last)[0][0][0][1])


@pytest.fixture(scope="module")
def town(tmp_path_factory, django_db_setup, django_db_blocker):
    """One for all the tests here, which leave everything as it was: see `ask`."""
    changed = {
        "MAILBOX": tmp_path_factory.mktemp("mailbox"),
        "MAIL_SERVER": None,
        "STAFF_IDLE": timedelta(hours=2),  # on a slow machine all this takes a while
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(**changed):
        with time_machine.travel(NOW, tick=True):
            yield build(SimpleNamespace())
        transaction.set_rollback(True)


def build(town):
    """Everybody signed in, and one of each thing that an address can name."""
    centre, elsewhere = cast.centre(), cast.centre(slug="tolfa", name="Tolfa")
    cast.desks(centre, 2)
    service = cast.coworking(centre, bring={"it": ["Un documento"]})
    alice, bob, charlie = (cast.person(f"{name}@example.org") for name in ("alice", "bob", "charlie"))
    citizens = {"alice": cast.account_of(alice), "bob": cast.account_of(bob), "charlie": cast.account_of(charlie)}
    Acting.objects.create(account=citizens["bob"], person=alice, relation="helper")
    grandmother = Person.objects.create(municipality=centre.municipality, given_name="Nonna")
    Acting.objects.create(account=citizens["alice"], person=grandmother, relation="helper")
    business = Business.objects.create(municipality=centre.municipality, name="Ferri", kind="not_yet")
    business.accounts.add(citizens["alice"])
    wish = Wish(service, rome(MONDAY, 15), rome(MONDAY, 16))
    booking = book(wish, person=alice, by=citizens["alice"], channel="web", at=NOW)
    Rating.objects.create(centre=centre, booking=booking, stars=5)
    MailboxBackend().send_messages([EmailMessage("Codice", "123456", "a@localhost", ["alice@example.org"])])

    # The olga of this cast has a passkey besides her app.
    town.accounts = citizens | {
        "half": staff("half@comune.example", "operator", centre),
        "olga": staff("olga@comune.example", "operator", centre),
        "far": staff("far@comune.example", "operator", elsewhere),
        "mara": staff("mara@comune.example", "manager"),
        "auditor": staff("auditor@comune.example", "auditor", centre),
        "locked": staff("locked@comune.example", "operator", centre),
    }
    passkey = {"name": "chiave", "credential": PASSKEY}
    key = Authenticator.objects.create(user=town.accounts["olga"], type="webauthn", data=passkey)
    for role in BOTH_FACTORS:
        RecoveryCodes.activate(town.accounts[role])
    town.sessions = {role: session(role, account) for role, account in town.accounts.items()}
    # One for all: each would load the whole middleware again. And not a test client, which copies all that templates
    # are given, for each part of each of a thousand pages.
    town.site, town.strict_site = ClientHandler(enforce_csrf_checks=False), ClientHandler(enforce_csrf_checks=True)
    town.answers = {}
    town.tokens = {role: make_token(account, "matrix", NOW) for role, account in town.accounts.items()}
    town.things = {
        "centre": centre.slug,
        "service": service.slug,
        "on": MONDAY,
        "code": booking.code,
        "number": grandmother.pk,
        "ticket": take_number(service, by=town.accounts["olga"], at=NOW).pk,
        "secret": make_feed(citizens["alice"], NOW),
        "name": mails()[0].name,
        "token": make_invitation("operator", centre, timezone.now()),
        "pk": key.pk,
    }
    note = BookingNote.objects.create(booking=booking, text="Manca la delega", by=town.accounts["olga"])
    day = Span(rome(MONDAY, 0), rome(MONDAY, 23))
    closed = propose(centre, "closed", day, reason={"it": "Neve"}, by=town.accounts["olga"], at=NOW)
    town.other_things = {name: {"number": closed.pk} for name in OF_DISRUPTIONS} | {
        "frontdesk:note_remove": {"number": note.pk},
        "website:link": {"token": manage_token(booking)},
        "website:business_remove": {"number": business.pk},
    }
    return town


def session(role, account):
    """Staff have just confirmed their password, as every change to one's access asks for."""
    if role in BOTH_FACTORS:
        browser = signed_in(account.email)
        browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    elif role == "locked":
        browser = signed_in(account.email)
        browser.post(reverse("frontdesk:lock"))
    else:
        browser = Client()
        browser.force_login(account)
    return browser.cookies["sessionid"].value


# What takes the place of a thing when one asks for what does not exist.
NOWHERE = {"code": "ZZZZ2222", "token": "x" * 43, "secret": "x" * 43, "name": "no.eml"} | dict.fromkeys(
    ("number", "ticket", "pk"), 999999
)


def address(town, name, /, **instead):
    things = town.things | town.other_things.get(name, {}) | instead
    asked = {parameter: things[parameter] for parameter in parameters(name)}
    return reverse(name, settings.URLCONF_WITH_API, kwargs=asked)


def ask(town, role, name, method, /, *, csrf=False, **instead):
    """The answer, after which everything is as it was before; so what was asked once need not be asked again."""
    key = (role, name, method, csrf, *instead.items())
    if key not in town.answers:
        town.answers[key] = asked_anew(town, role, name, method, csrf=csrf, **instead)
    return town.answers[key]


def asked_anew(town, role, name, method, /, *, csrf, **instead):
    site = town.strict_site if csrf else town.site
    headers = {}
    if name.startswith("api-1:") and role in town.tokens:
        headers["Authorization"] = f"Bearer {town.tokens[role]}"
    elif role in town.sessions:
        headers["Cookie"] = f"sessionid={town.sessions[role]}"
    with transaction.atomic():
        kind = "application/x-www-form-urlencoded"
        where = address(town, name, **instead)
        # Each from an address of their own: from one network, so many at once would be too many.
        home = f"127.0.0.{ROLES.index(role) + 1}"
        sent = RequestFactory(HTTP_HOST="localhost", REMOTE_ADDR=home).generic(method, where, "", kind, headers=headers)
        answer = site(sent.environ)
        answer.request = sent.environ  # as of a test client, for whoever compares two answers
        transaction.set_rollback(True)
    return answer


def got(answer):
    if answer.status_code not in (301, 302, 303):
        return answer.status_code
    return f"to {resolve(urlsplit(answer['Location']).path).view_name}"


def test_every_address_is_in_the_table():
    assert sorted(set(names())) == sorted(TABLE)


def test_each_role_reads_what_the_table_says_and_nobody_on_the_way_keeps_it(town):
    surprises = []
    for name, row in TABLE.items():
        for role in ROLES:
            answer, wanted = ask(town, role, name, "GET"), row.wanted("GET", role)
            if got(answer) != wanted:
                surprises.append(f"GET {name} as {role}: {got(answer)}, not {wanted}")
            if wanted == 200 and role != "nobody" and not is_the_same_for_all(name) and not is_kept_by_nobody(answer):
                surprises.append(f"GET {name} as {role} may be kept")
    assert "\n".join(surprises) == ""


@pytest.mark.parametrize(("method", "roles"), [("POST", ROLES), *((method, SOME) for method in RARE)])
def test_each_role_does_what_the_table_says(town, method, roles):
    surprises = []
    for name, row in TABLE.items():
        for role in roles:
            answer, wanted = got(ask(town, role, name, method)), row.wanted(method, role)
            if answer != wanted:
                surprises.append(f"{method} {name} as {role}: {answer}, not {wanted}")
    assert "\n".join(surprises) == ""


def test_what_belongs_to_somebody_else_answers_like_what_does_not_exist(town):
    compared, told_apart = 0, []
    for name, row in TABLE.items():
        nowhere = {key: value for key, value in NOWHERE.items() if key in parameters(name)}
        for method in ("GET", "POST", "DELETE"):
            for role in ("nobody", "charlie", "far", "auditor", "locked") if nowhere else ():
                if row.wanted(method, role) == MISSING:
                    compared += 1
                    theirs, missing = ask(town, role, name, method), ask(town, role, name, method, **nowhere)
                    if bare(theirs) != bare(missing):
                        told_apart.append(f"{method} {name} as {role}: {first_difference(theirs, missing)}")
    assert "\n".join(told_apart) == ""
    assert compared > 50


def test_a_form_from_elsewhere_is_refused(town):
    takes_forms = [
        (name, role)
        for name, row in TABLE.items()
        for role in SOME
        # The API takes a token in a header, which no foreign form can send.
        if not name.startswith("api-") and row.wanted("POST", role) != NOT_ALLOWED
    ]
    taken = [each for each in takes_forms if ask(town, each[1], each[0], "POST", csrf=True).status_code != 403]
    assert taken == []
    assert len(takes_forms) > 50


def is_kept_by_nobody(answer):
    return "no-store" in answer.headers.get("Cache-Control", "")


def is_the_same_for_all(name):
    """The API's public answers: they know no session."""
    return name in ("api-1:openapi-json", "api-1:openapi-view") or name.startswith("api-1:list_")
