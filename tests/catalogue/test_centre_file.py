"""A centre as a file: what goes out comes in, and what is wrong is named."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from officine.catalogue import centre_file
from officine.catalogue.centre_file import BadCentreFile, export_centre, import_centre, read_centre
from officine.catalogue.models import (
    Centre,
    Closure,
    Need,
    OpeningHours,
    Resource,
    Rule,
    Season,
    Service,
    Shift,
    WeeklyShift,
)
from officine.people.models import Municipality
from tests import cast

SHIPPED = Path(centre_file.__file__).parent.parent / "centres" / "allumiere.toml"

FIRST = date(2026, 12, 1)


def shipped(*changes: tuple[str, str]) -> str:
    """The shipped file, with some words replaced."""
    text = SHIPPED.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return text


def brought_in(text: str, at: datetime = cast.NOW) -> Centre:
    return import_centre(read_centre(text), at).centre


def empty() -> None:
    """An installation without any centre again."""
    for model in (
        Shift,
        WeeklyShift,
        Rule,
        Need,
        Service,
        Closure,
        OpeningHours,
        Season,
        Resource,
        Centre,
        Municipality,
    ):
        model.objects.all().delete()


@pytest.mark.django_db
def test_the_shipped_file_is_the_centre_that_its_town_describes() -> None:
    centre = brought_in(shipped())
    assert centre.slug == "allumiere"
    assert centre.municipality.cadastral_code == "A210"
    assert (centre.municipality.patron_month, centre.municipality.patron_day) == (9, 8)
    assert [desk.name for desk in centre.resources.filter(kind="desk").order_by("position")] == [
        str(number) for number in range(1, 11)
    ]
    assert [service.slug for service in centre.services.order_by("position")] == [
        "coworking",
        "spid",
        "inps",
        "inail",
        "pec",
        "sussidi",
        "bandi",
        "incentivi",
        "formazione",
        "personale",
        "politiche-attive",
    ]
    assert Need.objects.filter(service__slug="sussidi").count() == 4
    assert Shift.objects.filter(centre=centre, on=cast.MONDAY).count() == 1
    assert Shift.objects.filter(centre=centre, on=cast.MONDAY + timedelta(days=1)).count() == 2


@pytest.mark.django_db
def test_the_shipped_file_invents_no_fact_that_the_town_has_not_given() -> None:
    centre = brought_in(shipped())
    assert (centre.phone, centre.email, centre.phone_hours, centre.printing, centre.access) == ("", "", {}, {}, {})
    assert [desk.offers for desk in centre.resources.all()] == [[]] * 11


@pytest.mark.django_db
def test_every_text_of_the_shipped_file_is_there_in_both_languages() -> None:
    centre = brought_in(shipped())
    texts = [centre.equipment, *(closure.reason for closure in centre.closures.all())]
    for service in centre.services.all():
        assert service.about
        texts += [service.name, service.about, service.boundary, service.bring, service.know]
    for need in Need.objects.all():
        texts += [need.name, need.bring, need.know]
    for text in filter(None, texts):
        assert sorted(text) == ["en", "it"]
        assert all(text.values())
        if isinstance(text["it"], list):
            assert len(text["it"]) == len(text["en"])


@pytest.mark.django_db
def test_a_second_import_of_the_same_file_changes_nothing() -> None:
    brought_in(shipped())
    before = list(Shift.objects.values_list("pk", flat=True))
    report = import_centre(read_centre(shipped()), cast.NOW + timedelta(hours=1))
    assert (report.is_new, report.changes, report.refused) == (False, [], [])
    assert list(Shift.objects.values_list("pk", flat=True)) == before


def full_centre() -> Centre:
    """A centre with something in every field that the file knows."""
    centre = brought_in(shipped())
    town = centre.municipality
    town.sender_name, town.sender_email = "Officine", "officine@comune.example.it"
    town.texts = {"privacy": {"it": 'Informativa\n\nriga "due" \\ fine', "en": "Notice"}, "legal": {"it": "Note"}}
    town.save()
    centre.phone, centre.email, centre.phone_hours = "0766 000000", "ufficio@example.org", {"it": "9-13"}
    centre.printing = {"en": "5 cents a page", "it": "5 centesimi a pagina"}
    centre.access = {"lift": {"it": "Sì"}, "step_free": {"it": "Dal cortile", "en": "From the yard"}}
    centre.funding = {"text": {"it": "Regione"}, "logos": ["ue.svg"], "year": 2025, "share": 0.5, "shown": True}
    centre.opened_on, centre.open_to_non_residents, centre.keeps_national_holidays = None, False, False
    centre.save()
    OpeningHours.objects.create(
        centre=centre,
        weekday=5,
        opens=time(10, 0, 30),
        closes=time(12),
        valid_from=date(2026, 1, 1),
        valid_until=date(2027, 1, 1),
    )
    OpeningHours.objects.create(centre=centre, weekday=5, opens=time(10), closes=time(12))
    Season.objects.create(centre=centre, name="Vuota", first_month=12, first_day=20, last_month=1, last_day=6)
    desk = centre.resources.get(kind="desk", name="3")
    desk.offers, desk.is_active = ["window", "socket"], False
    desk.save()
    Closure.objects.create(centre=centre, resource=desk, first_on=FIRST, last_on=FIRST, reason={"it": "Guasto"})
    Closure.objects.create(centre=centre, first_on=FIRST, last_on=FIRST, opens=time(9), closes=time(10, 30))
    counter = centre.resources.get(kind="counter")
    Closure.objects.create(centre=centre, resource=counter, first_on=FIRST, last_on=FIRST, every_year=True)
    spid = centre.services.get(slug="spid")
    spid.is_active, spid.buffer_minutes = False, 10
    spid.save()
    Need.objects.create(service=spid, position=2, name={"it": "Minore"}, is_active=False)
    Rule.objects.create(
        service=spid,
        version=2,
        in_force_from=date(2027, 1, 1),
        horizon_days=30,
        notice_minutes=0,
        cancel_until_minutes=0,
        minutes_in_7_days=90,
        made_at=datetime(2026, 11, 20, 9, 30, 1, 123456, tzinfo=UTC),
    )
    pattern = WeeklyShift.objects.create(
        centre=centre, counter=counter, weekday=5, opens=time(9), closes=time(10), valid_until=date(2027, 6, 30)
    )
    pattern.services.set([spid])
    extra = Shift.objects.create(
        centre=centre,
        counter=counter,
        on=date(2026, 11, 29),
        starts_at=cast.rome(date(2026, 11, 29), 9),
        ends_at=cast.rome(date(2026, 11, 29), 10),
    )
    extra.services.set([spid])
    return centre


@pytest.mark.django_db
def test_every_field_that_goes_out_comes_in_again_byte_for_byte() -> None:
    written = export_centre(full_centre())
    for word in ("sender_email", "keeps_national_holidays", "extra_shift", "made_at", "valid_until", "10:00:30"):
        assert word in written
    empty()
    again = brought_in(written, cast.NOW + timedelta(days=3))
    assert export_centre(again) == written


@pytest.mark.django_db
def test_an_export_is_a_file_that_changes_nothing_where_it_came_from() -> None:
    centre = full_centre()
    written = export_centre(centre)
    report = import_centre(read_centre(written), cast.NOW)
    assert (report.changes, report.refused) == ([], [])
    assert export_centre(centre) == written


@pytest.mark.django_db
def test_no_account_is_in_an_export() -> None:
    centre = brought_in(shipped())
    someone = cast.account("operatrice@example.org")
    WeeklyShift.objects.update(operator=someone)
    Rule.objects.update(made_by=someone)
    assert "operatrice" not in export_centre(centre)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("format = 1", "format = 2", "format: must be 1, not 2."),
        ("format = 1", "format 1", None),
        ('slug = "allumiere"', 'slug = "Allumiere!"', 'centre, slug: must be like “allumiere”, not "Allumiere!".'),
        (
            'timezone = "Europe/Rome"',
            'timezone = "Europe/Roma"',
            'centre, timezone: must be a time zone like “Europe/Rome”, not "Europe/Roma".',
        ),
        (
            "opened_on = 2025-12-30",
            "opened_on = 25",
            "centre, opened_on: must be a day like 2026-01-31, without quotes, not 25.",
        ),
        (
            'mon = ["09:00-13:00", "14:00-18:00"]',
            'mon = ["18:00-09:00"]',
            "hours 1, mon: “18:00-09:00” must open before it closes.",
        ),
        (
            'mon = ["09:00-13:00", "14:00-18:00"]',
            'mon = ["9-13"]',
            'hours 1, mon: must be a list like ["09:00-13:00"], not ["9-13"].',
        ),
        (
            'first = "08-01"',
            'first = "08-32"',
            'season 1 (“Agosto”), first: must be a month and a day like “09-08”, not "08-32".',
        ),
        ("last = 2025-12-24", "last = 2025-12-23", "closure 1: its last day is before its first."),
        ('name = "2"\nposition', 'name = "1"\nposition', "desk 2 (“1”): there is another desk of this name."),
        (
            '    "spid",\n',
            '    "spit",\n',
            'counter 1 (“Sportello”), shift 1, services: there is no service "spit" in this file.',
        ),
        (
            "shortest_minutes = 60",
            "shortest_minutes = 600",
            "service 1 (“coworking”): shortest_minutes is more than longest_minutes.",
        ),
        (
            "step_minutes = 30",
            "step_minutes = 0",
            "service 1 (“coworking”), step_minutes: must be a whole number from 1 to 1440, not 0.",
        ),
        ("step_minutes = 30", "step = 30", None),
        ("step_minutes = 30\n", "", "service 1 (“coworking”), step_minutes: is missing."),
        (
            'audience = "citizens"',
            'audience = "cittadini"',
            'service 2 (“spid”), audience: must be one of everyone, citizens, businesses, not "cittadini".',
        ),
        ('slug = "inps"', 'slug = "inail"', "service: there is more than one “inail”."),
        (
            "horizon_days = 14",
            "horizon_days = true",
            "service 1 (“coworking”), rule 1, horizon_days: must be a whole number from 0 to 730, not true.",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(before: str, after: str, sentence: str | None) -> None:
    with pytest.raises(BadCentreFile) as refused:
        read_centre(shipped((before, after)))
    if sentence:
        assert str(refused.value) == sentence
    assert str(refused.value).endswith(".")


def test_a_word_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(BadCentreFile, match=r"^centre, telefono: is not a word known here\. Known: slug, name, "):
        read_centre(shipped(("[centre]\n", '[centre]\ntelefono = "0766"\n')))


def test_a_service_that_is_no_text_is_named_too() -> None:
    with pytest.raises(BadCentreFile, match=r"shift 1, services: there is no service \[\] in this file"):
        read_centre(shipped(('    "spid",\n', "    [],\n")))
