"""The slip (`promemoria`) in large print: when, where, the code. Paper never names the service or the need."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from officine.bookings.models import Booking
from officine.bookings.qr import qr
from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.wording import day_in_words, time_in_words
from officine.frontdesk.access import staff_at_centre
from officine.rules.days import local_date
from officine.rules.texts import in_language

WAYS_UP = ("lift", "step_free")


@dataclass(frozen=True, slots=True)
class Slip:
    """All that is printed, in the language of whoever takes it home."""

    title: str
    day: str
    hour: str
    place: str
    qr: SafeString
    way: list[str]
    bring: list[str]


@require_safe
@staff_at_centre(StaffRole.Role.OPERATOR)
def slip(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """To print; what to bring only with the tick, because papers tell what somebody came for."""
    bookings = Booking.objects.select_related("person", "resource", "service", "need")
    booking = get_object_or_404(bookings, centre=centre, code=code)
    with_bring = "portare" in request.GET
    tools = {
        "name": _("To print"),
        "bring": _("With what to bring: it may tell what they come for"),
        "again": _("Show it like this"),
        "print": _("Print"),
        "back": _("Back to the booking"),
    }
    with override(booking.person.language if booking.person else get_language()):
        shown = slip_of(booking, centre, with_bring=with_bring)
        context = {"centre": centre, "booking": booking, "slip": shown, "with_bring": with_bring, "tools": tools}
        return render(request, "frontdesk/persons/slip.html", context)


def slip_of(booking: Booking, centre: Centre, *, with_bring: bool) -> Slip:
    """The slip in the active language."""
    is_desk, name = booking.service.is_for_desks, {"centre": centre.name}
    starts_at, ends_at = (time_in_words(moment, centre.zone) for moment in (booking.starts_at, booking.ends_at))
    if is_desk:
        hour = _("from %(start)s to %(end)s") % {"start": starts_at, "end": ends_at}
    else:
        hour = _("at %(time)s") % {"time": starts_at}
    return Slip(
        title=(_("Desk at %(centre)s") if is_desk else _("Appointment at %(centre)s")) % name,
        day=day_in_words(local_date(booking.starts_at, centre.zone), with_year=True),
        hour=hour,
        place=_("Desk %(number)s") % {"number": booking.resource.name} if is_desk else "",
        qr=qr(booking.code),
        way=_way_up(booking, centre),
        bring=_bring(booking) if with_bring else [],
    )


def _way_up(booking: Booking, centre: Centre) -> list[str]:
    if booking.ground_floor:
        return [_("We receive you on the ground floor: there are no stairs.")]
    said = [in_language(centre.access.get(way), get_language() or "") for way in WAYS_UP]
    return [str(each) for each in said if each]


def _bring(booking: Booking) -> list[str]:
    texts = [booking.service.bring, booking.need.bring if booking.need else {}]
    return [str(thing) for each in texts for thing in in_language(each, get_language() or "")]
