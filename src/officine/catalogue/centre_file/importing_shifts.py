"""Brings the weekly shifts of a centre file into the database and makes the dated shifts that follow from them."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from officine.catalogue.centre_file.reading import CentreFile, Place, ShiftLine, WeeklyShiftLine
from officine.catalogue.centre_file.report import Fields, ImportReport
from officine.catalogue.models import Centre, Resource, Service, Shift, WeeklyShift
from officine.catalogue.rota import OVERLAPS, extend_rota, rota_until
from officine.rules.days import local_date


def bring_shifts(
    centre: Centre,
    file: CentreFile,
    resources: dict[Place, Resource],
    services: dict[str, Service],
    at: datetime,
    report: ImportReport,
) -> None:
    """The weekly pattern, the shifts beside it, and the rota that follows. Shifts that have begun stay as they are."""
    _bring_patterns(centre, file.weekly_shifts, resources, services, at, report)
    _bring_extra_shifts(centre, file.shifts, resources, services, at, report)
    for pattern, on in extend_rota(centre, rota_until(centre, at)).refused:
        report.refused.append(f"{on}, {pattern.counter.name}, {pattern.opens:%H:%M}-{pattern.closes:%H:%M}")


def _bring_patterns(
    centre: Centre,
    wanted: list[WeeklyShiftLine],
    resources: dict[Place, Resource],
    services: dict[str, Service],
    at: datetime,
    report: ImportReport,
) -> None:
    rows = list(centre.weekly_shifts.order_by("opens", "pk"))
    today = local_date(at, centre.zone)
    lines = [(line, line.fields | {"counter": resources["counter", line.counter]}) for line in wanted]
    # Those that are the same in all but their services first, so that a changed one does not take their place.
    pairs = [(line, fields, _take(rows, fields)) for line, fields in lines]
    running = [row for row in rows if row.valid_until is None or row.valid_until >= today]
    for line, fields, same in pairs:
        row = same or _take(running, {key: fields[key] for key in ("counter", "weekday")})
        if row is None:
            row = WeeklyShift.objects.create(centre=centre, **fields)
            report.note(f"shift {_in_words(row)}: new")
        elif not same:
            rows.remove(row)
            _change(row, fields, at, report)
        _set_services(row, [services[slug] for slug in line.services], at, report)
    for row in rows:
        _end(row, at, report)


def _take(rows: list[WeeklyShift], fields: Fields) -> WeeklyShift | None:
    """The first row with these fields, taken out of the list."""
    row = next((each for each in rows if all(getattr(each, key) == value for key, value in fields.items())), None)
    if row is not None:
        rows.remove(row)
    return row


def _change(row: WeeklyShift, fields: Fields, at: datetime, report: ImportReport) -> None:
    """Other hours for a pattern, whose operator stays; its shifts to come are made anew."""
    before = _in_words(row)
    for key, value in fields.items():
        setattr(row, key, value)
    row.save()
    row.shifts.filter(starts_at__gt=at).delete()
    report.note(f"shift {before}: now {_in_words(row)}")


def _set_services(row: WeeklyShift, services: list[Service], at: datetime, report: ImportReport) -> None:
    if {each.pk for each in row.services.all()} == {each.pk for each in services}:
        return
    if row.services.exists():
        report.note(f"shift {_in_words(row)}: serves other services")
    row.services.set(services)
    for shift in row.shifts.filter(starts_at__gt=at):
        shift.services.set(services)


def _end(row: WeeklyShift, at: datetime, report: ImportReport) -> None:
    """Takes a pattern out: its shifts to come go; with shifts that have begun it stays, ended, as their history."""
    yesterday = local_date(at, row.centre.zone) - timedelta(days=1)
    row.shifts.filter(starts_at__gt=at).delete()
    if not row.shifts.exists():
        report.note(f"shift {_in_words(row)}: removed")
        row.delete()
    elif row.valid_until is None or row.valid_until > yesterday:
        row.valid_until = yesterday
        row.save(update_fields=["valid_until"])
        report.note(f"shift {_in_words(row)}: ended")


def _bring_extra_shifts(
    centre: Centre,
    wanted: list[ShiftLine],
    resources: dict[Place, Resource],
    services: dict[str, Service],
    at: datetime,
    report: ImportReport,
) -> None:
    rows = list(centre.shifts.filter(pattern=None).select_related("counter").order_by("starts_at", "pk"))
    for line in wanted:
        fields = line.fields | {"counter": resources["counter", line.counter]}
        row = next((each for each in rows if all(getattr(each, key) == value for key, value in fields.items())), None)
        if row is not None:
            rows.remove(row)
        else:
            row = _make(centre, fields, report)
        if row is not None:
            row.services.set([services[slug] for slug in line.services])
    for row in rows:
        if row.starts_at > at:
            report.note(f"shift on {row.on}, {row.counter.name}: removed")
            row.delete()


def _make(centre: Centre, fields: Fields, report: ImportReport) -> Shift | None:
    try:
        with transaction.atomic():
            shift = Shift.objects.create(centre=centre, **fields)
    except IntegrityError as error:
        if not any(name in str(error) for name in OVERLAPS):
            raise
        report.refused.append(f"{fields['on']}, {fields['counter'].name}, extra shift")
        return None
    report.note(f"shift on {shift.on}, {shift.counter.name}: new")
    return shift


def _in_words(row: WeeklyShift) -> str:
    return f"{row.counter.name}, weekday {row.weekday + 1}, {row.opens:%H:%M}-{row.closes:%H:%M}"
