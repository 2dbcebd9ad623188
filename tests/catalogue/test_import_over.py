"""An import over a centre that exists: in place, by name, with nothing in use deleted and no rule edited."""

from datetime import date, time, timedelta

import pytest

from officine.bookings.models import FruitlessSearch
from officine.catalogue.centre_file import BadCentreFile, ImportReport, import_centre, read_centre
from officine.catalogue.models import Centre, Need, OpeningHours, Resource, Rule, Service, Shift, WeeklyShift
from tests import cast
from tests.catalogue.test_centre_file import brought_in, shipped

pytestmark = pytest.mark.django_db

LATER = cast.NOW + timedelta(minutes=30)


@pytest.fixture
def centre() -> Centre:
    return brought_in(shipped())


def over(*changes: tuple[str, str]) -> ImportReport:
    return import_centre(read_centre(shipped(*changes)), LATER)


def test_a_changed_text_is_changed_in_place(centre: Centre) -> None:
    before = Service.objects.get(slug="spid").pk
    assert over(('it = "Attivazione SPID"', 'it = "SPID"')).changes == ["service “spid”: changed (name)"]
    service = Service.objects.get(slug="spid")
    assert (service.pk, service.name) == (before, {"it": "SPID", "en": "SPID activation"})


def test_a_changed_figure_is_a_new_version_of_the_rules_from_today(centre: Centre) -> None:
    report = over(("horizon_days = 14", "horizon_days = 21"))
    assert report.changes == ["service “coworking”: version 2 of the rules, in force from 2026-11-23"]
    first, second = Rule.objects.filter(service__slug="coworking").order_by("version")
    assert (first.horizon_days, first.in_force_from) == (14, date(2025, 12, 30))
    assert (second.horizon_days, second.in_force_from, second.made_at) == (21, date(2026, 11, 23), LATER)


def test_the_same_changed_figure_again_is_no_third_version(centre: Centre) -> None:
    over(("horizon_days = 14", "horizon_days = 21"))
    assert over(("horizon_days = 14", "horizon_days = 21")).changes == []


def test_a_version_that_begins_later_is_added_with_its_day(centre: Centre) -> None:
    coming = """
[[service.rule]]
version = 2
in_force_from = 2027-01-01
horizon_days = 7
notice_minutes = 0
cancel_until_minutes = 120

# The help desk."""
    over(("\n# The help desk.", coming))
    latest = Rule.objects.get(service__slug="coworking", version=2)
    assert (latest.in_force_from, latest.horizon_days, latest.minutes_in_7_days) == (date(2027, 1, 1), 7, None)


def test_a_desk_that_nothing_refers_to_is_removed(centre: Centre) -> None:
    report = over(('name = "10"\nposition = 10', 'name = "11"\nposition = 11'))
    assert report.changes == ["desk “11”: new", "desk “10”: removed"]
    assert not Resource.objects.filter(name="10").exists()


def test_a_service_that_something_refers_to_is_put_out_of_use_with_its_rules(centre: Centre) -> None:
    pec = Service.objects.get(slug="pec")
    FruitlessSearch.objects.create(service=pec, on=cast.MONDAY, weekday=0, hour=9)
    text = shipped(('    "pec",\n', ""))
    start = text.index('[[service]]\nslug = "pec"')
    text = text[:start] + text[text.index("[[service]]", start + 1) :]
    assert "service “pec”: no longer in use" in import_centre(read_centre(text), LATER).changes
    pec.refresh_from_db()
    assert (pec.is_active, pec.rules.count()) == (False, 1)


def test_a_need_that_is_gone_is_removed_and_its_neighbours_stay(centre: Centre) -> None:
    stays = Need.objects.get(name__it="NASpI").pk
    report = over(('name = { it = "Altro", en = "Something else" }', 'name = { it = "Bonus", en = "Bonus" }'))
    assert report.changes == ["service “sussidi”, need “Bonus”: new", "service “sussidi”, need “Altro”: removed"]
    assert Need.objects.get(name__it="NASpI").pk == stays


def test_hours_are_brought_in_line(centre: Centre) -> None:
    report = over(('fri = ["09:00-13:00"]\n\n[[season]]', 'fri = ["10:00-13:00"]\n\n[[season]]'))
    assert report.changes == ["hours: 1 removed, 1 added"]
    assert [line.opens for line in OpeningHours.objects.filter(season=None, weekday=4)] == [time(10)]


def test_an_operator_stays_with_a_shift_whose_hours_change(centre: Centre) -> None:
    someone = cast.account("operatrice@example.org")
    WeeklyShift.objects.filter(weekday=0).update(operator=someone)
    report = over(
        (
            'mon = ["09:00-13:00"]\ntue = ["09:00-13:00", "14:00-17:00"]',
            'mon = ["10:00-13:00"]\ntue = ["09:00-13:00", "14:00-17:00"]',
        )
    )
    assert report.changes == ["shift Sportello, weekday 1, 09:00-13:00: now Sportello, weekday 1, 10:00-13:00"]
    shift = Shift.objects.get(on=cast.MONDAY)
    assert (shift.starts_at, shift.operator) == (cast.rome(cast.MONDAY, 10), someone)
    assert shift.services.count() == 10


def test_shifts_to_come_serve_what_the_file_says_and_those_begun_stay(centre: Centre) -> None:
    at_ten = cast.rome(cast.MONDAY, 10)
    import_centre(read_centre(shipped(('    "spid",\n', ""))), at_ten)
    assert Shift.objects.get(on=cast.MONDAY).services.count() == 10
    assert Shift.objects.get(on=cast.MONDAY + timedelta(days=7)).services.count() == 9


def test_a_shift_that_is_gone_ends_and_those_begun_stay_as_its_history(centre: Centre) -> None:
    at_ten = cast.rome(cast.MONDAY, 10)
    text = shipped(
        ('mon = ["09:00-13:00"]\ntue = ["09:00-13:00", "14:00-17:00"]', 'tue = ["09:00-13:00", "14:00-17:00"]')
    )
    report = import_centre(read_centre(text), at_ten)
    assert report.changes == ["shift Sportello, weekday 1, 09:00-13:00: ended"]
    assert [shift.on for shift in Shift.objects.filter(pattern__weekday=0)] == [cast.MONDAY]
    assert import_centre(read_centre(text), at_ten).changes == []


def test_a_centre_of_another_municipality_is_not_taken_over(centre: Centre) -> None:
    with pytest.raises(BadCentreFile, match=r"^centre, slug: “allumiere” is a centre of another municipality here"):
        over(('cadastral_code = "A210"', 'cadastral_code = "H501"'))


def test_two_shifts_that_overlap_are_reported(centre: Centre) -> None:
    report = over(
        (
            'wed = ["09:00-13:00"]\nthu = ["09:00-13:00", "14:00-17:00"]',
            'wed = ["09:00-13:00", "12:00-14:00"]\nthu = ["09:00-13:00", "14:00-17:00"]',
        )
    )
    assert report.refused[0] == "2026-11-25, Sportello, 12:00-14:00"
