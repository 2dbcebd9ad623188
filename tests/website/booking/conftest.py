import pytest
import time_machine

from tests.cast import NOW
from tests.website.town import town


@pytest.fixture
def clock():
    """Monday before opening; `clock.shift(…)` lets time pass."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def centre(db, clock):
    return town()
