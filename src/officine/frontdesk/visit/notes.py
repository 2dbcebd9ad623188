"""Short notes on a visit that only staff see; one's own can be taken away again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from officine.bookings.models import BookingNote
from officine.bookings.notes import LONGEST_NOTE, take_note
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.visit.looking_up import booking_or_404
from officine.frontdesk.visit.page import show

OPERATOR = StaffRole.Role.OPERATOR


@require_POST
@staff_at_centre(OPERATOR)
def note(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    found, at = booking_or_404(centre, code), timezone.now()
    text = request.POST.get("note", "").strip()
    if not text:
        return show(request, found, at, wrong={"note": _("Write the note first.")}, status=400)
    if len(text) > LONGEST_NOTE:
        wrong = _("Keep it under %(count)d characters.") % {"count": LONGEST_NOTE}
        return show(request, found, at, wrong={"note": wrong}, status=400)
    take_note(found, text, by=account_of(request), at=at)
    messages.success(request, _("The note is kept."))
    return redirect("frontdesk:booking", centre.slug, found.code)


@require_POST
@staff_at_centre(OPERATOR)
def note_remove(request: HttpRequest, centre: Centre, code: str, number: int) -> HttpResponse:
    found = booking_or_404(centre, code)
    own = found.notes.filter(kind=BookingNote.Kind.VISIT, by=account_of(request))
    get_object_or_404(own, pk=number).delete()
    messages.success(request, _("The note is taken away."))
    return redirect("frontdesk:booking", centre.slug, found.code)
