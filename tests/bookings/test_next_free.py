"""The next free time of several services at once is what each would be told alone."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officine.bookings.finding import first_free
from officine.bookings.next_free import next_free
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.website.town import take, town

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_the_search_for_one_service(seed):
    dice = random.Random(seed)
    centre = town()
    services = list(centre.services.all())
    coworking, counter = centre.services.get(slug="coworking"), centre.resources.get(kind="counter")
    centre.services.filter(slug="bandi").update(buffer_minutes=dice.choice([0, 15]))
    for desk in centre.resources.filter(kind="desk"):
        for day in range(dice.randrange(6)):
            take(desk, coworking, rome(MONDAY + timedelta(days=day), 9), 9)
    for day in range(dice.randrange(5)):
        take(counter, services[1], rome(MONDAY + timedelta(days=day), 9), dice.choice([1, 2.5, 4]))
    services = list(centre.services.all())
    expected = {service.pk: found[0] for service in services if (found := first_free(service, NOW, count=1))}
    assert next_free(services, NOW) == expected


def test_a_closed_counter_and_a_missing_shift_count():
    centre = town()
    spid = centre.services.get(slug="spid")
    centre.closures.create(resource=centre.resources.get(kind="counter"), first_on=MONDAY, last_on=MONDAY)
    assert next_free([spid], NOW)[spid.pk].start == rome(MONDAY + timedelta(days=1), 9)
    centre.shifts.all().delete()
    assert next_free([spid], NOW) == {}
    assert next_free([], NOW) == {}


def test_more_services_ask_no_more_queries():
    centre = town()
    with CaptureQueriesContext(connection) as few:
        next_free(list(centre.services.all()), NOW)
    for slug in ("inps", "inail"):
        made = cast.spid(centre, slug=slug)
        for shift in centre.shifts.all():
            shift.services.add(made)
    with CaptureQueriesContext(connection) as many:
        next_free(list(centre.services.all()), NOW)
    assert len(few) == len(many)
