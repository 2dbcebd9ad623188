"""The pages of law and help, with texts that a town adopts or replaces, and the form to report a problem."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from officine.notices.problem import may_report, report
from officine.rules.texts import in_language
from officine.website.problem_form import ProblemForm
from officine.website.surroundings import Site


def _page(request: HttpRequest, name: str) -> HttpResponse:
    """Our text, or the one that the town wrote in its place."""
    town = Site(request).municipality
    texts = town.texts if town else {}
    own = in_language(texts.get(name), get_language() or "")
    officer = in_language(texts.get("data_protection_officer"), get_language() or "")
    context = {"own": own, "officer": officer, "keep": settings.KEEP_DAYS}
    return render(request, f"website/{name}.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy")


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    return _page(request, "legal")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "accessibility")


@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    return _page(request, "faq")


@require_http_methods(["GET", "HEAD", "POST"])
def report_problem(request: HttpRequest) -> HttpResponse:
    """A message to the office's e-mail; where the town gave none, the page says where to go instead."""
    centre, at = Site(request).centre, timezone.now()
    if request.method != "POST" or centre is None or not centre.email:
        return render(
            request, "website/report_problem.html", {"form": ProblemForm() if centre and centre.email else None}
        )
    form = ProblemForm(request.POST)
    if not form.is_valid():
        return render(request, "website/report_problem.html", {"form": form}, status=422)
    if not may_report(centre, at):
        form.add_error(None, _("Several reports have just come in: send yours again in ten minutes."))
        return render(request, "website/report_problem.html", {"form": form}, status=429)
    report(centre, **form.cleaned_data, at=at)
    messages.success(request, _("We have your report. Thank you: if you left an e-mail, we will answer there."))
    return redirect("website:report_problem")
