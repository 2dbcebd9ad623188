"""Today at a glance: per counter and desk, who is there, who is late, who comes next, what is free."""

from datetime import timedelta

import pytest

from officine.bookings.actions import Wish, arrive, book
from officine.catalogue.models import Closure
from officine.frontdesk.agenda.whole_day import agenda
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    centre = cast.centre()
    cast.desks(centre, 3)
    cast.coworking(centre)
    cast.counter(centre, cast.spid(centre))
    staff("olga@comune.example", "operator", centre)
    return centre


def booked(centre, slug, hour, who):
    service = centre.services.get(slug=slug)
    starts = rome(MONDAY, hour)
    wish = Wish(service, starts, starts + timedelta(minutes=service.shortest_minutes))
    person = cast.person(f"{who}@example.org")
    return book(wish, person=person, by=cast.account_of(person), channel="web", at=NOW)


def at_a_glance(centre, hour, minute=0):
    """Of each place, its name, its state, what it says, and each person with what is said of them."""
    board = agenda(centre, MONDAY, rome(MONDAY, hour, minute)).board
    return [
        (
            card.name,
            card.state,
            card.says,
            [" ".join(filter(None, (line.before, line.name, line.after))) for line in card.lines],
        )
        for card in [*board.counters, *board.desks]
    ]


def test_each_place_says_now_next_late_or_free(house):
    arrive(booked(house, "spid", 9, "dora"), by=house.staff_roles.get().account, at=rome(MONDAY, 9))
    booked(house, "spid", 10, "ugo")
    booked(house, "coworking", 9, "alice")
    assert at_a_glance(house, 9, 12) == [
        ("Sportello", "taken", "fino alle 9:45", ["Dora Rossi", "poi 10:00 Ugo Rossi"]),
        ("Postazione 1", "late", "Prenotata", ["Alice Rossi In ritardo di 12 minuti"]),
        ("Postazione 2", "free", "Libera fino alle 18:00", []),
        ("Postazione 3", "free", "Libera fino alle 18:00", []),
    ]
    assert agenda(house, MONDAY, rome(MONDAY, 9, 12)).board.free_desks == 2
    # Nobody leaves by the clock: who is still there is there, and what was missed is the list's to settle.
    assert at_a_glance(house, 10)[0][1:3] == ("taken", "doveva finire alle 9:45")
    assert at_a_glance(house, 10)[1] == ("Postazione 1", "free", "Libera fino alle 18:00", [])


def test_out_of_hours_it_says_from_when(house):
    assert [(state, says) for _, state, says, _ in at_a_glance(house, 8)][:2] == [("off", "Dalle 9:00")] * 2
    assert at_a_glance(house, 13, 30)[0][1:3] == ("off", "Per oggi ha finito")
    assert at_a_glance(house, 18)[1][1:3] == ("off", "Per oggi ha finito")


def test_a_shift_called_off_a_day_without_a_shift_and_a_closed_day_are_said_in_words(house):
    house.shifts.filter(on=MONDAY).update(status="called_off")
    counter = agenda(house, MONDAY, rome(MONDAY, 9)).board.counters[0]
    assert (counter.state, counter.says, counter.notes) == ("off", "", ["Il turno 9:00–13:00 è annullato."])
    house.shifts.filter(on=MONDAY).delete()
    assert at_a_glance(house, 9)[0][1:3] == ("off", "Oggi nessun turno")
    Closure.objects.create(centre=house, first_on=MONDAY, last_on=MONDAY, reason={"it": "Neve"})
    assert at_a_glance(house, 9)[1][1:3] == ("off", "Oggi chiuso")


def test_a_desk_that_is_closed_by_itself_is_not_free(house):
    desk = house.resources.get(kind="desk", name="2")
    Closure.objects.create(centre=house, resource=desk, first_on=MONDAY, last_on=MONDAY, reason={"it": "Rotta"})
    assert at_a_glance(house, 9)[2] == ("Postazione 2", "off", "Oggi chiuso", [])


def test_other_days_have_no_board(house):
    assert agenda(house, MONDAY + timedelta(days=1), rome(MONDAY, 9)).board is None
