"""The guard in the database: on both engines, without any Python check, and after later migrations."""

from datetime import timedelta

import pytest
from django.db import DataError, IntegrityError, connection, models, transaction

from officine.bookings.models import Booking
from officine.catalogue.models import Shift
from tests import cast
from tests.cast import MONDAY, NOW, rome


def row(desk, service, start, end, **fields):
    """A booking written past every verb."""
    return Booking.objects.create(
        **{
            "centre": desk.centre,
            "resource": desk,
            "service": service,
            "rule": service.rules.get(),
            "channel": "web",
            "status": "confirmed",
            "starts_at": start,
            "ends_at": end,
            "blocked_until": end,
            "open_minutes": 60,
        }
        | fields
    )


@pytest.fixture
def place(db):
    centre = cast.centre()
    return cast.desks(centre, 2)[0], cast.coworking(centre)


def refuses(*args, **fields):
    """Whether the database refuses the row, and by this guard."""
    try:
        with transaction.atomic():
            row(*args, **fields)
    except IntegrityError as error:
        return "bookings_no_overlap" in str(error)
    return False


@pytest.mark.parametrize(
    ("hours", "refused"),
    [((8, 9), False), ((8, 10), True), ((9, 10), True), ((10, 11), True), ((8, 13), True), ((11, 12), False)],
)
def test_spans_are_half_open(place, hours, refused):
    row(*place, rome(MONDAY, 9), rome(MONDAY, 11))
    assert refuses(*place, rome(MONDAY, hours[0]), rome(MONDAY, hours[1])) is refused


@pytest.mark.parametrize("status", Booking.Status.values)
def test_only_held_confirmed_and_arrived_keep_a_place(place, status):
    hold = {"held_until": NOW} if status == "held" else {}
    row(*place, rome(MONDAY, 9), rome(MONDAY, 11), status=status, **hold)
    assert refuses(*place, rome(MONDAY, 9), rome(MONDAY, 11)) is (status in ("held", "confirmed", "arrived"))


def test_a_booking_cannot_come_back_to_life_over_another(place):
    gone = row(*place, rome(MONDAY, 9), rome(MONDAY, 11), status="expired")
    row(*place, rome(MONDAY, 10), rome(MONDAY, 12))
    with pytest.raises(IntegrityError, match="bookings_no_overlap"), transaction.atomic():
        Booking.objects.filter(pk=gone.pk).update(status="confirmed")


def test_the_buffer_is_kept_free(place):
    row(*place, rome(MONDAY, 9), rome(MONDAY, 10), blocked_until=rome(MONDAY, 10, 15))
    assert refuses(*place, rome(MONDAY, 10), rome(MONDAY, 11))
    assert not refuses(*place, rome(MONDAY, 10, 15), rome(MONDAY, 11))


def test_microseconds_do_not_open_a_gap(place):
    row(*place, rome(MONDAY, 9), rome(MONDAY, 10) + timedelta(microseconds=1))
    assert refuses(*place, rome(MONDAY, 10), rome(MONDAY, 11))
    assert not refuses(*place, rome(MONDAY, 10) + timedelta(microseconds=1), rome(MONDAY, 11))


def test_another_desk_is_another_place(place):
    desk, service = place
    row(desk, service, rome(MONDAY, 9), rome(MONDAY, 11))
    assert not refuses(desk.centre.resources.last(), service, rome(MONDAY, 9), rome(MONDAY, 11))


def test_nothing_lasts_longer_than_a_day_so_that_looking_back_is_bounded(place):
    row(*place, rome(MONDAY, 0), rome(MONDAY + timedelta(days=1), 0))
    assert refuses(*place, rome(MONDAY, 23), rome(MONDAY + timedelta(days=1), 1))
    start = rome(MONDAY + timedelta(days=5), 0)
    assert refuses(*place, start, start + timedelta(hours=24, minutes=1))


def test_a_booking_ends_after_it_begins(place):
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        row(*place, rome(MONDAY, 9), rome(MONDAY, 9))


@pytest.mark.django_db
def test_nobody_serves_two_counters_at_once():
    centre = cast.centre()
    operator = cast.account("operator@example.org")
    one, two = cast.counter(centre, name="A", days=1), cast.counter(centre, name="B", days=1)
    Shift.objects.filter(counter=one).update(operator=operator)
    with pytest.raises(IntegrityError, match="catalogue_shift_no_overlap"), transaction.atomic():
        Shift.objects.filter(counter=two).update(operator=operator)


@pytest.mark.django_db(transaction=True)
def test_the_guard_survives_a_later_change_of_its_table():
    """SQLite forgets a trigger when Django rebuilds the table; the constraint writes it again."""
    centre = cast.centre()
    place = cast.desks(centre, 1)[0], cast.coworking(centre)
    row(*place, rome(MONDAY, 9), rome(MONDAY, 11))
    old = Booking._meta.get_field("code")
    new = models.CharField(max_length=12, unique=True)
    new.set_attributes_from_name("code")
    new.model = Booking
    for before, after in ((old, new), (new, old)):
        with connection.schema_editor() as editor:
            editor.alter_field(Booking, before, after)
        assert refuses(*place, rome(MONDAY, 10), rome(MONDAY, 12))


@pytest.mark.django_db(transaction=True)
def test_the_guard_can_be_taken_off_and_put_back():
    centre = cast.centre()
    place = cast.desks(centre, 1)[0], cast.coworking(centre)
    guard = next(each for each in Booking._meta.constraints if each.name == "bookings_no_overlap")
    spans = (rome(MONDAY, 9), rome(MONDAY, 11))
    row(*place, *spans)
    others = [each for each in Booking._meta.constraints if each is not guard]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Booking._meta, "constraints", others)
        with connection.schema_editor() as editor:
            editor.remove_constraint(Booking, guard)
    assert not refuses(*place, *spans)
    Booking.objects.last().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Booking, guard)
    assert refuses(*place, *spans)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="these pragmas are SQLite's")
@pytest.mark.django_db
def test_sqlite_writes_through_to_the_disk_before_it_says_yes():
    with connection.cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
