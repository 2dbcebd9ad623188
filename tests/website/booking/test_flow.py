"""From the held place to the confirmation."""

from datetime import timedelta

import pytest
from django.test import Client

from officine.bookings.models import Booking
from officine.people.models import Account
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.website.booking import steps
from tests.website.booking.steps import NINE, confirm, hold

pytestmark = pytest.mark.django_db


def test_a_newcomer_books_an_appointment_and_is_registered(client, centre):
    booking = steps.newcomer_books(client)
    assert (booking.status, booking.starts_at, booking.person.full_name) == ("confirmed", NINE, "Alice Rossi")
    assert booking.booked_by == Account.objects.get(email="alice@example.org")
    page = client.get(f"/prenotazioni/{booking.code}/").content.decode()
    assert "Ti aspettiamo <strong>lunedì 23 novembre alle 9:00</strong>" in page
    assert booking.spoken_code in page


def test_a_newcomer_books_a_desk(client, centre):
    booking = steps.newcomer_books(client, "coworking")
    assert (booking.service.slug, booking.status) == ("coworking", "confirmed")


def test_each_detail_arrives_at_the_booking(client, centre):
    hold(client)
    steps.details(client, ground_floor="on", private_talk="on", with_companion="on")
    steps.applicant(client)
    steps.code(client)
    page = client.get("/prenota/verifica/").content.decode()
    assert "Al piano terra, senza scale. In un colloquio riservato. Con un accompagnatore." in page
    booking = steps.booking_at(confirm(client).url)
    assert (booking.ground_floor, booking.private_talk, booking.with_companion) == (True, True, True)


def test_a_need_must_be_chosen_where_there_are_several(client, centre):
    spid = centre.services.get(slug="spid")
    needs = [spid.needs.create(name={"it": name}, position=place) for place, name in enumerate(("Nuovo", "Perso"))]
    hold(client)
    answer = steps.details(client, ground_floor="on")
    page = answer.content.decode()
    assert "Scegli di cosa hai bisogno." in page
    assert '<a href="#id_need-field">' in page or 'href="#id_need_0"' in page or 'href="#id_need"' in page
    assert answer.context["form"]["ground_floor"].value()
    assert steps.details(client, need=needs[1].pk).url == "/prenota/richiedente/"
    steps.applicant(client)
    steps.code(client)
    assert steps.booking_at(confirm(client).url).need == needs[1]


def test_a_deadline_before_the_appointment_is_pointed_out_with_earlier_times(client, centre):
    centre.services.filter(slug="spid").update(asks_deadline=True)
    hold(client, starts_at=rome(MONDAY + timedelta(days=3), 9))
    steps.details(client, deadline_on="2026-11-24")
    steps.applicant(client)
    steps.code(client)
    late = client.get("/prenota/verifica/").context["late"]
    assert late.deadline == "martedì 24 novembre"
    assert late.earlier[0].words == "lunedì 23 novembre, 9:00–9:45"


