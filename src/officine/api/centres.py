"""What is there to book, and when: public, and counts only."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router

from officine.api import invalid, shapes
from officine.api.problems import local
from officine.api.shapes import Availability, CentreOut, ResourceOut, ServiceOut
from officine.bookings.finding import slots
from officine.catalogue.models import Centre, Resource, Service
from officine.rules.texts import in_language

MOST_DAYS = 62

router = Router(tags=["Centres"])


@router.get("/centres", response=list[CentreOut], operation_id="list_centres", summary="The centres")
def list_centres(request: HttpRequest) -> list[Centre]:
    return list(Centre.objects.order_by("name", "pk"))


@router.get(
    "/centres/{slug:centre}/services",
    response=list[ServiceOut],
    operation_id="list_services",
    summary="What one can book at a centre",
)
def list_services(request: HttpRequest, centre: shapes.CentreSlug) -> list[dict[str, Any]]:
    language = get_language() or ""
    return [
        {
            "slug": service.slug,
            "name": in_language(service.name, language),
            "audience": service.audience,
            "minutes": service.lengths,
        }
        for service in _centre(centre).services.filter(is_active=True).order_by("position", "pk")
    ]


@router.get(
    "/centres/{slug:centre}/resources",
    response=list[ResourceOut],
    operation_id="list_resources",
    summary="The desks and counters of a centre",
)
def list_resources(request: HttpRequest, centre: shapes.CentreSlug) -> list[Resource]:
    return list(_centre(centre).resources.filter(is_active=True).order_by("kind", "position", "pk"))


@router.get(
    "/centres/{slug:centre}/availability",
    response=Availability,
    operation_id="availability",
    summary="How many places are free, and when",
)
def availability(
    request: HttpRequest,
    centre: shapes.CentreSlug,
    service: shapes.ServiceQuery,
    first: shapes.FromQuery,
    last: shapes.ToQuery,
    minutes: shapes.MinutesQuery = None,
) -> dict[str, Any]:
    """Anyone may ask. Each slot says how many places one can book now, never who has booked the others."""
    if not timedelta(0) <= last - first < timedelta(days=MOST_DAYS):
        raise invalid.parameter("to", _("This must be from 0 to %(most)d days after “from”.") % {"most": MOST_DAYS - 1})
    wanted = _service(_centre(centre), service)
    length = minutes or wanted.shortest_minutes
    if length not in wanted.lengths:
        lengths = ", ".join(map(str, wanted.lengths))
        raise invalid.parameter("minutes", _("This must be one of %(lengths)s.") % {"lengths": lengths})
    zone = wanted.centre.zone
    found = slots(wanted, first, last, length, timezone.now())
    return {
        "service": wanted.slug,
        "minutes": length,
        "timezone": wanted.centre.timezone,
        "slots": [
            {"starts_at": local(slot.start, zone), "ends_at": local(slot.end, zone), "free": free}
            for slot, free in found
        ],
    }


def _centre(slug: str) -> Centre:
    return get_object_or_404(Centre.objects.select_related("municipality"), slug=slug)


def _service(centre: Centre, slug: str) -> Service:
    service = centre.services.filter(slug=slug, is_active=True).first()
    if service is None:
        raise invalid.parameter("service", _("This centre has no such service."))
    service.centre = centre
    return service
