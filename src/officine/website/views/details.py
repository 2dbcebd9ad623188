"""The step “Dettagli”: the need, a deadline, and how somebody wants to be received."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from officine.rules.refusals import Refused
from officine.website.booking import draft as drafts
from officine.website.booking.flow import Flow, next_step, step
from officine.website.booking.keeping import keep
from officine.website.booking.pairs import offers_for_two
from officine.website.booking.stepper import DETAILS, steps
from officine.website.forms.details import DetailsForm


@step
def details(request: HttpRequest, flow: Flow) -> HttpResponse:
    if request.method != "POST":
        return _page(request, flow, DetailsForm(flow.service, initial=flow.draft.answers_to(DETAILS)))
    form = DetailsForm(flow.service, request.POST)
    if not form.is_valid():
        return _page(request, flow, form)
    flow.draft.details = form.answers()
    flow.draft.typed.pop(DETAILS, None)
    try:
        keep(request, flow.draft, timezone.now())
    except Refused:
        flow.draft.details["for_two"] = False
        form.add_error("for_two", _("Right after this appointment there is no place for a second person."))
    drafts.save(request, flow.draft)
    if form.errors:
        return _page(request, flow, form)
    return redirect(f"website:{next_step(flow)}")


def _page(request: HttpRequest, flow: Flow, form: DetailsForm) -> HttpResponse:
    context = {
        "flow": flow,
        "form": form,
        "steps": steps(request, flow, DETAILS),
        "pairs": offers_for_two(flow.first, timezone.now()) if "for_two" in form.errors else [],
        "centre": flow.centre,
    }
    return render(request, "website/flow/details.html", context)
