"""A notice is sent as long as nothing newer is told, and no longer."""

import pytest

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.notices.collect import collect
from officine.notices.models import Notice
from officine.notices.timely import is_overtaken
from tests import cast
from tests.cast import NOW, rome
from tests.notices.conftest import TUESDAY

pytestmark = pytest.mark.django_db


def test_another_counter_at_the_same_time_overtakes_nothing(spid, alice, book):
    """Only the staff knows of it: the letter that says when is still to go out."""
    counters = [
        spid.centre.resources.get(kind="counter"),
        cast.counter(spid.centre, spid, name="Altro sportello", days=8),
    ]
    booking = book(alice, spid, rome(TUESDAY, 9))
    collect(NOW)
    [other] = [each for each in counters if each != booking.resource]
    wish = Wish(spid, booking.starts_at, minutes=45, resource=other)
    actions.reschedule(booking, wish, by=cast.account("olga@comune.example"), at=NOW, role="staff")
    notice = Notice.objects.get()
    assert (booking.resource, is_overtaken(notice, NOW)) == (other, False)


def test_a_new_time_overtakes_it_at_once_and_when_its_own_letter_is_written(spid, alice, book):
    booking = book(alice, spid, rome(TUESDAY, 9))
    collect(NOW)
    notice = Notice.objects.get()
    wish = Wish(spid, rome(TUESDAY, 11), minutes=45)
    actions.reschedule(booking, wish, by=cast.account("olga@comune.example"), at=NOW, role="staff")
    assert is_overtaken(notice, NOW)
    collect(NOW)
    assert is_overtaken(notice, NOW)
