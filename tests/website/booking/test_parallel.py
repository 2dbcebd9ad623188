"""The same form many times at once."""

from datetime import timedelta

import pytest
from django.test import Client

from officine.bookings.models import Booking, BookingEvent
from officine.rules.lifecycle import Move
from tests import cast
from tests.in_parallel import in_parallel
from tests.website.booking import steps
from tests.website.town import town

CLICKS = 50


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_make_one_booking_one_notice_and_fifty_equal_answers(clock):
    town()
    client = Client()
    steps.sign_in(client, cast.person())
    steps.hold(client, starts_at=steps.NINE + timedelta(hours=1))
    names = {"who": "other", "other_given_name": "Ada", "other_family_name": "Neri", "other_consent": "on"}
    client.post("/prenota/richiedente/", names)
    places = [booking.code for booking in client.get("/prenota/verifica/").context["flow"].held]
    cookies = client.cookies

    def click(_number):
        browser = Client()
        browser.cookies = cookies
        answer = browser.post("/prenota/verifica/", {"place": places})
        return answer.status_code, answer.url

    answers = in_parallel(CLICKS, click)
    assert set(answers) == {(302, f"/prenotazioni/{places[0]}/")}
    assert Booking.objects.filter(status="confirmed").count() == Booking.objects.count() == 1
    assert BookingEvent.objects.filter(move=Move.CONFIRM, notice_due=True).count() == 1
