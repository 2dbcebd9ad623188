"""The page of one booking: what it says, and what an operator can do from it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officine.bookings import actions
from officine.bookings.models import Booking, BookingEvent, BookingNote, Ticket
from officine.notices.collect import collect
from officine.notices.models import Notice
from officine.people.models import Account
from tests.cast import MONDAY, NOW, rome
from tests.frontdesk.desk import MARA, OLGA, address, at, booked, house, page_of, send, text
from tests.staff import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    return house()


def olga():
    return Account.objects.get(email=OLGA)


def buttons(response):
    return re.findall(r'action="[^"]*/prenotazioni/\w+/([\w-]+)/"', response.content.decode())


def test_the_page_says_all_there_is_to_know(centre):
    booking = booked(centre, "spid", 9, ground_floor=True, with_companion=True)
    Ticket.objects.create(
        centre=centre, on=MONDAY, number=7, service=booking.service, booking=booking, came_at=rome(MONDAY, 8, 50)
    )
    with at(8):
        said = text(page_of(booking))
    assert "Alice Rossi Confermata" in said
    assert "Lunedì 23 novembre, 9:00–9:45, Sportello" in said
    assert "Accoglienza al piano terra" in said
    assert "Viene con una persona" in said or "accompagn" in said
    assert "Numero del giorno 7" in said
    assert "Prenotata dal sito, lunedì 23 novembre alle 8:00" in said
    assert f"Codice {booking.spoken_code}" in said
    assert "Prenotata lunedì 23 novembre alle 8:00, la persona" in said


@pytest.mark.parametrize(
    ("hour", "steps", "offered"),
    [
        (8, [], {"arrivo"}),
        (9, ["arrive"], {"conclusione", "annullo", "presenza"}),
        (9, ["arrive", "finish"], {"annullo", "presenza"}),
        (10, ["miss"], {"arrivo", "annullo"}),
    ],
)
def test_each_step_that_is_possible_now_is_a_button(centre, hour, steps, offered):
    booking = booked(centre, "spid", 9)
    for step in steps:
        getattr(actions, step)(booking, by=olga(), at=rome(MONDAY, hour))
    with at(hour, 1):
        found = set(buttons(page_of(booking)))
    assert found & {"arrivo", "conclusione", "assenza", "presenza"} == offered - {"annullo"}


def test_a_step_leads_back_to_the_page_it_was_taken_from(centre):
    booking = booked(centre, "spid", 9)
    with at(9):
        browser = signed_in(OLGA)
        here = send(booking, "arrival", browser, back="booking")
        assert here["Location"] == address(booking, "booking")
        page = page_of(booking, browser)
        assert "Alice Rossi è qui." in text(page)
        assert "Annulla l'arrivo" in text(page)
        assert send(booking, "undo", browser)["Location"].endswith(f"/2026-11-23/#{booking.code}")


def test_the_history_says_who_did_what_and_what_it_was_before(centre):
    booking = booked(centre, "spid", 9, place="Sportello")
    wish = actions.Wish(booking.service, rome(MONDAY, 11), resource=centre.resources.get(name="Sportello 2"))
    actions.reschedule(booking, wish, by=olga(), at=rome(MONDAY, 8), role="staff")
    actions.cancel(booking, by=olga(), at=rome(MONDAY, 8, 30), role="staff")
    with at(9):
        said = text(page_of(booking))
    moved = "Spostata a un altro orario o posto (prima: lunedì 23 novembre alle 9:00, Sportello) "
    assert moved + "lunedì 23 novembre alle 8:00, olga@comune.example" in said
    assert "Annullata su richiesta della persona lunedì 23 novembre alle 8:30, olga@comune.example" in said
    assert "da te" not in said


def test_a_longer_history_costs_no_more_queries(centre):
    short, long = booked(centre, "spid", 9), booked(centre, "spid", 10, "bob@example.org")
    for _ in range(3):
        actions.arrive(long, by=olga(), at=rome(MONDAY, 10))
        actions.undo(long, by=olga(), at=rome(MONDAY, 10))
        BookingNote.objects.create(booking=long, text="Manca la delega", by=olga())
    with at(10):
        browser = signed_in(OLGA)
        counts = []
        for booking in (short, long):
            with CaptureQueriesContext(connection) as queries:
                page_of(booking, browser)
            counts.append(len(queries))
    assert counts[1] <= counts[0] + 1  # the places that the history names


def test_times_are_put_right_and_wrong_ones_stay_typed(centre):
    booking = booked(centre, "spid", 9)
    actions.arrive(booking, by=olga(), at=rome(MONDAY, 9, 20))
    actions.finish(booking, by=olga(), at=rome(MONDAY, 10, 30))
    with at(11):
        browser = signed_in(OLGA)
        wrong = send(booking, "presence", browser, arrived="10:40", left="9:50")
        assert wrong.status_code == 409
        assert 'value="10:40"' in wrong.content.decode()
        assert "Una visita comincia prima di finire" in text(wrong)
        assert send(booking, "presence", browser, arrived="9:05", left="").status_code == 400
        assert send(booking, "presence", browser, arrived="09:05", left="09:50").status_code == 302
        said = text(page_of(booking, browser))
    assert "Arrivo 9:05 Uscita 9:50" in said
    assert "Corretti gli orari della visita (prima: 9:20–10:30)" in said


def test_a_note_is_seen_by_staff_and_taken_away_by_its_author_alone(centre):
    booking = booked(centre, "spid", 9)
    with at(9):
        browser, other = signed_in(OLGA), signed_in(MARA)
        for _ in range(2):  # a double click
            send(booking, "note", browser, note="Manca la delega della madre")
        note = BookingNote.objects.get()
        assert (note.kind, note.by, note.text) == ("visit", olga(), "Manca la delega della madre")
        assert "Manca la delega della madre" in text(page_of(booking, other))
        assert send(booking, "note_remove", other, note.pk).status_code == 404
        assert send(booking, "note_remove", browser, note.pk).status_code == 302
    assert not BookingNote.objects.exists()


def test_a_note_that_is_too_long_stays_typed(centre):
    booking = booked(centre, "spid", 9)
    with at(9):
        page = send(booking, "note", note="x" * 501)
    assert page.status_code == 400
    assert "x" * 501 in page.content.decode()
    assert not BookingNote.objects.exists()


def test_the_reason_of_an_exception_is_no_note_to_take_away(centre):
    booking = booked(centre, "spid", 9)
    note = BookingNote.objects.create(booking=booking, kind="overruled", text="Scadenza oggi", by=olga())
    with at(9):
        browser = signed_in(OLGA)
        assert "Perché si è fatta un'eccezione: Scadenza oggi" in text(page_of(booking, browser))
        assert send(booking, "note_remove", browser, note.pk).status_code == 404


def test_cancelling_says_whose_wish_it_was(centre):
    one, two = booked(centre, "spid", 9), booked(centre, "spid", 10, "bob@example.org")
    with at(8):
        browser = signed_in(OLGA)
        page = text(page_of(one, browser, "booking_cancel"))
        assert "Quel giorno la sede deve restare chiusa." in page
        assert "torna com'era" not in page  # why a booking comes back is no reason to cancel one
        send(one, "booking_cancel", browser, why="person")
        send(two, "booking_cancel", browser, why="operator_absent")
        assert send(two, "booking_cancel", browser, why="person").status_code == 302  # it is cancelled already
    events = BookingEvent.objects.filter(role="staff").order_by("pk")
    assert list(events.values_list("move", "reason")) == [
        ("cancel_by_person", ""),
        ("cancel_by_town", "operator_absent"),
    ]


def test_cancelling_what_somebody_moved_meanwhile_shows_both(centre):
    booking = booked(centre, "spid", 9)
    seen = booking.version
    wish = actions.Wish(booking.service, rome(MONDAY, 11))
    actions.reschedule(booking, wish, by=Account.objects.get(email=MARA), at=NOW, role="staff")
    with at(8):
        page = send(booking, "booking_cancel", why="person", version=seen)
    said = text(page)
    assert page.status_code == 409
    assert "Annullare: Lo ha chiesto la persona." in said
    assert "Lunedì 23 novembre, 11:00–11:45" in said
    assert "lunedì 23 novembre alle 8:00, mara@comune.example" in said
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_what_to_bring_goes_out_once_a_day(centre):
    booking = booked(centre, "spid", 9)
    with at(9):
        browser = signed_in(OLGA)
        for _ in range(2):
            assert send(booking, "what_to_bring", browser).status_code == 302
        assert "L'elenco di cosa portare parte di nuovo. Un'e-mail avvisa la persona." in text(
            page_of(booking, browser)
        )
    assert Notice.objects.filter(kind="what_to_bring").count() == 1


def test_the_website_tells_a_person_nothing_of_a_changed_counter(centre):
    booking = booked(centre, "spid", 9, place="Sportello")
    collect(NOW)
    Notice.objects.all().delete()
    with at(8):
        browser, other = signed_in(OLGA), centre.resources.get(name="Sportello 2")
        send(booking, "booking_move", browser, starts_at="2026-11-23T09:00", place=other.pk)
        collect(NOW)
        assert not Notice.objects.exists()
        send(booking, "booking_move", browser, starts_at="2026-11-23T10:00")
        collect(NOW)
    assert [notice.kind for notice in Notice.objects.all()] == ["change"]


def test_a_booking_still_being_made_is_not_there_yet(centre):
    booking = booked(centre, "spid", 9)
    Booking.objects.filter(pk=booking.pk).update(status="held", held_until=rome(MONDAY, 9))
    with at(8):
        assert page_of(booking).status_code == 404


def test_another_centre_has_no_such_booking(centre):
    booking = booked(centre, "spid", 9)
    from tests import cast
    from tests.staff import staff

    staff("ivo@comune.example", "operator", cast.centre(slug="tolfa", name="Tolfa"))
    with at(8):
        browser = signed_in("ivo@comune.example")
        assert browser.get(address(booking, "booking")).status_code == 404
        assert browser.get(f"/operatore/tolfa/prenotazioni/{booking.code}/").status_code == 404
