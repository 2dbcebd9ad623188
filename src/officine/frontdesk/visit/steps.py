"""The steps of a visit that are possible now, as buttons."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy, pgettext

from officine.bookings.models import Booking
from officine.rules.days import local_date
from officine.rules.lifecycle import TAKEN_BACK_BY, Move, Status

TAKE_BACK = {
    Status.ARRIVED: gettext_lazy("Take back: arrived"),
    Status.DONE: gettext_lazy("Take back: done"),
    Status.ABSENT: gettext_lazy("Take back: absent"),
    Status.CANCELLED_BY_PERSON: gettext_lazy("Take back the cancellation"),
    Status.CANCELLED_BY_TOWN: gettext_lazy("Take back the cancellation"),
}


@dataclass(frozen=True)
class Step:
    """A button: the name of the address it posts to, and its word."""

    address: str
    label: str
    is_main: bool


def steps(booking: Booking, at: datetime) -> list[Step]:
    """Arrived, done, absent, and the last of them taken back."""
    found = []
    zone = booking.centre.zone
    is_its_day = local_date(booking.starts_at, zone) <= local_date(at, zone)
    if booking.may(Move.ARRIVE) and is_its_day:
        found.append(Step("frontdesk:arrival", pgettext("front desk", "Arrived"), booking.status == Status.CONFIRMED))
    if booking.may(Move.FINISH):
        found.append(Step("frontdesk:conclusion", pgettext("front desk", "Done"), True))
    # Nobody can be missed before the time has come.
    if booking.may(Move.MISS) and at >= booking.starts_at:
        found.append(Step("frontdesk:absence", pgettext("front desk", "Absent"), False))
    # A cancellation taken back gives the place again, which makes sense while there is something left of it.
    if Status(booking.status) in TAKEN_BACK_BY and (not booking.is_cancelled or at < booking.ends_at):
        found.append(Step("frontdesk:undo", str(TAKE_BACK[Status(booking.status)]), False))
    return found


def may_be_moved(booking: Booking) -> bool:
    """To another time while nobody has come; to another place while they are here."""
    return booking.may(Move.RESEAT) or booking.may(Move.RESCHEDULE)
