"""Brings in a centre file, but not over people's heads: bookings that it would touch are listed first."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from officine.bookings.affected import misfits
from officine.bookings.models import Booking
from officine.catalogue.centre_file import ImportReport, import_centre, read_centre
from officine.catalogue.models import Centre
from officine.people.models import Account


@dataclass(frozen=True, slots=True)
class CentreImport:
    """What the import did, or would do where `is_done` is false, and the bookings that it touches."""

    report: ImportReport
    affected: list[Booking]
    is_done: bool


@transaction.atomic
def import_centre_file(text: str, at: datetime, yes: bool = False, by: Account | None = None) -> CentreImport:
    """Makes or changes the centre that the file describes.

    When bookings to come would no longer fit (hours cut, a desk or a shift gone, a new closure), nothing is changed
    unless `yes`; with it the bookings stay as they are, and are reported, so that the office tells each person.
    Raises BadCentreFile.
    """
    file = read_centre(text)
    known = Centre.objects.filter(slug=file.centre["slug"]).first()
    before = {booking.pk for booking in misfits(known, at)} if known else set()
    report = import_centre(file, at, by)
    affected = [booking for booking in misfits(report.centre, at) if booking.pk not in before]
    if affected and not yes:
        transaction.set_rollback(True)
        return CentreImport(report, affected, is_done=False)
    return CentreImport(report, affected, is_done=True)


def in_words(booking: Booking) -> str:
    """Code, day, time and place, for a list in a terminal; no name."""
    zone = booking.centre.zone
    starts_at, ends_at = booking.starts_at.astimezone(zone), booking.ends_at.astimezone(zone)
    where = f"{booking.resource.kind} {booking.resource.name}"
    return f"{booking.spoken_code}  {starts_at:%Y-%m-%d  %H:%M}-{ends_at:%H:%M}  {where}"