def test_every_missing_answer_gets_a_sentence_beside_its_field_and_on_top(client, centre):
    hold(client)
    answer = client.post("/prenota/richiedente/", {"who": "other", "given_name": "Alice", "phone": "abc"})
    page = answer.content.decode()
    wrong = {"other_given_name", "other_family_name", "other_consent", "family_name", "email", "phone", "privacy"}
    assert set(answer.context["form"].errors) == wrong
    assert all(page.count(f'id="id_{name}_error"') == 1 for name in wrong)
    assert all(f'href="#id_{name}"' in page for name in wrong)
    assert 'value="Alice"' in page
    assert 'value="abc"' in page


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client, centre):
    cast.person()
    hold(client)
    other = Client()
    hold(other, starts_at=rome(MONDAY, 10))
    known, unknown = steps.applicant(client), steps.applicant(other, email="nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_a_wrong_code_says_so_and_the_right_one_goes_on(client, centre):
    hold(client)
    steps.details(client)
    steps.applicant(client)
    wrong = client.post("/prenota/richiedente/codice/", {"code": "12"})
    assert "Non è il codice che ti abbiamo mandato" in wrong.content.decode()
    assert steps.code(client).url == "/prenota/verifica/"


def test_the_session_gets_a_new_key_and_keeps_the_draft(client, centre):
    hold(client)
    steps.details(client)
    steps.applicant(client)
    before = client.session.session_key
    steps.code(client)
    assert client.session.session_key != before
    assert client.get("/prenota/verifica/").status_code == 200


def test_a_second_click_leads_to_the_same_booking(client, centre):
    hold(client)
    steps.details(client)
    steps.applicant(client)
    steps.code(client)
    places = [booking.code for booking in client.get("/prenota/verifica/").context["flow"].held]
    first, again = (client.post("/prenota/verifica/", {"place": places}) for _ in range(2))
    assert first.url == again.url == f"/prenotazioni/{places[0]}/"
    assert Booking.objects.count() == 1


def test_the_back_button_after_the_confirmation_leads_to_the_booking(client, centre):
    booking = steps.newcomer_books(client)
    assert client.get("/prenota/verifica/").url == f"/prenotazioni/{booking.code}/"
    assert client.get("/prenota/richiedente/").url == f"/prenotazioni/{booking.code}/"


def test_a_limit_is_said_before_the_last_click_with_figures_and_where_to_look(client, centre):
    alice = cast.person()
    steps.sign_in(client, alice)
    hold(client)
    confirm(client)
    hold(client, starts_at=rome(MONDAY, 11))
    answer = client.get("/prenota/verifica/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'href="/prenotazioni/"' in page
    assert answer.context["offers"] == []


def test_beyond_the_hours_of_seven_days_the_offers_are_times_that_pass(client, centre):
    centre.services.get(slug="coworking").rules.update(minutes_in_7_days=120)
    alice = cast.person()
    steps.sign_in(client, alice)
    hold(client, "coworking", minutes=120)
    confirm(client)
    hold(client, "coworking", rome(MONDAY + timedelta(days=1), 9), minutes=60)
    answer = client.get("/prenota/verifica/")
    assert answer.status_code == 409
    assert answer.context["offers"][0].words == "lunedì 30 novembre, 9:00–10:00"


def test_the_review_says_how_many_hours_one_has(client, centre):
    steps.sign_in(client, cast.person())
    hold(client, "coworking", minutes=120)
    confirm(client)
    hold(client, "coworking", rome(MONDAY, 14), minutes=60)
    assert "2 di 20 ore in 7 giorni" in client.get("/prenota/verifica/").content.decode()


def test_somebody_received_on_the_ground_floor_once_is_so_again(client, centre):
    alice = cast.person()
    steps.sign_in(client, alice)
    hold(client)
    steps.details(client, ground_floor="on")
    confirm(client)
    hold(client, "coworking", rome(MONDAY, 14), minutes=60)
    assert steps.booking_at(confirm(client).url).ground_floor


def test_without_a_draft_a_step_leads_home_and_nothing_is_kept_in_caches(client, centre):
    answer = client.get("/prenota/dettagli/")
    assert answer.url == "/"
    hold(client)
    assert "no-store" in client.get("/prenota/dettagli/")["Cache-Control"]


def test_the_steps_are_named_and_centres_make_one_more(client, centre):
    hold(client)
    names = [step.name for step in client.get("/prenota/dettagli/").context["steps"]]
    assert names == ["Data e orario", "Dettagli", "Richiedente", "Verifica"]
    cast.centre(slug="tolfa", name="Tolfa")
    assert client.get("/prenota/dettagli/").context["steps"][0].name == "Luogo"


def test_the_flow_speaks_english_under_en(client, centre):
    client.post("/en/prenota/posto/", {"centre": "allumiere", "service": "spid", "starts_at": NINE.isoformat()})
    assert "We keep this place for you until" in client.get("/en/prenota/dettagli/").content.decode()


def test_a_hold_over_at_the_last_click_is_confirmed_all_the_same(client, centre, clock):
    steps.sign_in(client, cast.person())
    hold(client, starts_at=rome(MONDAY, 10))
    places = [booking.code for booking in client.get("/prenota/verifica/").context["flow"].held]
    clock.move_to(NOW + timedelta(minutes=12))
    answer = client.post("/prenota/verifica/", {"place": places})
    assert steps.booking_at(answer.url).status == "confirmed"


def test_whoever_chose_in_time_may_write_until_the_place_is_lost(client, centre, clock):
    steps.sign_in(client, cast.person())
    hold(client)  # at nine, an hour's notice: the last moment
    clock.shift(timedelta(minutes=9))
    assert steps.booking_at(confirm(client).url).status == "confirmed"


def test_a_choice_changed_in_another_tab_is_shown_again_before_it_counts(client, centre):
    steps.sign_in(client, cast.person())
    hold(client)
    places = [booking.code for booking in client.get("/prenota/verifica/").context["flow"].held]
    hold(client, starts_at=rome(MONDAY, 11))
    answer = client.post("/prenota/verifica/", {"place": places})
    assert "Nel frattempo la tua scelta è cambiata" in answer.content.decode()
    assert not Booking.objects.filter(status="confirmed").exists()
