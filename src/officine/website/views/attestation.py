"""Verifying a proof of presence: whoever was handed one types its code."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from officine.bookings.attestations import attestation_with, initials, is_good
from officine.bookings.models import Attestation
from officine.catalogue.wording import day_in_words, time_in_words
from officine.rules.codes import typed
from officine.rules.days import local_date
from officine.website.booking.browser import network_of
from officine.website.booking.tries import may_try

TRIES_PER_NETWORK = 30
UNKNOWN = _("There is no proof of presence with this code. Check it letter by letter.")
TOO_OFTEN = _("Too many tries. Wait a quarter of an hour, then type the code again.")


class CodeForm(forms.Form):
    """The code of a paper."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code of the paper"),
        help_text=_("Eight letters and digits, for example ABCD-2345. It stands at the foot of the paper."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Write the code of the paper.")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attestation(request: HttpRequest) -> HttpResponse:
    """A form, and under it what is known of a code. The code never stands in an address that is asked for."""
    form, paper, status = CodeForm(request.POST or None), None, 200
    if request.method == "POST" and form.is_valid():
        is_heard = may_try(f"attestation {network_of(request)}", TRIES_PER_NETWORK)
        paper = attestation_with(typed(form.cleaned_data["code"])) if is_heard else None
        if paper is None:
            status = 422 if is_heard else 429
            form.add_error("code", UNKNOWN if is_heard else TOO_OFTEN)
    context = {"form": form, "said": _said(paper) if paper else None}
    return render(request, "website/attestation.html", context, status=status)


def _said(paper: Attestation) -> dict[str, object]:
    """What a stranger may know who has the paper in hand: enough to compare, and no name."""
    centre = paper.booking.centre
    return {
        "is_good": is_good(paper),
        "centre": centre,
        "day": day_in_words(local_date(paper.arrived_at, centre.zone), with_year=True),
        "arrived": time_in_words(paper.arrived_at, centre.zone),
        "left": time_in_words(paper.left_at, centre.zone),
        "issued_on": day_in_words(local_date(paper.issued_at, centre.zone), with_year=True),
        "initials": initials(paper),
    }
