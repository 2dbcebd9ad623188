"""What an import did, line by line, and the ways in which rows are brought in line with a file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.db.models.fields.reverse_related import ForeignObjectRel

from officine.catalogue.models import Centre

Fields = dict[str, Any]


@dataclass(slots=True)
class ImportReport:
    """`changes`: one line for each thing that differs now. `refused`: shifts that would overlap others, left out."""

    centre: Centre
    is_new: bool
    changes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def note(self, line: str) -> None:
        self.changes.append(line)


def update(row: Model, fields: Fields, name: str, report: ImportReport) -> None:
    """Sets the fields that differ, in place."""
    differing = [key for key, value in fields.items() if getattr(row, key) != value]
    if differing:
        for key in differing:
            setattr(row, key, fields[key])
        row.save(update_fields=differing)
        report.note(f"{name}: changed ({', '.join(differing)})")


def align(rows: Iterable[Any], wanted: list[Fields], make: Any, name: str, report: ImportReport) -> None:
    """Keeps the rows that a line describes, deletes the others, and makes those that lack; nothing refers to them."""
    left = list(wanted)
    gone = 0
    for row in rows:
        line = next((each for each in left if all(getattr(row, key) == value for key, value in each.items())), None)
        if line is None:
            row.delete()
            gone += 1
        else:
            left.remove(line)
    for line in left:
        make(**line)
    if gone or left:
        report.note(f"{name}: {gone} removed, {len(left)} added")


def remove(row: Any, name: str, report: ImportReport) -> None:
    """Deletes a row that is gone from the file; where bookings or the like refer to it, it is kept, out of use."""
    if not is_referred_to(row):
        row.delete()
        report.note(f"{name}: removed")
    elif row.is_active:
        row.is_active = False
        row.save(update_fields=["is_active"])
        report.note(f"{name}: no longer in use")


def is_referred_to(row: Model) -> bool:
    """Whether a row outside the catalogue names this one: the catalogue need not know which."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in row._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and relation.related_model._meta.app_label != row._meta.app_label
    )
