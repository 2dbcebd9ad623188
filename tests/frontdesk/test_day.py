"""The list of a day: who comes when, and what can be said of each."""

import time
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from officine.bookings.actions import Details, Wish, arrive, book, cancel, miss
from officine.bookings.models import Booking, BookingEvent, Ticket
from officine.frontdesk.agenda.whole_day import agenda
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import SECRET, signed_in, staff, totp

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    centre = cast.centre()
    cast.desks(centre, 3)
    cast.coworking(centre)
    cast.counter(centre, cast.spid(centre))
    staff("olga@comune.example", "operator", centre)
    return centre


def booked(centre, slug, hour, who="alice@example.org", **details):
    service = centre.services.get(slug=slug)
    starts = rome(MONDAY, hour)
    person = cast.person(who)
    wish = Wish(service, starts, starts + timedelta(minutes=service.shortest_minutes))
    account = cast.account_of(person)
    return book(wish, person=person, by=account, channel="web", at=NOW, details=Details(**details))


def later_code():
    """The code of the next half minute: each member of the cast has the same app, and a code counts once."""
    return totp(SECRET, time.time() + 30)


def at(hour, minute=0):
    return time_machine.travel(rome(MONDAY, hour, minute), tick=True)


def rows(centre, moment=NOW, on=MONDAY):
    return [
        (section.title, row.hours, row.name) for section in agenda(centre, on, moment).sections for row in section.rows
    ]


def act(browser, booking, name, version=None):
    """Presses a button of the row as it stands now, or as it stood at an earlier version."""
    shown = Booking.objects.get(pk=booking.pk).version if version is None else version
    address = reverse(f"frontdesk:{name}", args=[booking.centre.slug, booking.code])
    return browser.post(address, {"version": shown}, follow=True)


def says(page):
    """The messages of a page, as a person reads them."""
    return [message.text for message in page.context["said"]]


def test_the_list_shows_each_counter_and_then_the_desks_in_the_order_of_time(house):
    booked(house, "spid", 11, "bob@example.org")
    booked(house, "coworking", 9)
    booked(house, "spid", 9, "dora@example.org")
    assert rows(house) == [
        ("Sportello", "9:00–9:45", "Dora Rossi"),
        ("Sportello", "11:00–11:45", "Bob Rossi"),
        ("Postazioni", "9:00–10:00", "Alice Rossi"),
    ]


def test_held_cancelled_and_other_days_are_not_on_it(house):
    kept = booked(house, "coworking", 9)
    gone = booked(house, "coworking", 9, "bob@example.org")
    Booking.objects.filter(pk=gone.pk).update(status="cancelled_by_person")
    assert [name for *_, name in rows(house)] == ["Alice Rossi"]
    assert rows(house, on=MONDAY + timedelta(days=1)) == []
    assert kept.status == "confirmed"


def test_an_operator_says_arrived_then_done(house):
    booking = booked(house, "spid", 9)
    with at(9, 5):
        browser = signed_in("olga@comune.example")
        assert says(act(browser, booking, "arrival")) == ["Alice Rossi è qui."]
        act(browser, booking, "conclusion")
    booking.refresh_from_db()
    assert booking.status == "done"
    moves = BookingEvent.objects.filter(role="staff").values_list("move", "by__email")
    assert list(moves) == [("arrive", "olga@comune.example"), ("finish", "olga@comune.example")]


def test_absent_can_be_said_once_the_time_has_come(house):
    booking = booked(house, "spid", 9)
    assert [step.name for step in _row(house, rome(MONDAY, 8, 59)).steps] == ["arrival"]
    with at(9, 20):
        act(signed_in("olga@comune.example"), booking, "absence")
    booking.refresh_from_db()
    assert booking.status == "absent"


def test_each_step_is_taken_back_by_the_button_of_its_message(house):
    booking = booked(house, "spid", 9)
    with at(9, 20):
        browser = signed_in("olga@comune.example")
        for steps in (["arrival"], ["arrival", "conclusion"], ["absence"]):
            for step in steps:
                said = act(browser, booking, step).context["said"][-1]
            before = {"arrival": "confirmed", "conclusion": "arrived", "absence": "confirmed"}[steps[-1]]
            assert (said.code, said.version) == (booking.code, str(Booking.objects.get(pk=booking.pk).version))
            page = act(browser, booking, "undo", version=said.version)
            assert says(page) == ["Alice Rossi: ultimo passo annullato."]
            booking.refresh_from_db()
            assert booking.status == before
            if before == "arrived":
                act(browser, booking, "undo")
    booking.refresh_from_db()
    assert (booking.status, booking.arrived_at, booking.left_at) == ("confirmed", None, None)


def test_whoever_comes_second_reads_what_changed_by_whom_and_when_and_overwrites_nothing(house):
    booking = booked(house, "spid", 9)
    staff("ivo@comune.example", "operator", house)
    seen = booking.version
    with at(9, 20):
        act(signed_in("olga@comune.example"), booking, "absence", version=seen)
        page = act(signed_in("ivo@comune.example", code=later_code()), booking, "arrival", version=seen)
    assert says(page) == [
        "Alice Rossi: qualcuno ha fatto prima, quindi non ho scritto niente. Nel frattempo: "
        "Nessuno si è presentato: olga@comune.example, oggi alle 9:20."
    ]
    assert list(BookingEvent.objects.filter(role="staff").values_list("move", flat=True)) == ["miss"]


def test_a_person_who_cancels_first_is_named_as_such(house):
    booking = booked(house, "spid", 11)
    seen = booking.version
    cancel(booking, by=cast.account_of(booking.person), at=NOW - timedelta(days=1))
    with at(10):
        page = act(signed_in("olga@comune.example"), booking, "arrival", version=seen)
    assert "Annullata dalla persona: la persona, domenica 22 novembre alle 8:00." in says(page)[0]


