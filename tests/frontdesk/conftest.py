import pytest
import time_machine

from officine.people.models import Person
from tests import cast
from tests.cast import NOW
from tests.staff import signed_in, staff


@pytest.fixture(autouse=True)
def _passwords_are_hashed_fast(settings):
    """A slow hash is the point of a hash, but not of a test run."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def house():
    """A centre with three desks, a counter for SPID, and Olga, who works there."""
    centre = cast.centre()
    cast.desks(centre, 3)
    cast.coworking(centre)
    cast.counter(centre, cast.spid(centre))
    staff("olga@comune.example", "operator", centre)
    return centre


@pytest.fixture
def olga(house):
    """Her browser, early on Monday."""
    with time_machine.travel(NOW, tick=True):
        yield signed_in("olga@comune.example")


@pytest.fixture
def ada(house):
    """Somebody without an e-mail and an account."""
    return Person.objects.create(
        municipality=house.municipality, given_name="Ada", family_name="Bianchi", phone="333 1234567", created_at=NOW
    )
