"""Without a booking at the desk: two presses to “served now”, or a number that is called."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officine.bookings import tickets
from officine.bookings.models import Booking, Ticket
from officine.bookings.walk_ins import walk_in
from tests import cast
from tests.cast import MONDAY, rome
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db
TEN = rome(MONDAY, 10)


@pytest.fixture
def house():
    with time_machine.travel(TEN, tick=False):
        centre = cast.centre()
        cast.desks(centre, 1)
        cast.coworking(centre)
        cast.counter(centre, cast.spid(centre), name="Sportello 1")
        yield centre


@pytest.fixture
def account(house):
    return staff("olga@comune.example", "operator", house)


@pytest.fixture
def olga(account):
    return signed_in("olga@comune.example")


def address(name, *args):
    return reverse(f"frontdesk:{name}", args=["allumiere", *args])


def buttons(page, name):
    """The values of the page's buttons of this name."""
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


def key(page):
    return buttons(page, "key")[0]


def number(house, account, slug="spid"):
    return tickets.take_number(house.services.get(slug=slug), by=account, at=TEN)


def occupy(house, account):
    for service in house.services.all():
        walk_in(service, by=account, at=TEN)


def test_the_page_names_the_place_of_each_service_and_one_press_serves(house, olga):
    page = olga.get(address("walk_in")).content.decode()
    assert "adesso: Sportello 1, fino alle 13:00" in page
    assert "adesso: postazione 1, fino alle 13:00" in page
    answer = olga.post(address("walk_in"), {"key": key(page), "serve": buttons(page, "serve")[1]})
    visit = Booking.objects.get()
    assert answer.url == f"{address('day', MONDAY)}#{visit.code}"
    assert (visit.service.slug, visit.resource.name, visit.status) == ("spid", "Sportello 1", "arrived")
    assert (
        "Attivazione SPID: si comincia adesso, Sportello 1, fino alle 10:45." in olga.get(answer.url).content.decode()
    )


def test_a_double_click_serves_once(house, olga):
    page = olga.get(address("walk_in")).content.decode()
    fields = {"key": key(page), "serve": buttons(page, "serve")[0]}
    assert {olga.post(address("walk_in"), fields).status_code for _ in range(2)} == {302}
    assert Booking.objects.count() == 1


def test_a_visit_is_taken_back_from_the_list(house, olga):
    page = olga.get(address("walk_in")).content.decode()
    olga.post(address("walk_in"), {"key": key(page), "serve": buttons(page, "serve")[0]})
    visit = Booking.objects.get()
    olga.post(address("undo", visit.code), {"version": visit.version})
    visit.refresh_from_db()
    assert visit.status == "expired"


def test_when_nothing_is_free_one_press_gives_a_number_with_an_honest_wait(house, account, olga):
    occupy(house, account)
    page = olga.get(address("walk_in")).content.decode()
    assert buttons(page, "serve") == []
    assert "circa 45 minuti, verso le 10:45" in page
    answer = olga.post(address("walk_in"), {"key": key(page), "number": buttons(page, "number")[1]})
    slip = olga.get(answer.url).content.decode()
    assert Ticket.objects.get().number == 1
    assert "Circa 45 minuti, verso le 10:45" in slip
    assert "SPID" not in slip


def test_when_today_is_full_another_day_is_offered(house, account):
    with time_machine.travel(rome(MONDAY, 12, 50), tick=False):
        page = signed_in(account.email).get(address("walk_in")).content.decode()
    assert "Oggi non ce la facciamo." in page
    assert f"{address('book_for')}?servizio={house.services.get(slug='spid').pk}" in page


def test_a_place_taken_meanwhile_is_said_and_the_page_shows_how_it_stands(house, account, olga):
    page = olga.get(address("walk_in")).content.decode()
    occupy(house, account)
    answer = olga.post(address("walk_in"), {"key": key(page), "serve": buttons(page, "serve")[1]})
    assert answer.status_code == 409
    assert "Dai un numero" in answer.content.decode()
    assert Booking.objects.count() == 2


def test_whoever_may_have_left_is_named_with_a_button_to_say_so(house, account):
    occupy(house, account)
    with time_machine.travel(TEN + timedelta(minutes=50), tick=False):
        page = signed_in(account.email).get(address("walk_in")).content.decode()
    assert "Il loro tempo è finito: sono andati via?" in page
    assert address("conclusion", Booking.objects.get(service__slug="spid").code) in page


