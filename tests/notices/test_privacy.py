"""Taking one's data away, and being forgotten: no name, address or number is left anywhere in the database."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from officine.bookings.models import Booking, BookingEvent, BookingNote, Rating
from officine.catalogue.models import StaffRole
from officine.notices.collect import collect
from officine.notices.deliver import deliver
from officine.notices.models import Notice
from officine.notices.privacy import export_account, forget_account
from officine.people.feeds import make_feed
from officine.people.models import Account, Business, Person
from officine.people.register import business_of, person_helped
from officine.people.sessions import Session, SessionStore
from officine.people.sign_in import request_code
from officine.people.tokens import make_token
from tests import cast
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db
THURSDAY = MONDAY + timedelta(days=3)
NAMES = (
    "Zenobia",
    "Quaranta",
    "zenobia@example.org",
    "0766 424242",
    "Ermengarda",
    "ermengarda@example.org",
    "Fornaciari",
)


@pytest.fixture
def zenobia(server, book, coworking):
    """Someone with everything that a person can leave behind."""
    person = cast.person("zenobia@example.org", family_name="Quaranta", phone="0766 424242")
    account = cast.account_of(person)
    town = cast.municipality()
    mother = person_helped(account, town, "Ermengarda", "Quaranta", NOW, consent=True, email="ermengarda@example.org")
    business = business_of(account, town, "Forno Fornaciari", "company", vat_number="00743110157")
    past = book(person, coworking, rome(THURSDAY - timedelta(days=3), 10), at=NOW - timedelta(days=1))
    Booking.objects.filter(pk=past.pk).update(business=business)
    Rating.objects.create(centre=coworking.centre, booking=past, stars=5, text="Zenobia ringrazia")
    BookingNote.objects.create(booking=past, text="La signora Quaranta: 0766 424242", by=account)
    book(person, coworking, rome(THURSDAY, 9))
    book(mother, coworking, rome(THURSDAY, 10), by=account)
    request_code("zenobia@example.org", "it", NOW)
    make_token(account, "laptop", NOW)
    make_feed(account, NOW)
    session = SessionStore()
    session["_auth_user_id"], session["draft"] = str(account.pk), {"name": "Zenobia"}
    session.save()
    server.answers["ermengarda@example.org"] = "550 5.1.1 ermengarda@example.org is unknown"
    collect(NOW)
    deliver(NOW)
    return person


def everything():
    """Every value of every column of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [(table, str(value)) for row in cursor.fetchall() for value in row]
    return found


def hits():
    return {(name, table) for table, value in everything() for name in NAMES if name.lower() in value.lower()}


def test_before_the_erasure_there_is_something_to_find(zenobia):
    assert {name for name, table in hits()} == set(NAMES)


def test_nothing_is_left_of_who_was_forgotten(zenobia):
    account = cast.account_of(zenobia)
    forget_account(account, NOW)
    assert hits() == set()
    assert not Account.objects.filter(pk=account.pk).exists()
    assert (Business.objects.count(), Session.objects.count()) == (0, 0)
    zenobia.refresh_from_db()
    assert zenobia.erased_at == NOW


def test_whoever_was_forgotten_frees_their_places_however_near(coworking, zenobia):
    soon = Booking.objects.filter(status="confirmed").earliest("starts_at").starts_at
    forget_account(cast.account_of(zenobia), soon - timedelta(minutes=1))
    assert set(Booking.objects.values_list("status", flat=True)) == {"cancelled_by_person"}


def test_the_figures_and_the_chain_of_events_stay_whole(zenobia):
    before = list(BookingEvent.objects.order_by("pk").values_list("booking", "version", "move", "at"))
    persons = dict(Booking.objects.values_list("pk", "person"))
    forget_account(cast.account_of(zenobia), NOW + timedelta(hours=2))
    after = list(BookingEvent.objects.order_by("pk").values_list("booking", "version", "move", "at"))
    assert after[: len(before)] == before
    assert {move for _, _, move, _ in after[len(before) :]} == {"cancel_by_person"}
    for booking in Booking.objects.all():
        assert list(booking.events.order_by("version").values_list("version", flat=True)) == list(
            range(booking.version + 1)
        )
    assert dict(Booking.objects.values_list("pk", "person")) == persons
    assert Rating.objects.get().stars == 5


def test_nobody_is_written_to_after_being_forgotten(server, zenobia):
    server.mails.clear()
    forget_account(cast.account_of(zenobia), NOW)
    assert not BookingEvent.objects.filter(notice_due=True).exists()
    collect(NOW)
    deliver(NOW + timedelta(hours=1))
    assert server.mails == []
    assert not Notice.objects.filter(status="due").exists()


def test_others_keep_their_data(zenobia, book, coworking):
    bob = cast.person("bob@example.org")
    book(bob, coworking, rome(THURSDAY, 14))
    collect(NOW)
    forget_account(cast.account_of(zenobia), NOW)
    assert Person.objects.get(pk=bob.pk).full_name == "Bob Rossi"
    assert Notice.objects.get(to="bob@example.org").status == "due"
    assert Booking.objects.get(person=bob).status == "confirmed"


def test_a_person_whom_someone_else_acts_for_stays_with_their_bookings(zenobia):
    daughter = cast.account("daughter@example.org")
    mother = Person.objects.get(given_name="Ermengarda")
    mother.acting.create(account=daughter, relation="helper")
    forget_account(cast.account_of(zenobia), NOW)
    mother.refresh_from_db()
    assert (mother.full_name, mother.erased_at) == ("Ermengarda Quaranta", None)
    assert Booking.objects.get(person=mother).status == "confirmed"


def test_whoever_works_here_is_not_forgotten_by_a_click(zenobia, coworking):
    account = cast.account_of(zenobia)
    StaffRole.objects.create(account=account, role="operator", centre=coworking.centre)
    with pytest.raises(ValidationError):
        forget_account(account, NOW)
    assert {name for name, table in hits()} == set(NAMES)


def test_an_erasure_that_fails_half_way_changes_nothing(zenobia, monkeypatch):
    from officine.people import privacy

    monkeypatch.setattr(privacy, "erase", lambda account, at: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        forget_account(cast.account_of(zenobia), NOW)
    assert not Booking.objects.filter(status="cancelled_by_person").exists()


def test_all_of_it_can_be_taken_away(zenobia):
    told = export_account(cast.account_of(zenobia))
    text = json.dumps(told, ensure_ascii=False)
    assert [name for name in NAMES if name not in text] == []
    assert [person["relation"] for person in told["persons"]] == ["self", "helper"]
    assert [len(booking["events"]) for booking in told["bookings"]] == [1, 1, 1]
    assert told["bookings"][0]["notes"] == ["La signora Quaranta: 0766 424242"]
    assert told["api_tokens"][0]["name"] == "laptop"
    assert {message["kind"] for message in told["messages"]} == {"confirmation", "code"}


def test_what_is_taken_away_holds_nobody_else(zenobia, book, coworking):
    bob = cast.person("bob@example.org")
    book(bob, coworking, rome(THURSDAY, 14))
    assert "bob" not in json.dumps(export_account(cast.account_of(zenobia))).lower()


def test_an_address_that_only_looks_the_same_to_a_database_is_left_alone(centre):
    """PostgreSQL's upper() makes one of “ı” and “i”; the domain with the “ı” may be a stranger's."""
    victim = cast.person("mario@mail.example")
    forget_account(cast.account_of(cast.person("mario@maıl.example")), NOW)
    victim.refresh_from_db()
    assert victim.email == "mario@mail.example"
