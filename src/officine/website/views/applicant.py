"""The step “Richiedente”: who comes and who books; whoever is not signed in proves their e-mail with a code."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from officine.people.register import register
from officine.website.booking import draft as drafts
from officine.website.booking.entering import send_code
from officine.website.booking.flow import Flow, step
from officine.website.booking.stepper import APPLICANT, steps
from officine.website.forms.applicant import ApplicantForm


@step
def applicant(request: HttpRequest, flow: Flow) -> HttpResponse:
    asked = (flow.service, flow.account, flow.person, flow.draft.is_for_two)
    if request.method != "POST":
        return _page(request, flow, ApplicantForm(*asked, initial=flow.draft.answers_to(APPLICANT)))
    form = ApplicantForm(*asked, request.POST)
    if not form.is_valid():
        return _page(request, flow, form)
    flow.draft.applicant = dict(form.cleaned_data)
    flow.draft.typed.pop(APPLICANT, None)
    drafts.save(request, flow.draft)
    at, language = timezone.now(), get_language() or "it"
    if flow.account is None:
        send_code(request, form.cleaned_data["email"], at)
        return redirect("website:code")
    if flow.person is None:
        _register(flow, form, language, at)
    return redirect("website:review")


def _register(flow: Flow, form: ApplicantForm, language: str, at: datetime) -> None:
    said = form.cleaned_data
    names = (said["given_name"], said["family_name"], said["phone"])
    assert flow.account is not None  # noqa: S101 (only somebody signed in gets here)
    register(flow.account, flow.centre.municipality, *names, language, at)


def _page(request: HttpRequest, flow: Flow, form: ApplicantForm) -> HttpResponse:
    context = {"flow": flow, "form": form, "steps": steps(request, flow, APPLICANT), "centre": flow.centre}
    return render(request, "website/flow/applicant.html", context)
