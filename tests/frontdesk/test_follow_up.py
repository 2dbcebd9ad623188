"""A follow-up booked on the spot: what is offered, one press, once."""

import re
from datetime import timedelta

import pytest

from officine.bookings import actions
from officine.bookings.models import Booking, BookingNote
from officine.people.models import Account
from tests.cast import MONDAY, NOW, rome
from tests.frontdesk.desk import OLGA, at, booked, house, page_of, send, text
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def visit():
    """Alice is at the counter; of this service one may have one booking to come."""
    booking = booked(house(), "spid", 9, ground_floor=True)
    return actions.arrive(booking, by=Account.objects.get(email=OLGA), at=rome(MONDAY, 9))


def form_of(page):
    return dict(re.findall(r'<input type="hidden" name="(key|service)" value="([^"]+)"', page.content.decode()))


def times(page):
    return re.findall(r'name="starts_at" value="([^"]+)"', page.content.decode())


def made(visit):
    return Booking.objects.exclude(pk=visit.pk)


def test_first_free_times_from_tomorrow_and_from_next_week_are_offered(visit):
    with at(9, 30):
        page = page_of(visit, name="follow_up")
    assert times(page) == [f"2026-11-{day}T09:{minute:02}:00+01:00" for day in ("24", "30") for minute in (0, 15, 30)]


def test_one_press_books_for_the_same_person_and_a_second_press_nothing_more(visit):
    with at(9, 30):
        browser = signed_in(OLGA)
        page = page_of(visit, browser, "follow_up")
        fields = form_of(page) | {"starts_at": times(page)[0]}
        answers = [send(visit, "follow_up", browser, **fields) for _ in range(2)]
    booking = made(visit).get()
    assert {answer["Location"] for answer in answers} == {f"/operatore/allumiere/prenotazioni/{booking.code}/"}
    assert (booking.person, booking.channel, booking.booked_by) == (visit.person, "counter", None)
    assert (booking.starts_at, booking.ground_floor) == (rome(TUESDAY, 9), True)
    event = booking.events.get()
    assert (event.role, event.by.email, event.notice_due) == ("staff", OLGA, True)


def test_another_time_from_the_same_page_is_asked_again(visit):
    with at(9, 30):
        browser = signed_in(OLGA)
        page = page_of(visit, browser, "follow_up")
        send(visit, "follow_up", browser, **form_of(page), starts_at=times(page)[0])
        again = send(visit, "follow_up", browser, **form_of(page), starts_at=times(page)[1])
    assert again.status_code == 409
    assert "il seguito è già stato prenotato" in text(again)
    assert form_of(again)["key"] != form_of(page)["key"]
    assert made(visit).count() == 1


def test_another_service_can_be_chosen(visit):
    with at(9, 30):
        browser = signed_in(OLGA)
        page = page_of(visit, browser, "follow_up", servizio="coworking")
        send(visit, "follow_up", browser, **form_of(page), starts_at=times(page)[0])
    assert made(visit).get().service.slug == "coworking"


def test_a_limit_holds_unless_there_is_a_reason(visit):
    alice = visit.person
    wish = actions.Wish(visit.service, rome(MONDAY + timedelta(days=3), 9))
    actions.finish(visit, by=Account.objects.get(email=OLGA), at=rome(MONDAY, 9, 20))
    actions.book(wish, person=alice, by=None, channel="phone", at=NOW, role="staff")
    with at(9, 30):
        browser = signed_in(OLGA)
        page = page_of(visit, browser, "follow_up")
        fields = form_of(page) | {"starts_at": times(page)[0]}
        refused = send(visit, "follow_up", browser, **fields)
        assert refused.status_code == 409
        assert "Prenota comunque, perché…" in text(refused)
        assert made(visit).count() == 1
        send(visit, "follow_up", browser, **fields | form_of(refused), reason="Due pratiche")
    assert made(visit).count() == 2
    assert BookingNote.objects.get().text == "Due pratiche"


def test_whoever_was_erased_gets_no_follow_up(visit):
    Booking.objects.filter(pk=visit.pk).update(person=None)
    with at(9, 30):
        assert page_of(visit, name="follow_up").status_code == 404