def test_a_step_whose_answer_was_lost_is_said_again_and_done_once(house):
    booking = booked(house, "spid", 9)
    seen = booking.version
    with at(9, 5):
        browser = signed_in("olga@comune.example")
        act(browser, booking, "arrival", version=seen)
        assert says(act(browser, booking, "arrival", version=seen)) == ["Alice Rossi è qui."]
    assert BookingEvent.objects.filter(move="arrive").count() == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_form_without_a_version_changes_nothing(house, version):
    booking = booked(house, "spid", 9)
    with at(9, 5):
        page = act(signed_in("olga@comune.example"), booking, "arrival", version=version)
    assert [message.level for message in page.context["said"]] == ["error"]
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_the_list_says_who_is_late_and_who_did_not_come(house):
    booked(house, "spid", 9)
    late = [_row(house, rome(MONDAY, 9, minute)).late for minute in (0, 1, 12, 45)]
    assert late == ["", "In ritardo di 1 minuto", "In ritardo di 12 minuti", "Non si è visto nessuno"]


def test_whoever_arrived_is_not_late(house):
    booking = booked(house, "spid", 9)
    arrive(booking, by=house.staff_roles.get().account, at=rome(MONDAY, 9, 1))
    assert _row(house, rome(MONDAY, 9, 30)).late == ""


def test_wishes_are_on_the_row(house):
    booked(house, "spid", 9, ground_floor=True, private_talk=True)
    assert _row(house, NOW).wishes == ["Accoglienza al piano terra", "Colloquio riservato"]


def test_nobody_arrives_on_a_day_to_come(house):
    booked(house, "spid", 9)
    assert _row(house, NOW - timedelta(days=1)).steps == []


def test_an_empty_day_says_so_and_a_closed_one_why(house):
    with at(8):
        browser = signed_in("olga@comune.example")
    page = browser.get(reverse("frontdesk:day", args=["allumiere", date(2026, 12, 8)])).content.decode()
    assert "Chiuso: " in page
    assert "Nessuno è atteso in questo giorno" in page


def test_a_date_that_does_not_exist_is_a_missing_page(house):
    browser = signed_in("olga@comune.example")
    for on in ("2026-02-30", "0001-01-01", "2026-1-1"):
        assert browser.get(f"/operatore/allumiere/{on}/").status_code == 404


def test_an_operator_of_another_centre_meets_a_missing_page_and_changes_nothing(house):
    elsewhere = cast.centre(slug="tolfa", name="Tolfa")
    staff("ivo@comune.example", "operator", elsewhere)
    booking = booked(house, "spid", 9)
    browser = signed_in("ivo@comune.example")
    assert act(browser, booking, "arrival").status_code == 404
    # A booking of another centre, asked for at one's own.
    own = reverse("frontdesk:arrival", args=["tolfa", booking.code])
    assert browser.post(own).status_code == 404
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_three_bookings_cost_no_more_queries_than_one(house, django_assert_num_queries):
    booked(house, "spid", 9)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with at(8):
        browser = signed_in("olga@comune.example")
        address = reverse("frontdesk:day", args=["allumiere", MONDAY])
        with CaptureQueriesContext(connection) as one:
            browser.get(address)
        booked(house, "spid", 10, "bob@example.org")
        booked(house, "coworking", 10, "dora@example.org")
        with django_assert_num_queries(len(one)):
            browser.get(address)


def test_of_a_past_day_it_says_how_many_came(house):
    came, missed, unsaid = (
        booked(house, "spid", hour, f"{who}@example.org") for hour, who in zip((9, 10, 11), "abc", strict=True)
    )
    olga = house.staff_roles.get().account
    arrive(came, by=olga, at=rome(MONDAY, 9))
    miss(missed, by=olga, at=rome(MONDAY, 10, 30))
    later = agenda(house, MONDAY, rome(MONDAY, 9) + timedelta(days=1))
    assert later.how_many == "1 persona venuta, 1 non si è presentata, di 1 non è segnato nulla"
    assert later.board is None
    assert agenda(house, MONDAY, rome(MONDAY, 10, 45)).how_many == "1 persona ancora attesa"
    assert unsaid.status == "confirmed"


def test_whoever_came_without_a_booking_is_a_row_with_a_number(house):
    walk_in = booked(house, "spid", 9)
    Booking.objects.filter(pk=walk_in.pk).update(channel="walk_in", status="arrived", person=None)
    Ticket.objects.create(centre=house, on=MONDAY, number=7, service=walk_in.service, booking=walk_in, came_at=NOW)
    row = _row(house, rome(MONDAY, 9, 5))
    assert (row.number, row.name) == (7, "Senza prenotazione")
    assert [step.label for step in row.steps] == ["Fine", "Annulla ingresso"]


def test_cancelled_ones_are_apart_and_a_shift_called_off_is_said_in_words(house):
    gone = booked(house, "spid", 9)
    Booking.objects.filter(pk=gone.pk).update(status="cancelled_by_town")
    house.shifts.filter(on=MONDAY).update(status="called_off")
    found = agenda(house, MONDAY, rome(MONDAY, 9))
    assert [row.name for row in found.cancelled] == ["Alice Rossi"]
    assert found.sections[0].called_off == ["9:00–13:00"]
    with at(9):
        page = signed_in("olga@comune.example").get(reverse("frontdesk:day", args=["allumiere", MONDAY]))
    assert "Il turno 9:00–13:00 è annullato." in page.content.decode()
    assert "1 prenotazione annullata" in page.content.decode()


def _row(centre, moment):
    return next(row for section in agenda(centre, MONDAY, moment).sections for row in section.rows)
