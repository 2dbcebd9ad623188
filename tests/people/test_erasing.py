"""What the front desk adds to a person's data is theirs to take away, and goes with them."""

import json

import pytest
from django.db import connection, transaction

from officine.bookings.merging import merge, state_of_both
from officine.notices.privacy import export_account, forget_account
from officine.people.belonging import link_new
from officine.people.correcting import FIELDS, correct
from officine.people.identity import verify
from officine.people.looking import record_look
from officine.people.models import Business, Look, Person, PersonEvent
from officine.people.newcomer import newcomer
from officine.people.privacy import erase_persons
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db

NAMES = ("Zenobia", "Quaranta", "424242", "zenobia@example.org", "Ricami")


@pytest.fixture
def olga():
    return cast.account("olga@comune.example")


@pytest.fixture
def zenobia(olga):
    """She signs in, was entered at the desk once more, corrected, verified, joined, and linked to her business."""
    person = cast.person("zenobia@example.org", family_name="Quaranta", verified=False)
    twin = newcomer(person.municipality, "Zenobia", "Quaranta", phone="0766 424242", by=olga, at=NOW)
    shown = {name: getattr(twin, name) for name in FIELDS}
    correct(twin, shown=shown, said=shown | {"email": "old.zenobia@example.org"}, by=olga, at=NOW)
    verify(twin, by=olga, at=NOW)
    record_look(twin, olga, NOW)
    link_new(twin, "Ricami Zenobia", "not_yet", vat_number="", tax_code="", by=olga, at=NOW)
    twin.refresh_from_db()
    how = {"from_gone": ["phone"], "helpers": [], "seen": state_of_both(person, twin)}
    return merge(person, twin, by=olga, at=NOW, **how)


def hits():
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            values = [str(value).lower() for row in cursor.fetchall() for value in row]
            found |= {(name, table) for name in NAMES for value in values if name.lower() in value}
    return found


def test_before_the_erasure_there_is_something_to_find(zenobia):
    assert {name for name, _table in hits()} == set(NAMES)


def test_nothing_that_the_desk_wrote_names_whoever_was_forgotten(zenobia):
    with transaction.atomic():
        forget_account(cast.account_of(zenobia), NOW)
    assert hits() == set()
    assert (Look.objects.count(), Business.objects.count()) == (0, 0)
    assert set(Person.objects.values_list("given_name", "folded")) == {("", "")}


def test_what_was_done_stays_as_ids_and_instants(zenobia):
    forget_account(cast.account_of(zenobia), NOW)
    done = list(PersonEvent.objects.order_by("pk").values_list("what", flat=True))
    assert done == ["made", "corrected", "verified", "linked", "merged"]
    assert not [facts for facts in PersonEvent.objects.values_list("facts", flat=True) if "enobia" in str(facts)]


def test_a_person_without_an_account_is_erased_whole(olga):
    person = newcomer(cast.municipality(), "Zenobia", "Quaranta", phone="0766 424242", by=olga, at=NOW)
    link_new(person, "Ricami Zenobia", "not_yet", vat_number="", tax_code="", by=olga, at=NOW)
    record_look(person, olga, NOW)
    erase_persons(Person.objects.filter(pk=person.pk), NOW)
    assert hits() == set()


def test_a_business_to_which_others_belong_stays(zenobia, olga):
    bob = cast.person("bob@example.org")
    Business.objects.get().persons.add(bob)
    forget_account(cast.account_of(zenobia), NOW)
    assert list(Business.objects.get().persons.all()) == [bob]


def test_all_of_it_can_be_taken_away_and_not_who_looked(zenobia):
    person = export_account(cast.account_of(zenobia))["persons"][0]
    assert person["businesses"] == ["Ricami Zenobia"]
    assert [event["what"] for event in person["events"]] == ["made", "corrected", "verified", "linked", "merged"]
    assert person["looked_at"] == [NOW.isoformat()]
    assert "olga" not in json.dumps(person)
