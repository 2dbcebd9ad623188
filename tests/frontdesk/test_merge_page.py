"""The page on which two sheets of one person are joined."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from officine.bookings.actions import Wish, book
from officine.people.models import Look, Person
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    centre = cast.centre()
    cast.desks(centre, 10)
    cast.coworking(centre, active_bookings=None, minutes_in_7_days=None)
    staff("olga@comune.example", "operator", centre)
    return centre


@pytest.fixture
def olga(house):
    return house.staff_roles.get().account


def row(house, given_name="Ada", **fields):
    said = {"municipality": house.municipality, "given_name": given_name, "family_name": "Bianchi", "created_at": NOW}
    return Person.objects.create(**said | fields)


def booked(house, person, hour=9, day=0, by=None):
    wish = Wish(house.services.get(), rome(MONDAY + timedelta(days=day), hour))
    return book(wish, person=person, by=by, channel="phone", at=NOW)


def address(person):
    return reverse("frontdesk:person_merge", args=["allumiere", person.pk])


def test_the_page_shows_both_and_one_press_joins_them(house):
    kept, gone = row(house), row(house, "Adda", phone="333 1234567")
    booking = booked(house, gone)
    with time_machine.travel(NOW, tick=True):
        browser = signed_in("olga@comune.example")
        page = browser.get(address(kept), {"con": gone.pk})
        assert "Non si può tornare indietro" in page.content.decode()
        said = {"con": gone.pk, "seen": page.context["seen"], "phone": "gone", "given_name": "kept"}
        answer = browser.post(address(kept), said, follow=True).content.decode()
        assert "Ora è una scheda sola" in answer
        again = browser.get(reverse("frontdesk:person", args=["allumiere", gone.pk]))
        assert again["Location"] == reverse("frontdesk:person", args=["allumiere", kept.pk])
        assert browser.post(address(kept), said).status_code == 404
    booking.refresh_from_db()
    kept.refresh_from_db()
    assert (booking.person, kept.full_name, kept.phone) == (kept, "Ada Bianchi", "333 1234567")
    assert Look.objects.filter(person=kept).count() >= 1


def test_the_page_says_why_two_who_sign_in_cannot_be_joined(house):
    alice, ann = cast.person("alice@example.org"), cast.person("ann@example.org")
    with time_machine.travel(NOW, tick=True):
        browser = signed_in("olga@comune.example")
        page = browser.get(address(alice), {"con": ann.pk})
        assert "Entrambe accedono al sito da sole" in page.content.decode()
        assert browser.post(address(alice), {"con": ann.pk, "seen": page.context["seen"]}).status_code == 409


def test_a_state_that_is_not_what_was_shown_is_shown_again(house):
    kept, gone = row(house), row(house)
    with time_machine.travel(NOW, tick=True):
        answer = signed_in("olga@comune.example").post(address(kept), {"con": gone.pk, "seen": "x"})
    assert answer.status_code == 409
    assert "appena cambiata" in answer.content.decode()


def test_the_doubles_are_proposed_and_others_can_be_searched(house):
    kept, twin, other = row(house), row(house, "Bianchi", family_name="ADA"), row(house, "Ugo", family_name="Neri")
    with time_machine.travel(NOW, tick=True):
        browser = signed_in("olga@comune.example")
        assert f"?con={twin.pk}" in browser.get(address(kept)).content.decode()
        assert f"?con={other.pk}" in browser.post(address(kept), {"text": "neri"}).content.decode()


def test_whoever_stands_at_the_desk_meanwhile_is_served_as_the_one_who_was_kept(house):
    service = cast.spid(house)
    cast.counter(house, service)
    kept, gone = row(house), row(house, given_name="", family_name="")
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)
    with time_machine.travel(rome(MONDAY, 9), tick=True):
        form = {"serve": f"{service.pk} {service.centre.resources.get(kind='counter').pk}", "persona": gone.pk}
        signed_in("olga@comune.example").post(reverse("frontdesk:walk_in", args=[house.slug]), form)
    assert kept.bookings.count() == 1
    assert not gone.bookings.exists()
