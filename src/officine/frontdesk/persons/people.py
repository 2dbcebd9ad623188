"""People: looking for one, and the page of one; every look at it is recorded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from officine.bookings.merging import helpers_of
from officine.bookings.models import BookingNote
from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.wording import begins_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.persons.finding_people import as_matches, matches
from officine.frontdesk.persons.reach import event_in_words, look_in_words, person_or_404
from officine.frontdesk.persons.record import record_of
from officine.frontdesk.persons.sheet import Sheet
from officine.people.duplicates import duplicates_of
from officine.people.looking import record_look
from officine.people.models import Person
from officine.people.register import own_account

OPERATOR = StaffRole.Role.OPERATOR
LATEST = 10


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(OPERATOR)
def people(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Search: by POST, so that no name stands in an address."""
    sheet = Sheet(centre, timezone.now())
    if request.method == "POST":
        sheet.text = request.POST.get("text", "")
        sheet.found = matches(centre, sheet.text)
    return render(request, "frontdesk/persons/people.html", {"centre": centre, "screen": "people", "sheet": sheet})


@require_safe
@staff_at_centre(OPERATOR)
def person(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """All that the desk knows of somebody; who was merged leads to whom was kept."""
    found, at = person_or_404(centre, number), timezone.now()
    if found.merged_into_id:
        return redirect("frontdesk:person", centre=centre.slug, number=found.merged_into_id)
    record_look(found, account_of(request), at)
    context = {
        "centre": centre,
        "screen": "people",
        "person": found,
        "record": record_of(found, centre, at),
        "notes": BookingNote.objects.filter(booking__person=found, booking__centre=centre).count(),
        "verified": begins_in_words(found.verified_at, centre.zone) if found.verified_at else "",
        "doubles": as_matches(centre, [each.person for each in duplicates_of(found)]),
        "own_account": own_account(found),
        "helpers": helpers_of(found),
        **_who_did_what(found, centre),
    }
    return render(request, "frontdesk/persons/person.html", context)


def _who_did_what(found: Person, centre: Centre) -> dict[str, list[str]]:
    """The latest first; older looks are kept, too."""
    events = found.events.select_related("by").order_by("-at", "-pk")
    looks = found.looks.select_related("account").order_by("-at", "-pk")[:LATEST]
    return {
        "events": [event_in_words(event, centre) for event in events],
        "looks": [look_in_words(look, centre) for look in looks],
    }
