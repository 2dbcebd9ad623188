"""Which slots to offer in place of one that was refused."""

from datetime import datetime, timedelta
from typing import Any

from officine.api.problems import local
from officine.bookings.finding import alternative_slots
from officine.bookings.wishes import Wish
from officine.rules.availability import Span
from officine.rules.refusals import Refused, Rule

# These refuse the person, not the slot: another slot would be refused as well.
ABOUT_THE_PERSON = (Rule.ACTIVE_BOOKINGS, Rule.ACTIVE_UNTIL_VERIFIED, Rule.HOURS_IN_7_DAYS, Rule.SAME_TIME)


def slots_instead(refusal: Refused, wish: Wish, at: datetime) -> list[dict[str, Any]]:
    """The free slots nearest to the wish; none where another slot would not help."""
    if refusal.rule in ABOUT_THE_PERSON:
        return []
    service, zone = wish.service, wish.service.centre.zone
    span = Span(wish.starts_at, wish.starts_at + timedelta(minutes=wish.minutes or service.shortest_minutes))
    return [
        {"starts_at": local(slot.start, zone), "ends_at": local(slot.end, zone), "free": free}
        for slot, free in alternative_slots(service, span, at)
    ]
