"""A town with desks and a counter, people who book there, and mail servers of several tempers on loopback."""

import pytest

from officine.bookings import actions
from officine.bookings.actions import Details, Wish
from officine.bookings.models import Booking
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.notices.servers import Server


@pytest.fixture
def centre():
    town = cast.municipality(sender_name="Officine di Allumiere", sender_email="officine@allumiere.example")
    made = cast.centre(municipality=town, address="Torrione, Allumiere")
    cast.desks(made, 4)
    return made


@pytest.fixture
def coworking(centre):
    return cast.coworking(centre)


@pytest.fixture
def spid(centre):
    service = cast.spid(centre, bring={"it": ["Tessera sanitaria"], "en": ["Health card"]}, active_bookings=None)
    cast.counter(centre, service, days=8)
    return service


@pytest.fixture
def alice():
    return cast.person("alice@example.org", phone="0766 96010")


@pytest.fixture
def book():
    """Books for a person by its own account, or the one given; on the Tuesday after, at 9, unless said otherwise."""

    def act(person, service, start=None, *, at=NOW, by=None, channel="web", **details) -> Booking:
        minutes = 60 if service.is_for_desks else 45
        wish = Wish(service, start or rome(TUESDAY, 9), minutes=minutes)
        by = by or cast.account_of(person)
        return actions.book(wish, person=person, by=by, channel=channel, at=at, details=Details(**details))

    return act


@pytest.fixture
def server(settings):
    """A mail server that takes everything, until told otherwise."""
    with Server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 2
        yield running


TUESDAY = MONDAY.replace(day=MONDAY.day + 1)


@pytest.fixture(autouse=True)
def public_url(settings):
    settings.PUBLIC_URL = "https://officine.allumiere.example"
