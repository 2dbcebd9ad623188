"""A centre file over a centre with bookings: who is touched is listed, and nothing happens without a yes."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officine.bookings.actions import Wish, book, cancel
from officine.bookings.affected import misfits
from officine.bookings.centre_import import CentreImport, import_centre_file, in_words
from officine.bookings.models import Booking
from officine.catalogue.centre_file import BadCentreFile, export_centre
from officine.catalogue.models import Centre, OpeningHours, Resource, Service
from officine.people.models import Person
from tests import cast
from tests.catalogue.test_centre_file import shipped

pytestmark = pytest.mark.django_db

TUESDAY = cast.MONDAY + timedelta(days=1)
TUE_AFTERNOON = 'tue = ["09:00-13:00", "14:00-18:00"]'
TUE_SHIFTS = 'tue = ["09:00-13:00", "14:00-17:00"]\nwed = ["09:00-13:00"]\nthu = ["09:00-13:00", "14:00-17:00"]'


@pytest.fixture
def centre() -> Centre:
    import_centre_file(shipped(), cast.NOW)
    return Centre.objects.get()


@pytest.fixture
def alice(centre: Centre) -> Person:
    return cast.person()


def booked(who: Person, slug: str, starts_at: datetime, minutes: int, desk: str | None = None) -> Booking:
    service = Service.objects.get(slug=slug)
    resource = Resource.objects.get(kind="desk", name=desk) if desk else None
    wish = Wish(service, starts_at, minutes=minutes, resource=resource)
    return book(wish, person=who, by=None, channel="phone", at=cast.NOW)


def over(*changes: tuple[str, str], yes: bool = False) -> CentreImport:
    return import_centre_file(shipped(*changes), cast.NOW, yes=yes)


def test_a_change_that_touches_no_booking_is_done_at_once(alice: Person) -> None:
    booked(alice, "coworking", cast.rome(TUESDAY, 9), 120)
    done = over((TUE_AFTERNOON, 'tue = ["09:00-13:00"]'))
    assert (done.is_done, done.affected) == (True, [])


def test_hours_cut_under_a_booking_list_it_and_change_nothing(alice: Person, centre: Centre) -> None:
    before = export_centre(centre)
    booking = booked(alice, "coworking", cast.rome(TUESDAY, 15), 120, desk="3")
    done = over((TUE_AFTERNOON, 'tue = ["09:00-13:00"]'), ('name = "10"\n', 'name = "11"\n'))
    assert (done.is_done, done.affected) == (False, [booking])
    assert in_words(done.affected[0]) == f"{booking.spoken_code}  2026-11-24  15:00-17:00  desk 3"
    assert export_centre(centre) == before


def test_with_a_yes_it_is_done_and_the_booking_stays_and_is_listed(alice: Person, centre: Centre) -> None:
    booking = booked(alice, "coworking", cast.rome(TUESDAY, 15), 120)
    done = over((TUE_AFTERNOON, 'tue = ["09:00-13:00"]'), yes=True)
    assert (done.is_done, done.affected) == (True, [booking])
    booking.refresh_from_db()
    assert (booking.status, booking.version) == ("confirmed", 0)
    assert OpeningHours.objects.filter(season=None, weekday=1).count() == 1


def test_a_whole_day_over_the_break_is_touched_when_its_afternoon_goes(alice: Person) -> None:
    booking = booked(alice, "coworking", cast.rome(TUESDAY, 9), 480)
    assert over().affected == []
    assert over((TUE_AFTERNOON, 'tue = ["09:00-13:00"]')).affected == [booking]


def test_a_desk_that_goes_lists_its_booking_and_is_kept_out_of_use(alice: Person) -> None:
    booking = booked(alice, "coworking", cast.rome(TUESDAY, 9), 60, desk="10")
    gone = ('name = "10"\n', 'name = "11"\n')
    assert over(gone).affected == [booking]
    assert Resource.objects.get(name="10").is_active
    assert over(gone, yes=True).affected == [booking]
    assert not Resource.objects.get(name="10").is_active


def test_a_closure_under_a_booking_lists_it(alice: Person) -> None:
    booking = booked(alice, "coworking", cast.rome(TUESDAY, 9), 60)
    closure = (
        '[[closure]]\nfirst = 2026-11-24\nlast = 2026-11-24\nreason = { it = "Neve", en = "Snow" }\n\n# Ten desks.'
    )
    assert over(("# Ten desks.", closure)).affected == [booking]


def test_a_closure_of_another_desk_does_not(alice: Person) -> None:
    booked(alice, "coworking", cast.rome(TUESDAY, 9), 60, desk="3")
    closure = '[[closure]]\nfirst = 2026-11-24\nlast = 2026-11-24\ndesk = "4"\n\n# Ten desks.'
    assert over(("# Ten desks.", closure)).is_done


def test_a_shift_that_goes_lists_its_appointments(alice: Person) -> None:
    booking = booked(alice, "spid", cast.rome(TUESDAY, 15), 45)
    cut = TUE_SHIFTS.replace(', "14:00-17:00"]\nwed', "]\nwed")
    done = over((TUE_SHIFTS, cut))
    assert (done.is_done, done.affected) == (False, [booking])


def test_a_service_no_longer_served_lists_its_appointments(alice: Person) -> None:
    booking = booked(alice, "spid", cast.rome(TUESDAY, 15), 45)
    assert over(('    "spid",\n', "")).affected == [booking]


def test_what_is_cancelled_or_over_is_not_touched(alice: Person) -> None:
    booking = booked(alice, "coworking", cast.rome(TUESDAY, 15), 60)
    cancel(booking, by=None, at=cast.NOW)
    booked(alice, "coworking", cast.rome(cast.MONDAY, 15), 60)
    cut = shipped(
        (TUE_AFTERNOON, 'tue = ["09:00-13:00"]'), ('mon = ["09:00-13:00", "14:00-18:00"]', 'mon = ["09:00-13:00"]')
    )
    assert import_centre_file(cut, cast.rome(TUESDAY, 8)).is_done


def test_a_booking_that_did_not_fit_before_is_not_listed_again(alice: Person) -> None:
    booked(alice, "coworking", cast.rome(TUESDAY, 15), 120)
    cut = (TUE_AFTERNOON, 'tue = ["09:00-13:00"]')
    over(cut, yes=True)
    assert (over(cut).is_done, over(cut).affected) == (True, [])


def test_a_bad_file_changes_nothing(centre: Centre) -> None:
    with pytest.raises(BadCentreFile):
        over(("horizon_days = 14", "horizon_days = -1"))
    assert export_centre(centre) == export_centre(Centre.objects.get())


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_for_touched_bookings_costs_the_same_for_one_and_for_three(alice: Person, rows: int) -> None:
    for hour in range(rows):
        booked(alice, "coworking", cast.rome(TUESDAY, 9 + hour), 60)
    centre = Centre.objects.select_related("municipality").get()
    with CaptureQueriesContext(connection) as queries:
        assert misfits(centre, cast.NOW) == []
    assert len(queries) == 5
