"""After a booking at the desk: the confirmation with its code, and the slip that never says what for."""

import pytest
from django.urls import reverse

from officine.bookings.actions import Wish, book
from officine.bookings.models import Booking
from officine.people.models import Person
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.frontdesk.asking import BOOK_FOR, form, text

pytestmark = pytest.mark.django_db


def test_the_confirmation_has_the_code_in_large_and_where_to_go_on(olga, ada):
    answer = olga.post(BOOK_FOR, form(ada), follow=True)
    booking = Booking.objects.get()
    page = text(answer)
    assert "Prenotato per Ada Bianchi" in page
    assert booking.spoken_code in page
    assert f"?persona={ada.pk}&amp;canale=phone" in page
    assert reverse("frontdesk:slip", args=["allumiere", booking.code]) in page


def slip_of(olga, ada, **asked):
    if not Booking.objects.exists():
        olga.post(BOOK_FOR, form(ada))
    return text(olga.get(reverse("frontdesk:slip", args=["allumiere", Booking.objects.get().code]), asked))


def test_the_slip_says_when_and_where_and_never_what_for(olga, ada, house):
    house.access = {"lift": {"it": "C’è l’ascensore fino al piano."}}
    house.phone = "0766 96010"
    house.save()
    house.services.filter(slug="spid").update(bring={"it": ["Tessera sanitaria"]})
    page = slip_of(olga, ada)
    assert "Appuntamento presso Officine Municipali" in page
    assert "Lunedì 23 novembre 2026" in page
    assert "alle 10:00" in page
    assert "C’è l’ascensore" in page
    assert "0766 96010" in page
    assert 'class="qr"' in page
    for told in ("SPID", "spid", "Tessera sanitaria", "Ada", "Sportello"):
        assert told not in page
    assert "Tessera sanitaria" in slip_of(olga, ada, portare="1")


def test_the_slip_is_in_the_language_of_whoever_takes_it_home(olga, ada):
    Person.objects.filter(pk=ada.pk).update(language="en")
    page = slip_of(olga, ada)
    assert 'lang="en"' in page
    assert "Appointment at Officine Municipali" in page


def test_a_booking_of_another_centre_is_missing(olga, ada):
    elsewhere = cast.centre(slug="tolfa", name="Tolfa")
    cast.desks(elsewhere, 1)
    booking = book(Wish(cast.coworking(elsewhere), rome(MONDAY, 10)), person=ada, by=None, channel="phone", at=NOW)
    for name in ("slip", "booked_for"):
        assert olga.get(reverse(f"frontdesk:{name}", args=["allumiere", booking.code])).status_code == 404
