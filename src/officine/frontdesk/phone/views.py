"""People to phone: the list, how each call ended, and a mistaken outcome taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from officine.bookings.calls import note_call, take_back_call
from officine.bookings.models import Call
from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.wording import day_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.phone.rows import OUTCOMES, call_in_words, row, rows
from officine.notices.to_phone import to_phone as whom_to_phone
from officine.rules.refusals import Refused

OPERATOR = StaffRole.Role.OPERATOR


@require_safe
@staff_at_centre(OPERATOR)
def to_phone(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Who is to be phoned, the soonest visit first; below, who has been."""
    now = timezone.now()
    listed = whom_to_phone(centre, now)
    return render(
        request,
        "frontdesk/phone/to_phone.html",
        {
            "centre": centre,
            "screen": "to_phone",
            "left": rows(listed.left, now),
            "done": rows(listed.done, now),
            "reminds_of": day_in_words(listed.reminds_of) if listed.reminds_of else "",
            "outcomes": [(outcome.value, words) for outcome, words in OUTCOMES.items()],
        },
    )


@require_POST
@staff_at_centre(OPERATOR)
def call(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Notes the outcome of one call, unless somebody else has dealt with it since the page was loaded."""
    now, outcome = timezone.now(), request.POST.get("outcome", "")
    listed = whom_to_phone(centre, now)
    each = next((each for each in listed.left + listed.done if each.about == request.POST.get("about")), None)
    if each is None or outcome not in OUTCOMES:
        messages.info(request, _("This call is no longer needed: things have changed in the meantime."))
        return redirect("frontdesk:to_phone", centre.slug)
    shown = row(each, now)
    try:
        note_call(each.booking, each.about, outcome, by=account_of(request), at=now, seen=_seen(request))
        said = OUTCOMES[Call.Outcome(outcome)]
        messages.success(request, _("%(name)s: %(outcome)s.") % {"name": shown.name, "outcome": str(said).lower()})
    except Refused:
        others = call_in_words(each.calls[-1], each.booking, now) if each.calls else ""
        messages.error(
            request,
            _("%(name)s: somebody was quicker, and nothing was noted of your call. %(others)s.")
            % {"name": shown.name, "others": others},
        )
    return redirect("frontdesk:to_phone", centre.slug)


@require_POST
@staff_at_centre(OPERATOR)
def call_undo(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """Takes an outcome back."""
    if take_back_call(centre, number):
        messages.success(request, _("The outcome was taken back: the person is on the list again."))
    else:
        messages.info(request, _("This outcome is no longer there."))
    return redirect("frontdesk:to_phone", centre.slug)


def _seen(request: HttpRequest) -> int | None:
    """The latest attempt that was on the page from which the outcome comes."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 16 else None
