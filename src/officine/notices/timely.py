"""Whether a notice is still worth sending: nothing that a later change has made untrue ever goes out."""

from datetime import datetime

from officine.bookings.models import Booking
from officine.notices.kinds import INVITES, OF_MOVE, Kind
from officine.notices.models import Notice
from officine.people.models import SignInCode
from officine.rules.lifecycle import Status


def is_overtaken(notice: Notice, at: datetime) -> bool:
    """True for a code that counts no more, a reminder of another time, and news of which there is newer news."""
    if notice.kind == Kind.CODE:
        return not SignInCode.objects.filter(pk=notice.facts["sign_in_code"], used_at=None, expires_at__gt=at).exists()
    booking = notice.booking
    if booking is None or booking.person_id is None:
        return True
    if notice.kind == Kind.REMINDER:
        return not _is_still_to_come(booking, notice.facts["starts_at"], at)
    if _has_newer_news(booking, notice.facts["version"]):
        return True
    return notice.kind in INVITES and (booking.ends_at <= at or not booking.is_upcoming)


def _has_newer_news(booking: Booking, version: int) -> bool:
    """Whether a later event is told, or about to be. One that only the staff knows of overtakes nothing."""
    newer = dict(booking.events.filter(move__in=OF_MOVE, version__gt=version).values_list("pk", "notice_due"))
    return any(newer.values()) or Notice.objects.filter(booking=booking, facts__event__in=list(newer)).exists()


def _is_still_to_come(booking: Booking, starts_at: str, at: datetime) -> bool:
    return (
        booking.status == Status.CONFIRMED
        and booking.starts_at == datetime.fromisoformat(starts_at)
        and booking.starts_at > at
    )
