"""Links in mails: signed, for one booking and one purpose, good until some days after the booking."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from officine.bookings.models import Booking

GOOD_AFTERWARDS = timedelta(days=7)

# The dot is safe in an address, and no mail program cuts a link there.
_signer = Signer(salt="officine.notices.manage", sep=".")


def manage_token(booking: Booking) -> str:
    """What the link carries: the booking's code and its signature. Whoever has it may move or cancel the booking."""
    return _signer.sign(booking.code)


def booking_of_token(token: str, at: datetime | None = None) -> Booking | None:
    """The booking of a link, or None when it is forged, too old, or its person was erased. Looking changes nothing."""
    try:
        code = _signer.unsign(token)
    except BadSignature:
        return None
    oldest = (at or timezone.now()) - GOOD_AFTERWARDS
    return (
        Booking.objects.select_related("centre__municipality", "service", "resource", "rule", "person", "need")
        .filter(code=code, ends_at__gt=oldest, person__isnull=False, person__erased_at=None)
        .first()
    )


def manage_url(booking: Booking) -> str:
    """The address to move or cancel a booking, in the active language."""
    return settings.PUBLIC_URL + reverse("website:link", args=[manage_token(booking)])


def home_url() -> str:
    return settings.PUBLIC_URL + reverse("website:home")
