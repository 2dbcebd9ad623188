"""The first click: a place is kept, or the way to another one is shown."""

from datetime import timedelta

import pytest
from django.test import Client

from officine.bookings.models import Booking, FruitlessSearch
from tests import cast
from tests.cast import MONDAY, rome
from tests.website.booking import steps
from tests.website.booking.steps import hold

pytestmark = pytest.mark.django_db
TEN = rome(MONDAY, 10)


def test_a_newcomer_is_asked_first_for_details_of_an_appointment(client, centre):
    answer = hold(client)
    assert (answer.status_code, answer.url) == (302, "/prenota/dettagli/")
    page = client.get(answer.url).content.decode()
    assert "Ti teniamo questo posto fino alle <strong>8:10</strong>" in page


def test_for_a_desk_a_newcomer_goes_straight_to_their_name(client, centre):
    assert hold(client, "coworking", minutes=120).url == "/prenota/richiedente/"


def test_somebody_we_know_goes_straight_to_the_last_step(client, centre):
    steps.sign_in(client, cast.person())
    assert hold(client, "coworking", minutes=120).url == "/prenota/verifica/"
    assert hold(client, "spid").url == "/prenota/verifica/"


def test_the_key_of_a_hold_is_not_the_token_of_the_browser(client, centre):
    hold(client)
    [held] = Booking.objects.all()
    assert client.session["browser"] not in (held.hold_key, held.hold_network)
    assert (len(held.hold_key), len(held.hold_network)) == (64, 64)


def test_a_place_just_taken_gets_the_nearest_alternatives_as_buttons(client, centre):
    hold(Client())
    answer = hold(client)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Questo posto è appena stato preso" in page
    offers = [offer.words for offer in answer.context["offers"]]
    assert offers[0] == "lunedì 23 novembre, 9:45–10:30"
    offer = answer.context["offers"][0]
    assert hold(client, starts_at=rome(MONDAY, 9, 45), ends_at=offer.ends_at).status_code == 302


def test_a_desk_just_taken_is_offered_at_another_desk_at_the_same_time(client, centre):
    desk = centre.resources.filter(kind="desk").first()
    hold(Client(), "coworking", resource=desk.pk, minutes=60)
    answer = hold(client, "coworking", resource=desk.pk, minutes=60)
    assert answer.context["offers"][0].note == "a un'altra postazione"
    assert answer.context["offers"][0].words == "lunedì 23 novembre, 9:00–10:00"


def test_what_was_typed_stays_when_another_time_is_chosen(client, centre):
    hold(client)
    steps.details(client, private_talk="on")
    steps.applicant(client, who="other", other_given_name="Ada", other_family_name="Neri", other_consent="on")
    hold(client, starts_at=rome(MONDAY, 10))
    page = client.get("/prenota/richiedente/").content.decode()
    assert 'value="Ada"' in page
    assert 'value="alice@example.org"' in page
    assert client.get("/prenota/dettagli/").context["form"]["private_talk"].value() is True


def test_another_service_asks_its_own_details(client, centre):
    hold(client)
    steps.details(client, private_talk="on")
    assert hold(client, "bandi", rome(MONDAY, 11)).url == "/prenota/dettagli/"


def test_giving_the_place_back_frees_it_and_forgets_what_was_typed(client, centre):
    hold(client)
    assert client.post("/prenota/rinuncia/").url == "/"
    assert Booking.objects.get().status == "expired"
    assert hold(Client()).status_code == 302
    assert client.get("/prenota/dettagli/").url == "/"


def test_a_hold_that_ran_out_is_held_again_at_once(client, centre, clock):
    hold(client, starts_at=TEN)
    clock.shift(timedelta(minutes=11))
    assert steps.details(client).url == "/prenota/richiedente/"
    assert Booking.objects.filter(status="held", starts_at=TEN).count() == 1


def test_what_was_sent_after_the_place_was_lost_is_not_lost(client, centre, clock):
    hold(client, starts_at=TEN)
    clock.shift(timedelta(minutes=11))
    hold(Client(), starts_at=TEN)
    answer = steps.details(client, ground_floor="on")
    assert answer.status_code == 409
    hold(client, starts_at=rome(MONDAY, 11))
    assert client.get("/prenota/dettagli/").context["form"]["ground_floor"].value() == "on"


@pytest.mark.parametrize("fields", [{"starts_at": "tomorrow"}, {"starts_at": "2026-11-23T09:00"}])
def test_a_time_that_cannot_be_read_leads_back_to_the_times(client, centre, fields):
    answer = client.post("/prenota/posto/", {"centre": "allumiere", "service": "spid", **fields})
    assert answer.url == "/sedi/allumiere/servizi/spid/orari/"


def test_unclear_hours_at_a_desk_lead_back_to_the_day_with_what_was_chosen(client, centre):
    fields = {"on": "2026-11-23", "part": "hours", "from": "x", "to": "y", "resource": "3"}
    answer = client.post("/prenota/posto/", {"centre": "allumiere", "service": "coworking", **fields})
    assert answer.url == "/sedi/allumiere/postazioni/2026-11-23/?part=hours&from=x&to=y&resource=3&error=1"


def test_a_service_that_is_not_there_is_missing(client, centre):
    assert hold(client, "pizza").status_code == 404


def test_a_search_in_vain_is_counted_without_who(client, centre):
    hold(client, "spid")
    other = Client()
    for _time in range(2):
        assert hold(other, "spid").status_code == 409
    [vain] = FruitlessSearch.objects.all()
    assert (vain.service.slug, vain.on, vain.times) == ("spid", MONDAY, 2)
