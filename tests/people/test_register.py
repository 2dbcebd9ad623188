"""Who comes, and for which business."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from officine.people.models import Acting, Business, Person
from officine.people.register import business_of, person_helped, person_of, register
from tests import cast
from tests.cast import NOW
from tests.in_parallel import in_parallel

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return cast.account("alice@example.org")


def registered(account, **said):
    fields = {"given_name": "Alice", "family_name": "Rossi", "phone": "", "language": "it"} | said
    return register(account, cast.municipality(), at=NOW, **fields)


def helped(account, given_name="Ada", family_name="Bianchi", *, consent=True, **said):
    return person_helped(account, cast.municipality(), given_name, family_name, NOW, consent=consent, **said)


def wrong(act, *args, **said):
    with pytest.raises(ValidationError) as caught:
        act(*args, **said)
    return caught.value.message_dict


def test_an_account_has_no_person_before_the_registration(alice):
    assert person_of(alice) is None


def test_registering_makes_the_person_of_the_account(alice):
    person = registered(alice, given_name="  Anna  Maria ", phone="0766 96010", language="en")
    assert person_of(alice) == person
    assert (person.full_name, person.email, person.phone) == ("Anna Maria Rossi", "alice@example.org", "0766 96010")
    assert (person.language, alice.language, person.verified_at) == ("en", "en", None)


def test_registering_again_corrects_the_same_person(alice):
    first = registered(alice)
    again = registered(alice, family_name="Verdi")
    assert (again.pk, Person.objects.count(), again.full_name) == (first.pk, 1, "Alice Verdi")


@pytest.mark.django_db(transaction=True)
def test_registering_in_parallel_makes_one_person():
    account = cast.account("alice@example.org")
    cast.municipality()
    persons = in_parallel(6, lambda number: registered(account))
    assert {person.pk for person in persons} == {Person.objects.get().pk}


@pytest.mark.parametrize(
    "name", ["D’Angelò", "O'Neill", "Anna-Maria", "G. B.", "G.B.", "Łukasz", "José", "李", "Nguyễn Thị"]
)
def test_names_are_as_people_have_them(alice, name):
    assert registered(alice, given_name=name).given_name == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "x" * 81,
        "Ann\x00a",
        "An\u202ena",
        "vinci.com",
        "https://evil.example",
        "=1+1",
        "<b>Anna</b>",
        "Anna@evil",
        "Bcc: a@b.it",
        "A;B",
    ],
)
def test_a_name_that_is_none_is_refused_with_a_sentence(alice, name):
    with override("it"):
        assert list(wrong(registered, alice, given_name=name)) == ["given_name"]


def test_every_wrong_field_has_its_sentence(alice):
    with override("it"):
        assert wrong(registered, alice, given_name="", family_name="9", phone="casa") == {
            "given_name": ["Scrivi il nome."],
            "family_name": ["Un nome può avere lettere, spazi, apostrofi e trattini."],
            "phone": ["Scrivi il numero di telefono in cifre, per esempio 0766 123456."],
        }
    assert Person.objects.count() == 0


@pytest.mark.parametrize("phone", ["0766 96010", "+39 333 1234567", "(0766) 96-010", ""])
def test_a_phone_number_is_kept_as_written(alice, phone):
    assert registered(alice, phone=phone).phone == phone


@pytest.mark.parametrize("phone", ["1234", "1" * 16, "+", "=0766", "０７６６９６０１０"])
def test_a_phone_number_that_is_none_is_refused(alice, phone):
    assert list(wrong(registered, alice, phone=phone)) == ["phone"]


def test_someone_helped_needs_neither_mail_nor_phone(alice):
    person = helped(alice)
    assert (person.full_name, person.email, person.phone) == ("Ada Bianchi", "", "")
    acting = Acting.objects.get(person=person)
    assert (acting.account, acting.relation, acting.consent_at) == (alice, "helper", NOW)
    assert person_of(alice) is None


def test_without_consent_nobody_is_booked_for(alice):
    assert list(wrong(helped, alice, consent=False)) == ["consent"]
    assert Person.objects.count() == 0


def test_the_same_names_are_the_same_person_for_the_same_account(alice):
    first = helped(alice, email="ada@example.org")
    again = helped(alice, " ada", "BIANCHI", phone="0766 96010")
    assert (again.pk, again.email, again.phone) == (first.pk, "ada@example.org", "0766 96010")
    assert helped(cast.account("bob@example.org")).pk != first.pk


def test_whoever_signs_in_by_themselves_keeps_their_details_whatever_a_helper_writes(alice):
    ada = helped(alice, phone="0766 111111")
    Acting.objects.create(account=cast.account("ada@example.org"), person=ada, relation="self")
    assert helped(alice, phone="0766 222222", email="alice@example.org") == ada
    ada.refresh_from_db()
    assert (ada.phone, ada.email) == ("0766 111111", "")


def test_an_address_that_is_none_is_refused(alice):
    assert list(wrong(helped, alice, email="ada@")) == ["email"]


def business(account, **said):
    return business_of(account, cast.municipality(), **({"name": "Forno Rossi", "kind": "company"} | said))


def test_a_company_has_a_vat_number_that_checks(alice):
    made = business(alice, vat_number="IT 00743110157")
    assert (made.vat_number, made.tax_code, list(made.accounts.all())) == ("00743110157", "", [alice])


@pytest.mark.parametrize("number", ["", "00743110158", "1234", "00000000000", "IT"])
def test_a_vat_number_that_does_not_check_is_refused(alice, number):
    with override("it"):
        assert wrong(business, alice, vat_number=number) == {
            "vat_number": ["Questa non è una partita IVA: controlla le undici cifre."]
        }


def test_an_association_has_a_tax_code(alice):
    assert business(alice, kind="association", tax_code="00743110157").tax_code == "00743110157"
    assert business(alice, kind="association", tax_code="rssmra85t10a562s").tax_code == "RSSMRA85T10A562S"
    assert list(wrong(business, alice, kind="association", tax_code="RSSMRA85T10A562X")) == ["tax_code"]


def test_a_business_not_yet_founded_needs_only_a_name(alice):
    made = business(alice, kind="not_yet", vat_number="whatever")
    assert (made.kind, made.vat_number) == ("not_yet", "")
    assert wrong(business, alice, kind="not_yet", name="").keys() == {"name"}


def test_another_kind_is_refused(alice):
    assert wrong(business, alice, kind="bank").keys() == {"kind"}


def test_the_same_business_is_made_once_for_an_account_and_never_shared_by_its_number(alice):
    first = business(alice, vat_number="00743110157")
    assert business(alice, vat_number="00743110157", name="Forno Rossi & C.").pk == first.pk
    assert Business.objects.get().name == "Forno Rossi & C."
    assert business(cast.account("bob@example.org"), vat_number="00743110157").pk != first.pk
