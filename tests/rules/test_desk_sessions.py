"""When a session of staff is open, locked or over, and what its browser is called."""

from datetime import timedelta

import pytest

from officine.rules.desk_sessions import Standing, browser_and_system, standing
from tests.cast import NOW

TEN, SECOND = timedelta(minutes=10), timedelta(seconds=1)
HALF_DAY = timedelta(hours=12)


def test_ten_minutes_without_activity_lock_it():
    assert standing(NOW, NOW, None, NOW + TEN - SECOND, TEN) is Standing.OPEN
    assert standing(NOW, NOW, None, NOW + TEN, TEN) is Standing.LOCKED
    assert standing(NOW, NOW + TEN, None, NOW + TEN, TEN) is Standing.OPEN


def test_so_does_whoever_leaves_the_desk():
    assert standing(NOW, NOW, NOW, NOW, TEN) is Standing.LOCKED


def test_after_twelve_hours_it_is_over_however_busy():
    assert standing(NOW, NOW + HALF_DAY - SECOND, None, NOW + HALF_DAY - SECOND, TEN) is Standing.OPEN
    assert standing(NOW, NOW + HALF_DAY - SECOND, None, NOW + HALF_DAY, TEN) is Standing.OVER
    assert standing(NOW, NOW, NOW, NOW + HALF_DAY, TEN) is Standing.OVER


@pytest.mark.parametrize(
    ("user_agent", "names"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "Windows")),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
            "Safari/537.36 Edg/142.0.0.0",
            ("Edge", "Windows"),
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile "
            "Safari/537.36",
            ("Chrome", "Android"),
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.5 Mobile/15E148 Safari/604.1",
            ("Safari", "iPhone"),
        ),
        ("curl/8.5.0", ("", "")),
    ],
)
def test_browsers_are_called_as_people_call_them(user_agent, names):
    assert browser_and_system(user_agent) == names
