"""Rows that may be one person."""

import pytest

from officine.people.duplicates import duplicates_of, look_alikes
from officine.people.models import Municipality, Person
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def row(given_name="Ada", family_name="Bianchi", **fields):
    said = {"municipality": cast.municipality(), "given_name": given_name, "family_name": family_name}
    return Person.objects.create(**said | fields)


def found(person):
    return [each.person for each in duplicates_of(person)]


def test_the_same_name_in_any_order_case_and_accent():
    ada = row("Adà", "Bianchi")
    twin = row("BIANCHI", "Ada")
    row("Ada", "Bianchini")
    row("Ada Maria", "Bianchi")
    assert found(ada) == [twin]


def test_the_same_phone_however_it_is_written():
    ada, twin = row(phone="+39 333 1234567"), row("Ugo", "Neri", phone="333/12.34.567")
    row("Eva", "Verdi", phone="333 12345678")
    row("Ida", "Verdi", phone="12345")
    assert found(ada) == [twin]
    assert found(twin) == [ada]


def test_the_same_address():
    ada, twin = row(email="ada@example.org"), row("Ugo", "Neri", email="ada@example.org")
    row("Eva", "Verdi", email="bada@example.org")
    assert found(ada) == [twin]


def test_whoever_has_more_in_common_comes_first():
    ada = row(phone="333 1234567")
    by_name, by_both = row(), row(phone="3331234567")
    assert found(ada) == [by_both, by_name]


def test_the_erased_the_merged_and_people_of_another_town_are_not_meant():
    ada = row()
    row(erased_at=NOW)
    row(merged_into=ada)
    row(municipality=Municipality.objects.create(name="Altrove", cadastral_code="X999"))
    assert found(ada) == []


@pytest.mark.parametrize("name", ["", "  ", "%", "_"])
def test_nothing_is_like_nobody(name):
    row("", "")
    row("Ada", "Bianchi")
    assert look_alikes(cast.municipality(), name) == []
