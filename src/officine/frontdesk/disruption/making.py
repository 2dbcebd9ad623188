"""A new disruption: who or what, when, why; it leads to the proposal."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from officine.bookings.disruptions import propose
from officine.bookings.models import Booking
from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.wording import when_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.disruption.forms import AbsenceForm, ClosedForm, PlaceForm, coming_shifts

OPERATOR = StaffRole.Role.OPERATOR
# What the address says, and what one is asked then.
FORMS: dict[str, Callable[..., AbsenceForm | PlaceForm | ClosedForm]] = {
    "operatore": AbsenceForm,
    "posto": PlaceForm,
    "sede": ClosedForm,
}


class ShiftLine(NamedTuple):
    """A shift to choose."""

    pk: int
    when: str
    counter: str
    bookings: int
    is_chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(OPERATOR)
def disruption_new(request: HttpRequest, centre: Centre) -> HttpResponse:
    at, what = timezone.now(), request.GET.get("cosa", "")
    context: dict[str, Any] = {"centre": centre, "screen": "disruptions", "what": what if what in FORMS else ""}
    if what in FORMS:
        form = FORMS[what](centre, at, request.POST or None)
        if request.method == "POST" and form.is_valid():
            draft = propose(
                centre,
                form.kind,
                form.span,
                resource=form.resource,
                shifts=form.shifts,
                reason=form.reason,
                by=account_of(request),
                at=at,
            )
            return redirect("frontdesk:disruption", centre.slug, draft.pk)
        context |= {"form": form, "operators": _operators(centre, at, request) if what == "operatore" else []}
    return render(request, "frontdesk/disruption/new.html", context)


def _operators(centre: Centre, at: datetime, request: HttpRequest) -> list[tuple[str, list[ShiftLine]]]:
    """Each operator with their shifts to come, and how many people are booked in each."""
    shifts = list(coming_shifts(centre, at))
    booked = _booked(centre, shifts, at)
    chosen = request.POST.getlist("chosen")
    operators: dict[str, list[ShiftLine]] = {}
    for shift in shifts:
        when = when_in_words(shift.starts_at, shift.ends_at, centre.zone)
        line = ShiftLine(shift.pk, when, shift.counter.name, booked[shift.pk], str(shift.pk) in chosen)
        operators.setdefault(shift.operator.email or "" if shift.operator else "", []).append(line)
    return list(operators.items())


def _booked(centre: Centre, shifts: list[Any], at: datetime) -> Counter[int]:
    counted: Counter[int] = Counter()
    if not shifts:
        return counted
    rows = Booking.objects.filter(
        centre=centre,
        status=Booking.Status.CONFIRMED,
        ends_at__gt=at,
        starts_at__lt=max(shift.ends_at for shift in shifts),
    )
    times = list(rows.values_list("resource_id", "starts_at", "ends_at"))
    for shift in shifts:
        counted[shift.pk] = sum(
            resource == shift.counter_id and starts_at < shift.ends_at and ends_at > shift.starts_at
            for resource, starts_at, ends_at in times
        )
    return counted
