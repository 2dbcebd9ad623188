"""One booking of a disruption: another place by hand, from the next free times or those of a day, or none for now."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from officine.bookings import disruptions, leftovers
from officine.bookings.disrupted import places_for
from officine.bookings.models import Relocation
from officine.bookings.sentences import why
from officine.catalogue.models import Centre, Resource, StaffRole
from officine.catalogue.wording import day_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.dates import FIRST_DAY, LAST_DAY
from officine.frontdesk.disruption import words
from officine.people.models import Account
from officine.rules.availability import Span
from officine.rules.codes import typed
from officine.rules.refusals import Refused
from officine.rules.relocating import Place

OPERATOR = StaffRole.Role.OPERATOR
NEXT = 12
LATER, KEPT, CANCELLED = "later", "kept", "cancelled"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(OPERATOR)
def relocation(request: HttpRequest, centre: Centre, number: int, code: str) -> HttpResponse:
    row, at = _row_or_404(centre, number, code), timezone.now()
    if request.method == "POST":
        try:
            _decide(row, request.POST.get("to", ""), account_of(request), at)
        except Refused as refused:
            messages.error(request, why(refused, centre.zone))
        else:
            messages.success(request, _("Noted."))
        return redirect("frontdesk:disruption", centre.slug, number)
    return render(request, "frontdesk/disruption/one.html", _context(request, centre, row, at))


def _row_or_404(centre: Centre, number: int, code: str) -> Relocation:
    rows = Relocation.objects.select_related(
        "booking__centre",
        "booking__service",
        "booking__person",
        "booking__resource",
        "was_resource",
        "to_resource",
        "disruption__centre__municipality",
    )
    row = rows.filter(disruption__centre=centre, disruption=number, booking__code=typed(code)).first()
    if row is None:
        raise Http404
    return row


def _decide(row: Relocation, to: str, by: Account, at: datetime) -> None:
    """A proposal is changed; of what was applied, what is still to do is moved, kept or cancelled."""
    is_draft, place = row.disruption.applied_at is None, _place(to)
    if is_draft and (place or to == LATER):
        disruptions.adjust(row, place, at=at)
    elif not is_draft and place:
        leftovers.settle(row, place, by=by, at=at)
    elif not is_draft and to == KEPT:
        leftovers.keep(row, at=at)
    elif not is_draft and to == CANCELLED:
        leftovers.give_up(row, by=by, at=at)


def _context(request: HttpRequest, centre: Centre, row: Relocation, at: datetime) -> dict[str, Any]:
    on = _date(request.GET.get("giorno", ""))
    resources = Resource.objects.in_bulk(centre.resources.values_list("pk", flat=True))
    return {
        "centre": centre,
        "screen": "disruptions",
        "disruption": row.disruption,
        "row": row,
        "name": row.booking.person.full_name if row.booking.person else row.booking.spoken_code,
        "was": words.was(row),
        "goes_to": words.goes_to(row),
        "next": _options(islice(_one_for_each_time(places_for(row, at)), NEXT), resources, row),
        "on": on,
        "day": day_in_words(on) if on else "",
        "of_day": _options(sorted(_one_for_each_time(places_for(row, at, on=on)), key=_start), resources, row)
        if on
        else [],
    }


def _options(places: Iterable[Place], resources: dict[int, Resource], row: Relocation) -> list[tuple[str, str]]:
    return [(_value(place), words.place_in_words(place, resources, row)) for place in places]


def _one_for_each_time(places: Iterable[Place]) -> Iterator[Place]:
    """The place that comes first of those at the same time."""
    seen: set[Span] = set()
    for place in places:
        if place.span not in seen:
            seen.add(place.span)
            yield place


def _start(place: Place) -> datetime:
    return place.span.start


def _value(place: Place) -> str:
    """What a form sends back: the resource, and the instants in seconds."""
    return f"{place.resource} {place.span.start.timestamp():.0f} {place.span.end.timestamp():.0f}"


def _place(value: str) -> Place | None:
    parts = value.split()
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 12 for part in parts):
        return None
    resource, start, end = map(int, parts)
    return Place(resource, Span(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)))


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None
