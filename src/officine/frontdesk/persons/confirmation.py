"""What was just booked for somebody: the code to say aloud, the slip to print, and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from officine.bookings.models import Booking
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.people.looking import record_look
from officine.rules.days import local_date


@require_safe
@staff_at_centre(StaffRole.Role.OPERATOR)
def booked_for(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """The booking in one sentence, with its code in large letters."""
    booking = get_object_or_404(
        Booking.objects.select_related("person", "resource", "centre"), centre=centre, code=code
    )
    if booking.person is not None:
        record_look(booking.person, account_of(request), timezone.now())
    context = {
        "centre": centre,
        "screen": "book_for",
        "booking": booking,
        "on": local_date(booking.starts_at, centre.zone),
        "told": _told(booking),
    }
    return render(request, "frontdesk/persons/booked_for.html", context)


def _told(booking: Booking) -> str:
    """Whether anything in writing reaches them."""
    if booking.person is not None and booking.person.email:
        return _("The confirmation goes to %(email)s.") % {"email": booking.person.email}
    return _("They have no e-mail: say the code, or give them the slip.")
