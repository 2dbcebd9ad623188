"""Where an operator wants a booking to go: what was pressed, dropped or typed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.bookings.wishes import Wish
from officine.catalogue.models import Resource
from officine.catalogue.opening import opening_days
from officine.frontdesk.visit.looking_up import seen_version
from officine.frontdesk.visit.words import there_in_words
from officine.rules.availability import Span, end_of
from officine.rules.days import instant, local_date

YEARS = range(2001, 2099)


class Unclear(Exception):  # noqa: N818 (a form that says too little is no fault of the program)
    """What was pressed is no move yet; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A time and a place (None: any), the version that was seen, and a reason to set rules aside."""

    starts_at: datetime
    place: Resource | None
    version: int
    reason: str
    is_overruling: bool

    def wish(self, booking: Booking) -> Wish:
        return Wish(booking.service, self.starts_at, None, self.place, booking.open_minutes)

    def is_where_it_is(self, booking: Booking) -> bool:
        """Whether there is nothing to move: a double click, or a block dropped where it was."""
        is_its_place = self.place is None or self.place.pk == booking.resource_id
        return is_its_place and self.starts_at == booking.starts_at

    def in_words(self, booking: Booking) -> str:
        return there_in_words(booking, self._span(booking), self.place)

    def fields(self) -> dict[str, str]:
        """The form that asks for the same again."""
        place = str(self.place.pk) if self.place else ""
        return {"starts_at": self.starts_at.isoformat(), "place": place, "reason": self.reason}

    def _span(self, booking: Booking) -> Span:
        on = local_date(self.starts_at, booking.centre.zone)
        length = booking.ends_at - booking.starts_at
        end = end_of(opening_days(booking.centre, on, on)[0].open, self.starts_at, length)
        return Span(self.starts_at, end or self.starts_at + length)


def read_asked(booking: Booking, post: QueryDict) -> Asked:
    """The move in a form: `starts_at` (without an offset: by the clock of the centre), `place`, `version`, `reason`."""
    starts_at = read_instant(post.get("starts_at", ""), booking.centre.zone)
    if starts_at is None:
        raise Unclear(_("Choose a time."))
    reason = post.get("reason", "").strip()[:500]
    return Asked(starts_at, read_place(booking, post.get("place", "")), seen_version(post), reason, "reason" in post)


def read_place(booking: Booking, text: str) -> Resource | None:
    """The desk or counter of that id, of the kind the service is for; anything else is any."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return Resource.objects.filter(
        pk=int(text), centre=booking.centre, kind=booking.service.kind, is_active=True
    ).first()


def read_date(text: str) -> date | None:
    """A date like 2026-12-01; anything else is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def read_instant(text: str, zone: ZoneInfo) -> datetime | None:
    """An instant; one without an offset is by the clock of the centre; anything else is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.year not in YEARS:
        return None
    return found.astimezone(UTC) if found.tzinfo else instant(found.date(), found.time(), zone)
