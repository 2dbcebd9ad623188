"""A sudden closure that is near, as every page of the site says it until it is over."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from officine.catalogue.models import Centre, Closure
from officine.catalogue.wording import days_in_words, near_day_in_words, time_in_words
from officine.rules.days import instant, local_date
from officine.rules.texts import in_language, sentence

NEAR = timedelta(days=7)
UNTIL_EVENING = 23  # an end at this hour is the end of the day


class ClosedSoon(NamedTuple):
    """“Oggi siamo chiusi.” and “Neve: venire non è sicuro.”"""

    when: str
    why: str


def closes_soon(centre: str, at: datetime) -> Exists:
    """Asks, within another query, whether a centre may have one: so that all other days it costs nothing."""
    today = at.date()
    rows = Closure.objects.filter(is_sudden=True, resource=None, first_on__lte=today + NEAR, last_on__gte=today - NEAR)
    return Exists(rows.filter(centre=OuterRef(centre)))


def closed_soon(centres: Sequence[Centre], at: datetime) -> list[ClosedSoon]:
    """What to say of these centres, the soonest first; their names are said where there are several."""
    asked = {centre.pk: centre for centre in centres if getattr(centre, "closes_soon", True)}
    if not asked:
        return []
    rows = Closure.objects.filter(centre__in=asked, is_sudden=True, resource=None, last_on__gte=at.date() - NEAR)
    return [
        ClosedSoon(_when(row, asked[row.centre_id], at, is_named=len(centres) > 1), _why(row))
        for row in rows.order_by(F("first_on"), "pk")
        if _is_near(row, asked[row.centre_id], at)
    ]


def mark(centres: Iterable[Centre], *, closes_soon: bool) -> None:
    """Keeps with a centre what a query of a view has found out, so that no page asks again."""
    for centre in centres:
        centre.closes_soon = closes_soon  # type: ignore[attr-defined]


def _is_near(row: Closure, centre: Centre, at: datetime) -> bool:
    today = local_date(at, centre.zone)
    is_over = row.last_on < today or (
        row.last_on == today and row.closes is not None and instant(today, row.closes, centre.zone) <= at
    )
    return not is_over and row.first_on <= today + NEAR


def _when(row: Closure, centre: Centre, at: datetime, *, is_named: bool) -> str:
    said = {"day": _day(row, local_date(at, centre.zone)), "centre": centre.name}
    if row.opens is None or row.closes is None:
        return (_("%(centre)s, %(day)s: closed.") if is_named else _("%(day)s we are closed.")) % said
    said["from"] = time_in_words(instant(row.first_on, row.opens, centre.zone), centre.zone)
    said["to"] = time_in_words(instant(row.first_on, row.closes, centre.zone), centre.zone)
    if row.closes.hour == UNTIL_EVENING:
        named, own = _("%(centre)s, %(day)s: closed from %(from)s on."), _("%(day)s we are closed from %(from)s on.")
    else:
        named = _("%(centre)s, %(day)s: closed from %(from)s to %(to)s.")
        own = _("%(day)s we are closed from %(from)s to %(to)s.")
    return (named if is_named else own) % said


def _day(row: Closure, today: date) -> str:
    return (
        near_day_in_words(row.first_on, today)
        if row.first_on == row.last_on
        else days_in_words(row.first_on, row.last_on)
    )


def _why(row: Closure) -> str:
    return sentence(str(in_language(row.reason, get_language() or "")))
