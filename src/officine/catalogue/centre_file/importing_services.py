"""Brings the services of a centre file into the database, with their needs and the versions of their rules."""

from datetime import datetime
from typing import Any

from officine.catalogue.centre_file import layout
from officine.catalogue.centre_file.reading import Fields, ServiceLines
from officine.catalogue.centre_file.report import ImportReport, is_referred_to, remove, update
from officine.catalogue.models import Centre, Need, Rule, Service
from officine.people.models import Account
from officine.rules.days import local_date


def bring_services(
    centre: Centre, wanted: list[ServiceLines], at: datetime, by: Account | None, report: ImportReport
) -> dict[str, Service]:
    """The services that the file tells of, by slug."""
    found = {row.slug: row for row in centre.services.all()}
    brought = {}
    for lines in wanted:
        slug = lines.fields["slug"]
        name = f"service “{slug}”"
        row = found.get(slug)
        if row is None:
            row = Service.objects.create(centre=centre, **lines.fields)
            report.note(f"{name}: new")
        else:
            update(row, lines.fields, name, report)
        _bring_needs(row, lines.needs, name, report)
        _bring_rules(row, lines.rules, at, by, report)
        brought[slug] = row
    return brought


def remove_services(centre: Centre, keep: dict[str, Service], report: ImportReport) -> None:
    """Takes out the services that the file does not tell of."""
    for row in centre.services.exclude(slug__in=keep):
        if not is_referred_to(row):
            row.rules.all().delete()
        remove(row, f"service “{row.slug}”", report)


def _bring_needs(service: Service, wanted: list[Fields], name: str, report: ImportReport) -> None:
    rows = list(service.needs.order_by("pk"))
    for fields in wanted:
        row = next((each for each in rows if _called(each.name) == _called(fields["name"])), None)
        if row is None:
            Need.objects.create(service=service, **fields)
            report.note(f"{name}, need “{_called(fields['name'])}”: new")
        else:
            rows.remove(row)
            update(row, fields, f"{name}, need “{_called(row.name)}”", report)
    for row in rows:
        remove(row, f"{name}, need “{_called(row.name)}”", report)


def _called(name: dict[str, Any]) -> str:
    return str(name.get("it") or sorted(name.items()))


def _bring_rules(
    service: Service, wanted: list[Fields], at: datetime, by: Account | None, report: ImportReport
) -> None:
    """The whole history for a new service; for one that has rules, new versions from today on, and no edit.

    The file's version of the same number as the latest here (else the file's last) says what should hold now;
    the file's later versions follow it.
    """
    latest = service.rules.order_by("version").last()
    if latest is None:
        for fields in wanted:
            made_at = fields["made_at"] or at
            Rule.objects.create(service=service, **fields | {"made_at": made_at})
        return
    known = [fields for fields in wanted if fields["version"] <= latest.version]
    following = [fields for fields in wanted if fields["version"] > latest.version]
    if known and not _is_same(latest, known[-1]):
        following.insert(0, known[-1])
    today = local_date(at, service.centre.zone)
    for version, fields in enumerate(following, latest.version + 1):
        in_force_from = max(fields["in_force_from"], today)
        changed = {"version": version, "in_force_from": in_force_from, "made_at": at, "made_by": by}
        Rule.objects.create(service=service, **fields | changed)
        report.note(f"service “{service.slug}”: version {version} of the rules, in force from {in_force_from}")


def _is_same(rule: Rule, fields: Fields) -> bool:
    return all(getattr(rule, figure) == fields[figure] for figure in layout.RULE_FIGURES)
