"""A house with a counter and two desks, for whoever comes: what the tests of walk-ins and of numbers share."""

from datetime import timedelta

import pytest

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.rules.refusals import Refused
from tests import cast
from tests.cast import MONDAY, NOW, rome

TEN = rome(MONDAY, 10)
MINUTE = timedelta(minutes=1)


def a_counter_and_two_desks():
    centre = cast.centre()
    cast.desks(centre, 2)
    cast.coworking(centre)
    cast.counter(centre, cast.spid(centre), name="Sportello 1")
    return centre


def book(service, start, who="alice@example.org", **wish):
    person = cast.person(who)
    return actions.book(Wish(service, start, **wish), person=person, by=None, channel="phone", at=NOW, role="staff")


def refused(verb, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        verb(*args, **kwargs)
    return caught.value.rule
