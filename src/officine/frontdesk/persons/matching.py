"""The list of people that grows shorter while one types: a piece of a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import staff_at_centre
from officine.frontdesk.persons.finding_people import matches


@require_POST
@staff_at_centre(StaffRole.Role.OPERATOR)
def people_matches(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Who is meant by `text`; each leads to their page, or, `to` book for them, to the form for it."""
    text = request.POST.get("text", "")
    context = {
        "centre": centre,
        "text": text,
        "matches": matches(centre, text),
        "is_to_book": request.POST.get("to") == "book",
    }
    return render(request, "frontdesk/persons/parts/matches.html", context)
