"""What every way of booking shares: the details, the locks on people, and the row for a wish that fits."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from officine.bookings.models import Booking
from officine.bookings.wishes import Fitted
from officine.catalogue.models import Need, Resource
from officine.database.locks import lock
from officine.people.models import Account, Person
from officine.rules.refusals import Refused, Rule


@dataclass(frozen=True, slots=True)
class Details:
    """What a person says about a visit; nothing of it is asked without a use."""

    need: Need | None = None
    deadline_on: date | None = None
    ground_floor: bool = False
    private_talk: bool = False
    with_companion: bool = False

    def as_fields(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


NO_DETAILS = Details()


def lock_people(persons: Iterable[Person], by: Account | None) -> None:
    """Locks the people whose limits count: those who come, and whoever books for them. Before any resource.

    Refuses when one of them has just turned out to be somebody else: bookings/merging.py.
    """
    ids = {person.pk for person in persons}
    if by is not None:
        ids |= set(Person.objects.filter(acting__account=by, acting__relation="self").values_list("pk", flat=True))
    if len(lock(Person.objects.filter(pk__in=ids, merged_into=None))) < len(ids):
        raise Refused(Rule.CHANGED)


def placed(fitted: Fitted, resource: Resource, channel: str) -> Booking:
    """A booking row, not written yet, for a wish that fits, at this resource."""
    service = fitted.wish.service
    return Booking(
        centre=service.centre,
        resource=resource,
        service=service,
        rule=fitted.rule,
        channel=channel,
        starts_at=fitted.span.start,
        ends_at=fitted.span.end,
        buffer_seconds=service.buffer_minutes * 60,
        blocked_until=fitted.blocked.end,
        open_minutes=fitted.open_minutes,
    )
