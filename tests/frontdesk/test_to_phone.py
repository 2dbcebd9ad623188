"""The list of people to phone, as an operator works through it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officine.bookings.actions import Wish, book
from officine.bookings.models import Call
from officine.people.models import Person
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def house():
    centre = cast.centre(phone="0766 96010")
    cast.counter(centre, cast.spid(centre, active_bookings=None))
    for name in ("olga", "otto"):
        staff(f"{name}@comune.example", "operator", centre)
    with time_machine.travel(NOW, tick=True):
        yield centre


@pytest.fixture
def olga(house):
    return signed_in("olga@comune.example")


def expected(centre, hour, name="Nina", **fields):
    fields = {"phone": "0766 96-011"} | fields
    person = Person.objects.create(municipality=centre.municipality, given_name=name, family_name="Conti", **fields)
    wish = Wish(centre.services.get(), rome(TUESDAY, hour), minutes=45)
    return book(wish, person=person, by=None, channel="phone", at=NOW - timedelta(days=4), role="staff")


def page_of(browser):
    return browser.get(reverse("frontdesk:to_phone", args=["allumiere"])).content.decode()


def press(browser, page, name, outcome):
    """As the form on this page would send it."""
    row = next(part for part in page.split("<li ") if f">{name} Conti" in part)
    sent = dict(re.findall(r'name="(about|seen)" value="([^"]*)"', row))
    answer = browser.post(reverse("frontdesk:call", args=["allumiere"]), sent | {"outcome": outcome}, follow=True)
    return answer.content.decode().replace("&#x27;", "'")


def test_a_row_says_who_when_what_and_the_number_to_dial(house, olga):
    booking = expected(house, 10)
    page = page_of(olga)
    assert "Nina Conti" in page
    assert '<a href="tel:076696011">' in page
    assert "Ricorda la visita: martedì 24 novembre alle 10:00." in page
    assert (
        "Officine Municipali: ti aspettiamo martedì 24 novembre alle 10:00. "
        f"Codice: {booking.spoken_code}. Se non puoi venire, chiama 0766 96010." in page
    )
    assert "SPID" not in page


def test_the_text_is_in_the_language_of_the_person(house, olga):
    expected(house, 10, language="en")
    page = page_of(olga)
    assert 'lang="en"' in page
    assert "we expect you Tuesday 24 November at 10:00" in page


def test_who_has_two_things_to_hear_is_phoned_once(house, olga):
    first, second = expected(house, 10), expected(house, 12)
    second.person = first.person
    second.save()
    expected(house, 11, "Ugo")
    page = page_of(olga)
    assert "Nella stessa telefonata: domani alle 12:00." in page
    assert "Nella stessa telefonata: domani alle 10:00." in page
    assert page.count("Nella stessa telefonata") == 2


def test_without_a_number_that_is_said(house, olga):
    expected(house, 10, phone="")
    page = page_of(olga)
    assert "Nessun numero di telefono" in page
    assert "tel:" not in page


def test_an_empty_list_says_who_would_be_on_it(house, olga):
    assert "Non c'è nessuno da chiamare." in page_of(olga)


def test_reached_folds_it_below_and_a_mistaken_outcome_is_taken_back(house, olga):
    expected(house, 10)
    page = press(olga, page_of(olga), "Nina", "reached")
    assert "Nina Conti: raggiunto." in page
    assert "0 telefonate da fare" in page
    assert "1 telefonata fatta" in page
    assert "Raggiunto: oggi alle 8:00, olga@comune.example" in page
    undo = reverse("frontdesk:call_undo", args=["allumiere", Call.objects.get().pk])
    page = olga.post(undo, follow=True).content.decode()
    assert "1 telefonata da fare" in page
    assert "Questo esito non c&#x27;è più." in olga.post(undo, follow=True).content.decode()


def test_no_answer_keeps_it_and_shows_the_attempt(house, olga):
    expected(house, 10)
    expected(house, 11, "Ugo")
    page = press(olga, page_of(olga), "Nina", "no_answer")
    assert "2 telefonate da fare" in page
    assert "Non risponde: oggi alle 8:00" in page
    assert page.index("Ugo Conti") < page.rindex("Nina Conti")


def test_the_second_of_two_operators_is_told_what_the_first_noted(house, olga):
    expected(house, 10)
    otto = signed_in("otto@comune.example")
    seen_by_both = page_of(otto)
    press(olga, seen_by_both, "Nina", "reached")
    page = press(otto, seen_by_both, "Nina", "no_answer")
    assert "qualcuno ha fatto prima" in page
    assert "Raggiunto: oggi alle 8:00, olga@comune.example" in page
    assert Call.objects.get().outcome == "reached"


def test_what_need_not_be_told_any_more_says_so(house, olga):
    booking = expected(house, 10)
    page = page_of(olga)
    type(booking).objects.update(status="cancelled_by_person")
    assert "Questa telefonata non serve più" in press(olga, page, "Nina", "reached")
    assert not Call.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"about": "x", "outcome": "reached"}, {"seen": "9" * 30, "outcome": "?"}])
def test_a_tampered_form_is_answered_plainly(house, olga, sent):
    expected(house, 10)
    answer = olga.post(reverse("frontdesk:call", args=["allumiere"]), sent)
    assert answer.status_code == 302
    assert not Call.objects.exists()


def test_an_outcome_of_another_centre_cannot_be_taken_back(house, olga):
    elsewhere = cast.centre(slug="tolfa", name="Tolfa")
    cast.counter(elsewhere, cast.spid(elsewhere, active_bookings=None))
    call = Call.objects.create(booking=expected(elsewhere, 10), about="x", outcome="reached")
    olga.post(reverse("frontdesk:call_undo", args=["allumiere", call.pk]))
    assert Call.objects.filter(pk=call.pk).exists()


def test_three_rows_cost_no_more_queries_than_one(house, olga):
    counts = []
    for hours in ((9,), (10, 11)):
        for hour in hours:
            booking = expected(house, hour, f"N{hour}", phone="")
            Call.objects.create(booking=booking, about=f"tomorrow:{TUESDAY}:{booking.pk}", outcome="wrong_number")
        page_of(olga)
        with CaptureQueriesContext(connection) as queries:
            page = page_of(olga)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert page.count("call-outcomes") == 3