def test_a_person_who_was_found_is_the_one_who_is_served(house, olga):
    alice = cast.person()
    page = olga.get(address("walk_in"), {"persona": alice.pk}).content.decode()
    fields = {"key": key(page), "serve": buttons(page, "serve")[0], "persona": buttons(page, "persona")[0]}
    olga.post(address("walk_in"), fields)
    assert Booking.objects.get().person == alice


@pytest.mark.parametrize("fields", [{}, {"serve": "1"}, {"serve": "x y"}, {"number": "99999999999999"}, {"number": ""}])
def test_what_no_button_sends_is_a_missing_page(house, olga, fields):
    assert olga.post(address("walk_in"), fields).status_code == 404


def test_the_queue_shows_who_waits_and_each_step_can_be_taken_back(house, account, olga):
    occupy(house, account)
    ticket = number(house, account)
    page = olga.get(address("queue")).content.decode()
    assert "Attivazione SPID" in page
    assert "circa 45 minuti, verso le 10:45" in page
    counter = house.resources.get(name="Sportello 1")
    olga.post(address("ticket_call", ticket.pk), {"place": counter.pk})
    page = olga.get(address("queue")).content.decode()
    assert "Chiamato: Sportello 1, 10:00" in page
    olga.post(address("ticket_undo", ticket.pk))
    olga.post(address("ticket_leave", ticket.pk))
    assert "andato via alle 10:00" in olga.get(address("queue")).content.decode()
    olga.post(address("ticket_undo", ticket.pk))
    ticket.refresh_from_db()
    assert (ticket.outcome, ticket.called_at) == ("waiting", None)


def test_a_number_is_called_again_by_whoever_sees_the_call(house, account, olga):
    ticket, counter = number(house, account), house.resources.get(name="Sportello 1")
    olga.post(address("ticket_call", ticket.pk), {"place": counter.pk})
    seen = re.search(r'name="called" value="([^"]+)"', olga.get(address("queue")).content.decode()).group(1)
    with time_machine.travel(TEN + timedelta(minutes=1), tick=False):
        olga.post(address("ticket_call", ticket.pk), {"place": counter.pk, "called": seen})
        olga.post(address("ticket_call", ticket.pk), {"place": counter.pk, "called": seen})
        page = olga.get(address("queue")).content.decode()
    assert "un collega ha fatto prima" in page
    ticket.refresh_from_db()
    assert ticket.called_at == TEN + timedelta(minutes=1)


def test_serving_begins_a_visit_and_a_second_press_changes_nothing(house, account, olga):
    ticket, counter = number(house, account), house.resources.get(name="Sportello 1")
    for _ in range(2):
        olga.post(address("ticket_serve", ticket.pk), {"place": counter.pk})
    assert Booking.objects.get().channel == "walk_in"
    assert "servito alle 10:00" in olga.get(address("queue")).content.decode()
    olga.post(address("ticket_undo", ticket.pk))
    assert Booking.objects.get().status == "expired"


def test_the_counter_of_ones_own_shift_is_proposed(house, account, olga):
    other = cast.counter(house, house.services.get(slug="spid"), name="Sportello 2")
    other.shifts.filter(on=MONDAY).update(operator=account)
    number(house, account)
    page = olga.get(address("queue")).content.decode()
    assert re.search(rf'value="{other.pk}" selected', page)


def test_yesterdays_numbers_on_a_page_left_open_are_over(house, account, olga):
    ticket = tickets.take_number(house.services.get(slug="spid"), by=account, at=TEN - timedelta(days=1))
    for step in ("ticket_call", "ticket_serve", "ticket_leave", "ticket_undo"):
        assert olga.post(address(step, ticket.pk), {"place": ticket.service.pk}).status_code == 404
    ticket.refresh_from_db()
    assert ticket.outcome == "waiting"


def test_numbers_of_another_centre_are_missing(house, account, olga):
    elsewhere = cast.spid(cast.centre(slug="tolfa", name="Tolfa"))
    ticket = tickets.take_number(elsewhere, by=account, at=TEN)
    for name in ("ticket_leave", "ticket_undo", "ticket_serve"):
        assert olga.post(address(name, ticket.pk)).status_code == 404
    assert olga.get(address("ticket", ticket.pk)).status_code == 404


@pytest.mark.parametrize("name", ["queue", "walk_in"])
def test_three_numbers_cost_no_more_queries_than_one(house, account, olga, name):
    number(house, account)
    olga.get(address(name))
    with CaptureQueriesContext(connection) as one:
        olga.get(address(name))
    number(house, account)
    number(house, account, "coworking")
    with CaptureQueriesContext(connection) as three:
        olga.get(address(name))
    assert len(three) == len(one)
