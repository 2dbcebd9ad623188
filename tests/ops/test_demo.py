"""The demo: made-up people and bookings, staff that can sign in, and no mail that leaves."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.contrib.auth.hashers import check_password

from officine.bookings.actions import Wish, book
from officine.bookings.affected import misfits
from officine.bookings.models import Booking, BookingEvent
from officine.catalogue.centre_file import import_centre, read_centre
from officine.catalogue.models import Centre, StaffRole
from officine.ops import demo, demo_days
from officine.people.models import Account, Business, Person
from officine.rules.lifecycle import Status
from tests import cast
from tests.catalogue.test_centre_file import shipped

pytestmark = pytest.mark.django_db

# A Wednesday at 11:10 by the clock in Rome, with people at their desks.
AT = cast.rome(cast.MONDAY.replace(day=25), 11, 10)


@pytest.fixture
def mark(tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]
    settings.DEMO_MARK = tmp_path / "demo"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path / "demo"


@pytest.fixture
def centre(mark: Path, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """A centre for a shorter demo, of one week: what is tested here does not depend on its length."""
    monkeypatch.setattr(demo_days, "BACK", timedelta(days=3))
    monkeypatch.setattr(demo_days, "AHEAD", timedelta(days=2))
    return import_centre(read_centre(shipped()), AT).centre


def test_the_demo_has_people_of_every_kind(centre: Centre) -> None:
    demo.fill(AT, 1)
    assert Person.objects.filter(acting=None).exclude(phone="").exists()  # no e-mail, only a telephone
    assert Person.objects.filter(acting__relation="helper").exists()
    assert Person.objects.filter(verified_at=None).exists()
    assert Person.objects.exclude(verified_at=None).exists()
    assert Business.objects.count() == 6
    assert all(email.endswith("@example.org") for email in Account.objects.values_list("email", flat=True))


def test_the_demo_has_bookings_of_every_status_around_today(mark: Path) -> None:
    import_centre(read_centre(shipped()), AT)
    demo.fill(AT, 1)
    statuses = set(Booking.objects.values_list("status", flat=True))
    assert statuses == {
        Status.CONFIRMED,
        Status.ARRIVED,
        Status.DONE,
        Status.ABSENT,
        Status.CANCELLED_BY_PERSON,
    }
    assert Booking.objects.filter(ends_at__lt=AT).count() > 100
    assert Booking.objects.filter(starts_at__gt=AT, status=Status.CONFIRMED).count() > 30
    assert not Booking.objects.filter(ends_at__lt=AT, status=Status.CONFIRMED).exists()
    assert not BookingEvent.objects.filter(at__gt=AT).exists()


def test_every_booking_of_the_demo_fits_and_was_made_by_a_verb(centre: Centre) -> None:
    demo.fill(AT, 1)
    assert misfits(centre, AT) == []
    for booking in Booking.objects.prefetch_related("events"):
        assert [event.version for event in sorted(booking.events.all(), key=lambda event: event.version)] == list(
            range(booking.version + 1)
        )


def test_the_same_seed_makes_the_same_days_and_another_seed_others(centre: Centre) -> None:
    def days(seed: int) -> list[tuple[object, ...]]:
        Booking.objects.all().delete()
        Person.objects.all().delete()
        Account.objects.all().delete()
        demo.fill(AT, seed)
        fields = ("starts_at", "ends_at", "resource__name", "service__slug", "status", "person__family_name")
        return list(Booking.objects.order_by("starts_at", "pk").values_list(*fields))

    first = days(1)
    assert days(1) == first
    assert days(2) != first


def test_the_mails_of_what_is_over_are_not_written_now(centre: Centre) -> None:
    demo.fill(AT, 1)
    assert not BookingEvent.objects.filter(booking__ends_at__lte=AT, notice_due=True).exists()
    assert BookingEvent.objects.filter(notice_due=True).exists()


def test_the_staff_signs_in_with_what_is_printed(centre: Centre) -> None:
    lines = demo.fill(AT, 1)
    staff = [line.split() for line in lines if "@example.org" in line]
    assert [(role, email) for role, email, _password, _key in staff] == [
        ("manager", "responsabile@example.org"),
        ("operator", "operatrice@example.org"),
        ("operator", "operatore@example.org"),
    ]
    for role, email, password, key in staff:
        account = Account.objects.get(email=email)
        assert check_password(password, account.password)
        assert StaffRole.objects.get(account=account).role == role
        assert validate_totp_code(key, six_digits(lines, key))
        assert Authenticator.objects.get(user=account).type == Authenticator.Type.TOTP


def six_digits(lines: list[str], key: str) -> str:
    """What the printed command prints for a key."""
    command = re.search(r"python3 -c '(.*)' KEY", lines[-1])
    assert command
    ran = subprocess.run([sys.executable, "-c", command[1], key], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_a_second_demo_changes_nothing_and_says_the_same_again(centre: Centre, mark: Path) -> None:
    lines = demo.fill(AT, 1)
    before = Booking.objects.count()
    assert demo.fill(AT, 2) == ["This data folder holds the demo already.", *lines]
    assert Booking.objects.count() == before
    assert mark.stat().st_mode & 0o077 == 0


def test_real_bookings_are_left_alone_and_their_mail_goes_on(centre: Centre, mark: Path) -> None:
    start = cast.rome(cast.MONDAY.replace(day=26), 9)
    desks = centre.services.get(slug="coworking")
    book(Wish(desks, start, minutes=60), person=cast.person(), by=None, channel="phone", at=AT)
    with pytest.raises(SystemExit, match=r"^This data folder holds real bookings"):
        demo.fill(AT, 1)
    assert not mark.exists()
    assert Person.objects.count() == 1


def test_without_a_centre_there_is_nothing_to_fill(mark: Path) -> None:
    with pytest.raises(SystemExit, match=r"^There is no centre yet"):
        demo.fill(AT, 1)
    assert not mark.exists()
