"""Moving a booking: from the page, in spite of a rule, and when somebody else was quicker."""

import re
from datetime import timedelta

import pytest

from officine.bookings import actions
from officine.bookings.models import Booking, BookingEvent, BookingNote
from officine.people.models import Account
from tests.cast import MONDAY, NOW, rome
from tests.frontdesk.desk import MARA, OLGA, at, booked, house, page_of, send, text
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def centre():
    return house()


def choices(response):
    """The times on offer, as the form sends them."""
    return re.findall(r'name="starts_at" value="([^"]+)"', response.content.decode())


def where(booking):
    booking = Booking.objects.select_related("resource").get(pk=booking.pk)
    return booking.starts_at, booking.resource.name


def test_the_first_free_times_are_offered_for_any_place(centre):
    booking = booked(centre, "spid", 11, place="Sportello")
    with at(7, 30):
        page = page_of(booking, name="booking_move")
    said = text(page)
    assert choices(page)[0] == "2026-11-23T09:00:00+01:00"
    assert "Adesso è lunedì 23 novembre, 11:00–11:45, Sportello." in said
    assert "Uno qualsiasi Sportello (adesso) Sportello 2" in said


def test_a_day_and_a_place_can_be_chosen(centre):
    booking = booked(centre, "spid", 11, place="Sportello")
    booked(centre, "spid", 9, "bob@example.org", on=TUESDAY, place="Sportello 2")
    other = centre.resources.get(name="Sportello 2")
    with at(8):
        page = page_of(booking, name="booking_move", giorno=TUESDAY, posto=other.pk)
    assert choices(page)[0] == "2026-11-24T09:45:00+01:00"
    assert f'<input type="hidden" name="place" value="{other.pk}">' in page.content.decode()


def test_a_move_is_one_change_with_one_notice_and_the_same_code(centre):
    booking = booked(centre, "spid", 11)
    with at(8):
        browser = signed_in(OLGA)
        moved = send(booking, "booking_move", browser, starts_at="2026-11-24T09:00:00+01:00", place="")
        assert moved.status_code == 302
        said = text(page_of(booking, browser))
    assert "Spostata: martedì 24 novembre, 9:00–9:45, Sportello" in said
    assert "Un'e-mail avvisa la persona." in said
    events = BookingEvent.objects.filter(booking=booking, version__gt=booking.version)
    assert [(event.move, event.role, event.by.email, event.notice_due) for event in events] == [
        ("reschedule", "staff", OLGA, True)
    ]
    assert Booking.objects.get(pk=booking.pk).code == booking.code


