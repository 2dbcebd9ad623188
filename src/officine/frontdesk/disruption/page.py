"""The page of one disruption: who can take over, where everyone goes, and once it is applied, how it stands."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from officine.bookings import disruptions
from officine.bookings.models import DisruptedShift, Disruption
from officine.bookings.sentences import why
from officine.bookings.taking_back import undo
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.disruption.showing import page_of
from officine.people.models import Account
from officine.rules.refusals import Refused, Rule

OPERATOR = StaffRole.Role.OPERATOR


@require_safe
@staff_at_centre(OPERATOR)
def disruption(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    found = disruption_or_404(centre, number)
    context = {"centre": centre, "screen": "disruptions", "disruption": found, "page": page_of(found, timezone.now())}
    return render(request, "frontdesk/disruption/page.html", context)


@require_POST
@staff_at_centre(OPERATOR)
def disruption_cover(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """Another operator takes a shift over, or gives it back."""
    found = disruption_or_404(centre, number)
    row = _row(found, request.POST.get("shift", ""))
    to = request.POST.get("operator", "")
    if row is not None:
        try:
            operator = Account.objects.filter(pk=_number(to)).first() if to else None
            disruptions.hand_over(row, operator, at=timezone.now())
        except Refused as refused:
            _say_why(request, centre, refused)
    return redirect("frontdesk:disruption", centre.slug, number)


@require_POST
@staff_at_centre(OPERATOR)
def disruption_apply(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """Moves everyone at once, if the proposal is still what this operator was shown."""
    found = disruption_or_404(centre, number)
    try:
        seen = request.POST.get("seen") or "nothing"
        disruptions.apply(found, by=account_of(request), at=timezone.now(), seen=seen)
    except Refused as refused:
        _say_why(request, centre, refused)
    else:
        count = found.relocations.exclude(to_resource=None).count()
        told = ngettext("Applied: %(count)d booking moved.", "Applied: %(count)d bookings moved.", count)
        messages.success(request, told % {"count": count})
    return redirect("frontdesk:disruption", centre.slug, number)


@require_POST
@staff_at_centre(OPERATOR)
def disruption_undo(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """Everything back as it was, while nobody has answered."""
    found = disruption_or_404(centre, number)
    try:
        undo(found, by=account_of(request), at=timezone.now())
    except Refused as refused:
        _say_why(request, centre, refused)
    else:
        messages.success(request, _("Taken back: everything is as it was. Only those who had been told are told."))
    return redirect("frontdesk:disruption", centre.slug, number)


@require_POST
@staff_at_centre(OPERATOR)
def disruption_discard(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """A proposal is thrown away; nobody had been told of it."""
    try:
        disruptions.discard(disruption_or_404(centre, number))
    except Refused as refused:
        _say_why(request, centre, refused)
        return redirect("frontdesk:disruption", centre.slug, number)
    messages.success(request, _("The proposal is thrown away. Nothing has changed."))
    return redirect("frontdesk:disruptions", centre.slug)


def disruption_or_404(centre: Centre, number: int) -> Disruption:
    rows = Disruption.objects.select_related("operator", "resource", "made_by", "closure")
    found = get_object_or_404(rows, centre=centre, pk=number)
    found.centre = centre
    return found


def _row(found: Disruption, shift: str) -> DisruptedShift | None:
    rows = found.shifts.select_related("shift", "disruption__centre")
    return rows.filter(pk=_number(shift)).first()


def _number(said: str) -> int:
    """The id in a form; 0, which nothing has, for anything else."""
    return int(said) if said.isdecimal() and len(said) < 12 else 0


def _say_why(request: HttpRequest, centre: Centre, refused: Refused) -> None:
    if refused.rule == Rule.CHANGED:
        told = _("Something has changed in the meantime, so nothing was done. This is how it stands now: look again.")
        messages.warning(request, told)
    else:
        messages.error(request, why(refused, centre.zone))
