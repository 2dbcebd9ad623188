"""Booking for somebody on the phone or at the counter: the same rules as the web, and nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from officine.bookings.actions import Wish, book
from officine.bookings.models import Booking, BookingEvent, BookingNote
from officine.people.models import Look, Municipality, Person, PersonEvent
from tests.cast import MONDAY, NOW, rome
from tests.frontdesk.asking import BOOK_FOR, form, service, text

pytestmark = pytest.mark.django_db


def test_three_letters_find_a_person_with_what_tells_them_apart(olga, ada):
    page = text(olga.post(reverse("frontdesk:people_matches", args=["allumiere"]), {"text": "bià", "to": "book"}))
    assert "Ada Bianchi" in page
    assert "333…567" in page
    assert "senza e-mail" in page
    assert "identità da verificare" in page
    assert f"/nuova/?persona={ada.pk}" in page
    assert "1234567" not in page


def test_without_javascript_the_button_searches(olga, ada):
    assert "Ada Bianchi" in text(olga.post(BOOK_FOR, {"text": "333 12", "do": "search"}))


def test_people_of_another_town_are_not_found(olga, ada):
    Person.objects.update(municipality=Municipality.objects.create(name="Altrove", cadastral_code="X999"))
    assert "Ada Bianchi" not in text(olga.post(BOOK_FOR, {"text": "bianchi", "do": "search"}))
    assert "Ada" not in text(olga.get(BOOK_FOR, {"persona": ada.pk}))


@pytest.mark.parametrize(
    ("typed", "fields"),
    [("ada bianchi", ("Ada", "Bianchi", "")), ("333 1234", ("", "", "333 1234"))],
)
def test_what_was_typed_to_find_somebody_begins_their_details(olga, typed, fields):
    page = olga.post(BOOK_FOR, {"text": typed, "do": "new"}).context["form"]
    assert tuple(page[name].value() or "" for name in ("given_name", "family_name", "phone")) == fields


def test_a_known_person_is_booked_by_phone(olga, ada):
    answer = olga.post(BOOK_FOR, form(ada, channel="counter", ground_floor="on"))
    booking = Booking.objects.get()
    assert answer["Location"] == reverse("frontdesk:booked_for", args=["allumiere", booking.code])
    assert (booking.person, booking.channel, booking.status) == (ada, "counter", "confirmed")
    assert (booking.booked_by, booking.ground_floor, booking.starts_at) == (None, True, rome(MONDAY, 10))
    event = BookingEvent.objects.get()
    assert (event.role, event.by.email) == ("staff", "olga@comune.example")


def test_a_new_person_needs_neither_phone_nor_mail(olga):
    olga.post(BOOK_FOR, form())
    person = Person.objects.get()
    assert (person.full_name, person.phone, person.email) == ("Ugo Neri", "", "")
    assert Booking.objects.get().person == person
    assert PersonEvent.objects.get().what == "made"


def test_the_same_form_twice_books_once(olga):
    first, second = (olga.post(BOOK_FOR, form()) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert (Booking.objects.count(), Person.objects.count()) == (1, 1)


def test_a_form_that_was_used_for_something_else_says_so_and_asks_again(olga, ada):
    olga.post(BOOK_FOR, form(ada))
    answer = olga.post(BOOK_FOR, form(ada, start=rome(MONDAY, 11).isoformat()))
    assert answer.status_code == 409
    assert "Con questo modulo hai già prenotato" in text(answer)
    assert Booking.objects.get().code in text(answer)
    assert answer.context["form"]["key"].value() != "k1"


def test_a_refusal_is_the_sentence_of_every_channel_and_keeps_what_was_typed(olga, ada):
    book(Wish(service("spid"), rome(MONDAY, 10)), person=ada, by=None, channel="phone", at=NOW)
    answer = olga.post(BOOK_FOR, form(phone="0766 96010", email="ugo@example.org", private_talk="on"))
    assert answer.status_code == 409
    page = text(answer)
    assert answer.context["sheet"].refusal.sentence in page
    assert 'value="0766 96010"' in page
    assert 'value="ugo@example.org"' in page
    assert answer.context["sheet"].refusal.instead
    assert not answer.context["sheet"].refusal.may_be_overruled
    assert Person.objects.count() == 1


def test_a_limit_is_overruled_only_with_a_reason_which_is_kept(olga, ada):
    olga.post(BOOK_FOR, form(ada))
    again = form(ada, key="k2", start=None, overrule=rome(MONDAY, 11).isoformat())
    refused = olga.post(BOOK_FOR, form(ada, key="k2", start=rome(MONDAY, 11).isoformat()))
    assert "Prenota comunque" in text(refused)
    without = olga.post(BOOK_FOR, again)
    assert "Scrivi il motivo." in text(without)
    assert Booking.objects.count() == 1
    assert olga.post(BOOK_FOR, again | {"reason": "Scade domani"}).status_code == 302
    assert BookingNote.objects.get().text == "Scade domani"
    assert BookingEvent.objects.latest("pk").facts == {"overruled": ["active_bookings"]}


def test_a_reason_alone_overrules_nothing(olga, ada):
    olga.post(BOOK_FOR, form(ada))
    answer = olga.post(BOOK_FOR, form(ada, key="k2", start=rome(MONDAY, 11).isoformat(), reason="Scade domani"))
    assert answer.status_code == 409
    assert Booking.objects.count() == 1


def test_what_cannot_be_is_not_overruled(olga, ada):
    closed = rome(MONDAY, 20).isoformat()
    answer = olga.post(BOOK_FOR, form(ada, start=None, overrule=closed, reason="Urgente"))
    assert answer.status_code == 409
    assert not answer.context["sheet"].refusal.may_be_overruled
    assert Booking.objects.count() == 0


def test_wrong_details_are_refused_beside_their_fields_and_book_nothing(olga):
    answer = olga.post(BOOK_FOR, form(given_name="=1+1", family_name="", phone="casa"))
    assert {name for name, errors in answer.context["form"].errors.items() if errors} == {
        "given_name",
        "family_name",
        "phone",
    }
    assert "Scrivi il cognome." in text(answer)
    assert (Booking.objects.count(), Person.objects.count()) == (0, 0)


@pytest.mark.parametrize("start", ["", "x", "2026-11-23", "9999-12-31T23:59:59+00:00", "2026-11-23T10:00:00"])
def test_a_time_that_is_none_books_nothing(olga, ada, start):
    assert olga.post(BOOK_FOR, form(ada, start=start)).status_code in (200, 409)
    assert Booking.objects.count() == 0


def test_opening_the_form_for_a_person_is_a_look_at_them(olga, ada):
    for _ in range(2):
        olga.get(BOOK_FOR, {"persona": ada.pk})
    look = Look.objects.get()
    assert (look.person, look.account.email) == (ada, "olga@comune.example")


def test_whoever_was_merged_leads_to_whom_was_kept(olga, ada):
    kept = Person.objects.create(municipality=ada.municipality, given_name="Ada", family_name="Bianchi")
    Person.objects.filter(pk=ada.pk).update(merged_into=kept)
    assert olga.get(BOOK_FOR, {"persona": ada.pk}).context["sheet"].person == kept


@pytest.mark.parametrize("number", ["x", "-1", "999999", "٣", "9" * 40])
def test_a_person_who_does_not_exist_is_looked_for_again(olga, number):
    assert olga.get(BOOK_FOR, {"persona": number}).context["form"] is None


def test_hostile_names_do_no_harm(olga, house):
    name = "<script>alert(1)</script>=HYPERLINK(1)" + "x" * 40
    person = Person.objects.create(municipality=house.municipality, given_name=name[:80], family_name="=1+1")
    page = text(olga.get(BOOK_FOR, {"persona": person.pk}))
    assert "<script>alert" not in page
    assert escape(person.full_name) in page
    assert "<script>alert" not in text(olga.post(BOOK_FOR, form(given_name=name, family_name=name)))


def test_three_matches_cost_no_more_queries_than_one(olga, ada, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse("frontdesk:people_matches", args=["allumiere"])
    with CaptureQueriesContext(connection) as one:
        olga.post(address, {"text": "bianchi", "to": "book"})
    for name in ("Bea", "Carla"):
        Person.objects.create(municipality=ada.municipality, given_name=name, family_name="Bianchi")
    with django_assert_num_queries(len(one)):
        assert text(olga.post(address, {"text": "bianchi", "to": "book"})).count("pp-match plain") == 3