def test_the_same_button_twice_moves_once(centre):
    booking = booked(centre, "spid", 11)
    fields = {"starts_at": "2026-11-24T09:00:00+01:00", "place": "", "version": booking.version}
    with at(8):
        browser = signed_in(OLGA)
        answers = [send(booking, "booking_move", browser, **fields).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert BookingEvent.objects.filter(move="reschedule").count() == 1


def test_a_rule_of_fair_use_is_set_aside_only_with_a_reason_which_is_kept(centre):
    booking = booked(centre, "spid", 12)
    with at(8, 30):  # an hour of notice
        browser = signed_in(OLGA)
        refused = send(booking, "booking_move", browser, starts_at="2026-11-23T09:00:00+01:00", place="")
        assert refused.status_code == 409
        assert "Sposta comunque, perché…" in text(refused)
        empty = send(booking, "booking_move", browser, starts_at="2026-11-23T09:00:00+01:00", place="", reason=" ")
        assert "Scrivi il motivo" in text(empty)
        assert where(booking)[0] == rome(MONDAY, 12)
        send(booking, "booking_move", browser, starts_at="2026-11-23T09:00:00+01:00", place="", reason="Treno alle 10")
    assert where(booking)[0] == rome(MONDAY, 9)
    assert BookingEvent.objects.get(move="reschedule").facts["overruled"] == ["notice"]
    assert BookingNote.objects.get().text == "Treno alle 10"


@pytest.mark.parametrize("starts_at", ["2026-11-23T13:30:00+01:00", "2026-11-23T07:00:00+01:00"])
def test_a_closed_door_and_a_past_time_cannot_be_set_aside(centre, starts_at):
    booking = booked(centre, "spid", 12)
    with at(8, 30):
        page = send(booking, "booking_move", starts_at=starts_at, place="", reason="Lo vuole")
    assert page.status_code == 409
    assert "Sposta comunque" not in text(page)
    assert where(booking)[0] == rome(MONDAY, 12)


def test_what_is_taken_offers_the_nearest_free_times(centre):
    booking = booked(centre, "spid", 12, place="Sportello")
    for who, place in (("bob@example.org", "Sportello"), ("carla@example.org", "Sportello 2")):
        booked(centre, "spid", 10, who, on=TUESDAY, place=place)
    with at(8):
        page = send(booking, "booking_move", starts_at="2026-11-24T10:00:00+01:00", place="")
    assert page.status_code == 409
    assert "Martedì 24 novembre, 10:00–10:45." in text(page)
    assert choices(page)[:2] == ["2026-11-24T09:00:00+01:00", "2026-11-24T09:15:00+01:00"]


def test_whoever_comes_second_sees_both_versions_and_may_do_it_all_the_same(centre):
    booking = booked(centre, "spid", 11, place="Sportello")
    seen, mara = booking.version, Account.objects.get(email=MARA)
    wish = actions.Wish(booking.service, rome(TUESDAY, 10))
    actions.reschedule(booking, wish, by=mara, at=NOW + timedelta(minutes=30), role="staff")
    wanted = {"starts_at": "2026-11-24T12:00:00+01:00", "place": "", "reason": "Lo chiede il figlio"}
    with at(8, 45):
        browser = signed_in(OLGA)
        page = send(booking, "booking_move", browser, version=seen, **wanted)
        said = text(page)
        assert page.status_code == 409
        assert where(booking)[0] == rome(TUESDAY, 10)
        assert "Volevi Martedì 24 novembre, 12:00–12:45 Perché: Lo chiede il figlio" in said
        assert "Adesso è così Martedì 24 novembre, 10:00–10:45" in said
        assert "lunedì 23 novembre alle 8:30, mara@comune.example" in said
        again = dict(re.findall(r'name="(version|starts_at|place|reason)" value="([^"]*)"', page.content.decode()))
        assert send(booking, "booking_move", browser, **again).status_code == 302
    assert where(booking)[0] == rome(TUESDAY, 12)


def test_what_was_cancelled_meanwhile_cannot_be_moved_any_more(centre):
    booking = booked(centre, "spid", 11, on=TUESDAY)
    seen = booking.version
    actions.cancel(booking, by=None, at=NOW)
    with at(8):
        page = send(booking, "booking_move", starts_at="2026-11-24T12:00:00+01:00", version=seen)
    said = text(page)
    assert page.status_code == 409
    assert "Così com'è adesso, non si può più fare." in said
    assert "Annullata su richiesta della persona" in said
    assert "la persona" in said


def test_a_taken_time_does_not_hide_that_somebody_was_first(centre):
    """Else the next press, with the new version, would overwrite what was never seen."""
    booking = booked(centre, "spid", 11, place="Sportello")
    seen, mara = booking.version, Account.objects.get(email=MARA)
    actions.reschedule(booking, actions.Wish(booking.service, rome(TUESDAY, 10)), by=mara, at=NOW, role="staff")
    for who, place in (("bob@example.org", "Sportello"), ("carla@example.org", "Sportello 2")):
        booked(centre, "spid", 12, who, on=TUESDAY, place=place)
    with at(8):
        page = send(booking, "booking_move", starts_at="2026-11-24T12:00:00+01:00", version=seen)
    assert "Cambiata da qualcuno nel frattempo" in text(page)


def test_whoever_is_here_changes_only_their_place(centre):
    booking = booked(centre, "coworking", 9, place="1")
    booked(centre, "coworking", 9, "bob@example.org", place="2")
    olga = Account.objects.get(email=OLGA)
    actions.arrive(booking, by=olga, at=rome(MONDAY, 9))
    desks = {desk.name: desk.pk for desk in centre.resources.filter(kind="desk")}
    with at(9, 10):
        browser = signed_in(OLGA)
        assert "È già qui: l'orario resta." in text(page_of(booking, browser, "booking_move"))
        same_time = booking.starts_at.isoformat()
        taken = send(booking, "booking_move", browser, starts_at=same_time, place=desks["2"])
        later = send(booking, "booking_move", browser, starts_at="2026-11-23T11:00:00+01:00", place=desks["3"])
        assert (taken.status_code, later.status_code) == (409, 409)
        assert "Chi è già qui può solo cambiare posto." in text(later)
        assert send(booking, "booking_move", browser, starts_at=same_time, place=desks["3"]).status_code == 302
    assert where(booking) == (rome(MONDAY, 9), "3")
    last = BookingEvent.objects.filter(booking=booking).order_by("version").last()
    assert (last.move, last.notice_due) == ("reseat", False)


def test_a_form_that_says_nothing_is_asked_again(centre):
    booking = booked(centre, "spid", 11)
    with at(8):
        page = send(booking, "booking_move", starts_at="presto", place="x")
    assert page.status_code == 409
    assert "Scegli un orario." in text(page)
