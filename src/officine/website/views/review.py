"""The step “Verifica”: the whole booking as one text that can be read aloud; one button makes it so."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from officine.bookings import actions
from officine.bookings.allowance import refuse_beyond_limits
from officine.bookings.models import Booking
from officine.bookings.wishes import fit
from officine.people.models import Account
from officine.rules.codes import typed
from officine.rules.days import local_date
from officine.rules.lifecycle import Status
from officine.rules.refusals import Refused, Rule
from officine.website.booking import draft as drafts
from officine.website.booking.browser import hold_key
from officine.website.booking.flow import Flow, flow_of, next_step, step
from officine.website.booking.keeping import keep
from officine.website.booking.reading import bring, deadline_warning, review_lines
from officine.website.booking.refusal import refusal_page
from officine.website.booking.stepper import REVIEW, steps
from officine.website.booking.used import used_in_7_days
from officine.website.booking.who_comes import known_persons, who_comes
from officine.website.forms.details import details_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponseBase:
    draft, places = drafts.load(request), _places(request)
    # A second click, or one of fifty at once, finds the first one's work: before anything is held again.
    booked = next((booking for booking in places if booking.status == Status.CONFIRMED), None)
    if booked is not None:
        return _done(request, booked)
    held = [booking for booking in places if booking.status == Status.HELD]
    if draft is not None and len(held) == (2 if draft.is_for_two else 1):
        return _review(request, flow_of(request, draft, held))
    return step(_review)(request)


def _review(request: HttpRequest, flow: Flow) -> HttpResponse:
    missing, account, at = next_step(flow), flow.account, timezone.now()
    if missing != "review" or account is None:
        return redirect(f"website:{missing}")
    try:
        if request.method == "POST" and _is_what_was_read(request, flow):
            return _confirm(request, flow, account, at)
        _refuse_beyond_limits(flow, account)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("website:applicant")
    except Refused as refused:
        persons = known_persons(flow.draft.applicant or {}, account)
        return refusal_page(request, flow.draft.wish(), refused, persons, account)
    return _page(request, flow, at)


def _page(request: HttpRequest, flow: Flow, at: datetime) -> HttpResponse:
    details = details_of(flow.draft.details, flow.service, flow.person)
    on = local_date(flow.first.starts_at, flow.centre.zone)
    context = {
        "flow": flow,
        "steps": steps(request, flow, REVIEW),
        "lines": review_lines(flow, details),
        "bring": bring(flow.service, details.need),
        "late": deadline_warning(flow, details, at),
        "used": used_in_7_days(flow.person, flow.service, on, at) if flow.person else None,
        "centre": flow.centre,
    }
    return render(request, "website/flow/review.html", context)


def _confirm(request: HttpRequest, flow: Flow, account: Account, at: datetime) -> HttpResponse:
    persons, business = who_comes(
        flow.draft.applicant or {}, account, flow.centre.municipality, at, for_two=flow.draft.is_for_two
    )
    details = details_of(flow.draft.details, flow.service, persons[0])
    confirm = partial(actions.confirm, persons=persons, by=account, business=business, details=details, at=at)
    try:
        booked = confirm(flow.held)
    except Refused as refused:
        if refused.rule not in (Rule.HOLD_OVER, Rule.CHANGED):
            raise
        booked = confirm(keep(request, flow.draft, at))  # the time ran out at this very moment
    return _done(request, booked[0])


def _places(request: HttpRequest) -> list[Booking]:
    """The places of this browser that the form named, seat 1 first."""
    codes = [typed(code) for code in request.POST.getlist("place")]
    rows = Booking.objects.filter(code__in=codes, hold_key=hold_key(request))
    return list(rows.select_related("service__centre__municipality", "resource", "rule").order_by("hold_seat"))


def _is_what_was_read(request: HttpRequest, flow: Flow) -> bool:
    """Whether the held places are the ones on the page that was confirmed; another tab may have chosen others."""
    read, held = (
        [(booking.service_id, booking.starts_at, booking.ends_at, booking.resource_id) for booking in bookings]
        for bookings in (_places(request), flow.held)
    )
    if read != held:
        messages.info(request, _("Your choice has changed in the meantime: read it once more."))
    return read == held


def _done(request: HttpRequest, booked: Booking) -> HttpResponse:
    drafts.end(request, booked)
    return redirect("website:booking", booked.code)


def _refuse_beyond_limits(flow: Flow, account: Account) -> None:
    """Says before the last click what it would be refused for."""
    fitted = fit(flow.draft.wish(), flow.first.created_at)
    for person in known_persons(flow.draft.applicant or {}, account):
        refuse_beyond_limits(fitted, person, account, flow.first.created_at)
