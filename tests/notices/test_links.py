"""Links in mails: signed, for one booking, and good for a while."""

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.utils.translation import override

from officine.bookings.models import Booking
from officine.notices.links import booking_of_token, manage_token, manage_url
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_a_link_finds_its_booking_and_no_other(book, coworking, alice):
    booking = book(alice, coworking)
    token = manage_token(booking)
    assert booking_of_token(token, NOW) == booking
    assert manage_token(booking) == token


@pytest.mark.parametrize("bend", [str.lower, lambda token: token[:-1], lambda token: "A" + token, lambda token: ""])
def test_a_forged_link_finds_nothing(book, coworking, alice, bend):
    assert booking_of_token(bend(manage_token(book(alice, coworking))), NOW) is None


def test_a_signature_made_for_another_purpose_finds_nothing(book, coworking, alice):
    booking = book(alice, coworking)
    assert booking_of_token(Signer(salt="another", sep=".").sign(booking.code), NOW) is None
    assert booking_of_token(booking.code, NOW) is None


def test_a_link_is_good_for_a_week_after_the_visit(book, coworking, alice):
    booking = book(alice, coworking)
    token = manage_token(booking)
    assert booking_of_token(token, booking.ends_at + timedelta(days=7, seconds=-1)) == booking
    assert booking_of_token(token, booking.ends_at + timedelta(days=7)) is None


def test_a_link_to_an_erased_person_finds_nothing(book, coworking, alice):
    token = manage_token(book(alice, coworking))
    type(alice).objects.update(erased_at=NOW)
    assert booking_of_token(token, NOW) is None
    Booking.objects.update(person=None)
    assert booking_of_token(token, NOW) is None


def test_looking_at_a_link_changes_nothing(book, coworking, alice, client, settings):
    settings.ALLOWED_HOSTS = ["officine.allumiere.example"]
    booking = book(alice, coworking)
    before = Booking.objects.filter(pk=booking.pk).values().get()
    for language in ("it", "en"):
        with override(language):
            address = manage_url(booking).removeprefix(settings.PUBLIC_URL)
        client.get(address, headers={"host": "officine.allumiere.example"})
    assert Booking.objects.filter(pk=booking.pk).values().get() == before
