"""The town that the website's tests show: one centre with ten desks, and a counter for two services."""

from datetime import datetime, timedelta

from officine.bookings.models import Booking
from officine.catalogue.models import Centre, Resource, Service
from tests import cast


def town(**fields: object) -> Centre:
    made = cast.centre(**fields)
    cast.desks(made)
    cast.coworking(made)
    spid = cast.spid(made)
    bandi = cast.service(
        made,
        slug="bandi",
        kind="counter",
        audience="businesses",
        name={"it": "Consulenza su bandi", "en": "Advice on calls"},
        step_minutes=15,
        shortest_minutes=45,
        longest_minutes=45,
        horizon_days=60,
        notice_minutes=60,
        cancel_until_minutes=240,
    )
    cast.counter(made, spid, bandi)
    return made


def take(resource: Resource, service: Service, start: datetime, hours: float) -> Booking:
    """A confirmed booking of nobody in particular, straight into the database."""
    end = start + timedelta(hours=hours)
    return Booking.objects.create(
        centre=resource.centre,
        resource=resource,
        service=service,
        rule=service.rules.get(),
        channel="web",
        status="confirmed",
        starts_at=start,
        ends_at=end,
        blocked_until=end,
        open_minutes=int(hours * 60),
    )
