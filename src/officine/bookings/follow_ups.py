"""The next visit, booked from the one that is going on: the same person, wishes and business, by the office."""

from datetime import datetime

from officine.bookings.actions import Details, Wish, book
from officine.bookings.models import Booking
from officine.people.models import Account, Person
from officine.rules.lifecycle import Status
from officine.rules.refusals import Overruling


def follow_up(
    after: Booking, person: Person, wish: Wish, *, by: Account, at: datetime, overruling: Overruling
) -> Booking:
    """A booking of its own; the visit during which it is made is not one to come, and does not stand in its way."""
    is_same = wish.service.pk == after.service_id
    details = Details(
        need=after.need if is_same else None,
        deadline_on=after.deadline_on if is_same else None,
        ground_floor=after.ground_floor,
        private_talk=after.private_talk,
        with_companion=after.with_companion,
    )
    return book(
        wish,
        person=person,
        by=by,
        channel=Booking.Channel.COUNTER,
        at=at,
        details=details,
        business=after.business,
        role="staff",
        overruling=overruling,
        under_way=after if after.status == Status.ARRIVED else None,
    )
