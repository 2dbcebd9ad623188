"""People at the desk: looking for one, their page and who looked at it, identity, typos, businesses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officine.bookings.actions import Wish, book
from officine.people.looking import record_look
from officine.people.models import Business, Look, Municipality, Person, PersonEvent
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import staff

pytestmark = pytest.mark.django_db


def address(name, person, /):
    return reverse(f"frontdesk:{name}", args=["allumiere", person.pk])


def page_of(browser, person):
    return browser.get(address("person", person)).content.decode()


def events():
    return list(PersonEvent.objects.order_by("pk").values_list("what", "by__email"))


def test_the_search_is_empty_first_then_finds_then_says_that_it_found_nobody(olga, ada):
    people = reverse("frontdesk:people", args=["allumiere"])
    assert "annota chi l'ha guardata" in olga.get(people).content.decode()
    assert address("person", ada) in olga.post(people, {"text": "bianchi"}).content.decode()
    assert "Nessuna persona con queste lettere" in olga.post(people, {"text": "zzz"}).content.decode()


def test_a_persons_page_shows_what_they_booked_and_how_it_stands(olga, ada, house):
    spid = house.services.get(slug="spid")
    book(Wish(spid, rome(MONDAY, 10)), person=ada, by=None, channel="phone", at=NOW)
    page = page_of(olga, ada)
    assert "Ada Bianchi" in page
    assert "333 1234567" in page
    assert "lunedì 23 novembre 2026, 10:00–10:45" in page
    assert "Attivazione SPID · Confermata" in page


def test_looks_by_the_same_account_within_a_minute_count_once(house, ada):
    olga, mara = house.staff_roles.get().account, staff("mara@comune.example", "manager")
    for seconds in (0, 30, 59, 60, 200):
        record_look(ada, olga, NOW + timedelta(seconds=seconds))
    record_look(ada, mara, NOW + timedelta(seconds=1))
    looks = Look.objects.order_by("at").values_list("account__email", "at")
    assert [(email[:4], (at - NOW).seconds) for email, at in looks] == [
        ("olga", 0),
        ("mara", 1),
        ("olga", 60),
        ("olga", 200),
    ]


def test_who_looked_stands_on_the_page_but_a_look_at_nothing_is_none(olga, ada):
    assert "olga@comune.example, lunedì 23 novembre alle 8:00" in page_of(olga, ada)
    assert olga.get(reverse("frontdesk:person", args=["allumiere", 999999])).status_code == 404
    assert Look.objects.count() == 1


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_is_nobodys_is_a_missing_page(olga, number):
    assert olga.get(reverse("frontdesk:person", args=["allumiere", number])).status_code == 404


def test_people_of_another_town_and_the_erased_are_missing(olga, ada):
    Person.objects.filter(pk=ada.pk).update(erased_at=NOW)
    assert olga.get(address("person", ada)).status_code == 404
    altrove = Municipality.objects.create(name="Altrove", cadastral_code="X999")
    Person.objects.filter(pk=ada.pk).update(erased_at=None, municipality=altrove)
    for name in ("person", "person_correct", "person_merge", "person_business"):
        assert olga.get(address(name, ada)).status_code == 404


def test_what_was_booked_elsewhere_is_not_this_desks_to_read(olga, ada):
    elsewhere = cast.centre(slug="tolfa", name="Tolfa")
    cast.desks(elsewhere, 1)
    book(Wish(cast.coworking(elsewhere), rome(MONDAY, 10)), person=ada, by=None, channel="phone", at=NOW)
    assert "10:00–11:00" not in page_of(olga, ada)


def test_identity_is_seen_once_with_who_and_when_and_taken_back(olga, ada):
    olga.post(address("person_verify", ada))
    ada.refresh_from_db()
    first = ada.verified_at
    assert (ada.is_verified, ada.verified_by.email) == (True, "olga@comune.example")
    assert "verificata lunedì 23 novembre alle 8:00 da olga@comune.example" in page_of(olga, ada)
    olga.post(address("person_verify", ada))
    ada.refresh_from_db()
    assert ada.verified_at == first
    olga.post(address("person_verify", ada), {"undo": "1"})
    ada.refresh_from_db()
    assert (ada.verified_at, ada.verified_by) == (None, None)
    assert events() == [("verified", "olga@comune.example"), ("not_verified", "olga@comune.example")]


def correction(person, /, **said):
    shown = {
        f"shown_{name}": getattr(person, name) for name in ("given_name", "family_name", "phone", "email", "language")
    }
    return {**{name.removeprefix("shown_"): value for name, value in shown.items()}, **shown, **said}


def test_a_typo_is_put_right_and_the_event_holds_no_values(olga, ada):
    olga.post(address("person_correct", ada), correction(ada, family_name="Bianco", phone=""))
    ada.refresh_from_db()
    assert (ada.full_name, ada.phone, ada.folded) == ("Ada Bianco", "", "ada bianco ada")
    event = PersonEvent.objects.get()
    assert (event.what, event.facts) == ("corrected", {"fields": ["family_name", "phone"]})


def test_nothing_changed_is_no_event(olga, ada):
    olga.post(address("person_correct", ada), correction(ada))
    assert events() == []


def test_wrong_details_are_refused_beside_their_fields_and_stay_typed(olga, ada):
    answer = olga.post(address("person_correct", ada), correction(ada, given_name="=1+1", email="ada@"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="=1+1"' in page
    assert "Un nome può avere lettere" in page
    assert "per esempio nome@esempio.it" in page
    ada.refresh_from_db()
    assert ada.given_name == "Ada"


def test_the_second_of_two_operators_sees_what_the_first_wrote_and_overwrites_nothing(olga, ada):
    seen = correction(ada, phone="0766 1111111")
    Person.objects.filter(pk=ada.pk).update(family_name="Verdi")
    answer = olga.post(address("person_correct", ada), seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ora è: Verdi" in page
    assert 'value="0766 1111111"' in page
    assert 'name="shown_family_name" value="Verdi"' in page
    ada.refresh_from_db()
    assert (ada.family_name, ada.phone) == ("Verdi", "333 1234567")


def test_whoever_signs_in_changes_their_address_themselves(olga, house):
    alice = cast.person("alice@example.org")
    assert "Accede con questo indirizzo" in olga.get(address("person_correct", alice)).content.decode()
    answer = olga.post(address("person_correct", alice), correction(alice, email="other@example.org"))
    assert answer.status_code == 409
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    said = correction(alice, family_name="Verdi")
    del said["email"]
    assert olga.post(address("person_correct", alice), said).status_code == 302


def test_a_business_is_found_by_number_or_name_linked_and_unlinked(olga, ada):
    town = ada.municipality
    forno = Business.objects.create(municipality=town, name="Forno Rossi", kind="company", vat_number="00743110157")
    altrove = Municipality.objects.create(name="Altrove", cadastral_code="X999")
    far = Business.objects.create(municipality=altrove, name="Forno Verdi", kind="not_yet")
    for text in ("forno", "IT 00743110157"):
        page = olga.post(address("person_business", ada), {"text": text}).content.decode()
        assert "Forno Rossi" in page
        assert "Forno Verdi" not in page
    olga.post(address("person_business", ada), {"link": forno.pk})
    olga.post(address("person_business", ada), {"link": forno.pk})
    assert olga.post(address("person_business", ada), {"link": far.pk}).status_code == 404
    assert list(ada.businesses.all()) == [forno]
    assert "Forno Rossi" in page_of(olga, ada)
    olga.post(address("person_business", ada), {"unlink": forno.pk})
    assert ada.businesses.count() == 0
    assert [what for what, _by in events()] == ["linked", "unlinked"]


def test_a_new_business_is_read_as_citizens_are_and_made_once(olga, ada):
    new = {"name": "Forno Rossi", "kind": "company", "vat_number": "IT 00743110157"}
    wrong = olga.post(address("person_business", ada), new | {"vat_number": "123"})
    assert wrong.status_code == 409
    assert "Questa non è una partita IVA" in wrong.content.decode()
    assert 'value="Forno Rossi"' in wrong.content.decode()
    olga.post(address("person_business", ada), new)
    olga.post(address("person_business", ada), new)
    assert Business.objects.get().vat_number == "00743110157"
    assert [what for what, _by in events()] == ["linked"]


def test_a_business_that_belongs_to_nobody_any_more_goes(olga, ada):
    olga.post(address("person_business", ada), {"name": "Ada Bianchi", "kind": "not_yet"})
    olga.post(address("person_business", ada), {"unlink": Business.objects.get().pk})
    assert Business.objects.count() == 0


def test_hostile_names_do_no_harm_on_any_page(olga, house):
    name = "<script>alert(1)</script>" + "x" * 40
    bad = Person.objects.create(municipality=house.municipality, given_name=name, family_name="=HYPERLINK(1)")
    twin = Person.objects.create(municipality=house.municipality, given_name=name, family_name="=HYPERLINK(1)")
    for where in ("person", "person_correct", "person_merge", "person_business"):
        page = olga.get(address(where, bad), {"con": twin.pk}).content.decode()
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page


def test_three_bookings_events_and_looks_cost_no_more_queries_than_one(olga, ada, house, django_assert_num_queries):
    def one_more(hour):
        coworking = house.services.get(slug="coworking")
        book(Wish(coworking, rome(MONDAY, hour)), person=ada, by=None, channel="phone", at=NOW)
        PersonEvent.objects.create(person=ada, what="corrected", at=NOW)
        Look.objects.create(person=ada, at=NOW)
        ada.businesses.add(Business.objects.create(municipality=ada.municipality, name="F", kind="not_yet"))

    one_more(9)
    page_of(olga, ada)
    with CaptureQueriesContext(connection) as one:
        page_of(olga, ada)
    one_more(10)
    one_more(11)
    with django_assert_num_queries(len(one)):
        page_of(olga, ada)
