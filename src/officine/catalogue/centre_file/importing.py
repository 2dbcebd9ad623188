"""Brings a centre file into the database: in place where the centre exists, with nothing in use deleted."""

from datetime import datetime

from django.db import transaction

from officine.catalogue.centre_file.importing_services import bring_services, remove_services
from officine.catalogue.centre_file.importing_shifts import bring_shifts
from officine.catalogue.centre_file.reading import CentreFile, Fields, Place
from officine.catalogue.centre_file.report import ImportReport, align, remove, update
from officine.catalogue.centre_file.words import BadCentreFile
from officine.catalogue.models import Centre, Closure, OpeningHours, Resource, Season
from officine.people.models import Account, Municipality


@transaction.atomic
def import_centre(file: CentreFile, at: datetime, by: Account | None = None) -> ImportReport:
    """Makes the centre, or changes the one of the same slug, so that it is as the file says.

    Rows are matched by what people call them: a service by its slug, a desk or counter by its name, a need by its
    Italian name. What is gone from the file is deleted, or put out of use where something refers to it. Changed
    figures of a rule become a new version in force from today. Operators stay with their shifts. Existing
    bookings are not looked at here: officine.bookings.centre_import asks about them first.
    """
    town = _municipality(file.municipality)
    report = _centre(file.centre, town)
    centre = report.centre
    update(town, file.municipality, "municipality", report)
    resources = _bring_resources(centre, file.resources, report)
    services = bring_services(centre, file.services, at, by, report)
    _bring_hours(centre, file, resources, report)
    bring_shifts(centre, file, resources, services, at, report)
    remove_services(centre, services, report)
    for row in centre.resources.exclude(pk__in=[each.pk for each in resources.values()]):
        remove(row, f"{row.kind} “{row.name}”", report)
    if report.is_new:
        report.changes = [f"centre “{centre.slug}”: new"]
    return report


def _municipality(fields: Fields) -> Municipality:
    return Municipality.objects.get_or_create(cadastral_code=fields["cadastral_code"], defaults=fields)[0]


def _centre(fields: Fields, town: Municipality) -> ImportReport:
    # Locked, so that two imports at once are one after the other.
    row = Centre.objects.select_for_update(no_key=True).filter(slug=fields["slug"]).first()
    if row is None:
        return ImportReport(Centre.objects.create(municipality=town, **fields), is_new=True)
    if row.municipality_id != town.pk:
        raise BadCentreFile(
            f"centre, slug: “{row.slug}” is a centre of another municipality here, not of {town.cadastral_code}."
        )
    report = ImportReport(row, is_new=False)
    update(row, fields, "centre", report)
    return report


def _bring_resources(centre: Centre, wanted: dict[Place, Fields], report: ImportReport) -> dict[Place, Resource]:
    found = {(row.kind, row.name): row for row in centre.resources.all()}
    for (kind, name), fields in wanted.items():
        if (kind, name) in found:
            update(found[kind, name], fields, f"{kind} “{name}”", report)
        else:
            found[kind, name] = Resource.objects.create(centre=centre, kind=kind, **fields)
            report.note(f"{kind} “{name}”: new")
    return {place: found[place] for place in wanted}


def _bring_hours(centre: Centre, file: CentreFile, resources: dict[Place, Resource], report: ImportReport) -> None:
    def hours(season: Season | None, lines: list[Fields], name: str) -> None:
        rows = OpeningHours.objects.filter(centre=centre, season=season)
        align(
            rows,
            [line | {"centre": centre, "season": season} for line in lines],
            OpeningHours.objects.create,
            name,
            report,
        )

    seasons = [fields | {"centre": centre} for fields, _hours in file.seasons]
    align(centre.seasons.all(), seasons, Season.objects.create, "seasons", report)
    hours(None, file.hours, "hours")
    rows = list(centre.seasons.order_by("pk"))
    for fields, lines in file.seasons:
        season = next(row for row in rows if all(getattr(row, key) == value for key, value in fields.items()))
        rows.remove(season)
        hours(season, lines, f"hours of season “{season.name}”")
    closures = [
        fields | {"centre": centre, "resource": resources[place] if place else None} for place, fields in file.closures
    ]
    align(centre.closures.select_related("resource"), closures, Closure.objects.create, "closures", report)
