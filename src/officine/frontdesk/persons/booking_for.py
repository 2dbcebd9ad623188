"""Booking for somebody on the phone or at the counter: one page, from three letters of a name to the code."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from officine.bookings.answered import KeyReused
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.persons.sheet import Sheet, blank_sheet, filled_sheet
from officine.people.looking import record_look
from officine.rules.refusals import Refused

OPERATOR = StaffRole.Role.OPERATOR
PAGE, PIECE = "frontdesk/persons/book_for.html", "frontdesk/persons/parts/offer.html"
REFUSED = 409


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(OPERATOR)
def book_for(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Who and what is asked for; a button with a time books it."""
    now = timezone.now()
    if request.method != "POST":
        return _page(request, blank_sheet(centre, request.GET, now))
    sheet = filled_sheet(centre, request.POST, now)
    start = request.POST.get("overrule") or request.POST.get("start")
    if sheet.form is None or not start:
        return _page(request, sheet)
    try:
        code = sheet.book(start, by=account_of(request), is_overruled="overrule" in request.POST)
    except Refused as refused:
        sheet.say_why(refused, start)
    except ValidationError as error:
        sheet.say_what_is_wrong(error)
    except KeyReused:
        sheet.say_it_was_used(account_of(request))
    else:
        return redirect("frontdesk:booked_for", centre=centre.slug, code=code)
    return _page(request, sheet, REFUSED)


@require_POST
@staff_at_centre(OPERATOR)
def book_for_times(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The piece of the page below the service, while one chooses."""
    sheet = filled_sheet(centre, request.POST, timezone.now())
    return render(request, PIECE, {"centre": centre, "sheet": sheet, "form": sheet.form})


def _page(request: HttpRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    if sheet.person is not None:
        record_look(sheet.person, account_of(request), sheet.at)
    context = {"centre": sheet.centre, "screen": "book_for", "sheet": sheet, "form": sheet.form}
    return render(request, PAGE, context, status=status)
