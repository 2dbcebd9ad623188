"""One booking without signing in: by its code and e-mail, or by the link in a mail."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from officine.bookings.models import Booking
from officine.notices.links import booking_of_token
from officine.rules.codes import typed
from officine.website.booking.browser import network_of
from officine.website.booking.tries import may_try
from officine.website.booking.visitor import NOT_BOOKED, grant
from officine.website.forms.sign_in import FindForm

TRIES_PER_CODE = 5
TRIES_PER_NETWORK = 30
NOT_FOUND = gettext_lazy(
    "We find no booking with this code and this e-mail. Check both, or call us: we look it up together."
)
TOO_OFTEN = gettext_lazy("Too many tries. Wait a quarter of an hour, or call us: we look it up together.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest) -> HttpResponse:
    """Code and e-mail; a wrong code and a wrong e-mail get the same answer."""
    form = FindForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        code = typed(form.cleaned_data["code"])
        is_heard = _is_heard(request, code)
        found = _find(code, form.cleaned_data["email"]) if is_heard else None
        if found is not None:
            grant(request, found)
            return redirect("website:booking", found.code)
        status = 422 if is_heard else 429
        form.add_error(None, NOT_FOUND if is_heard else TOO_OFTEN)
    return render(request, "website/access/manage.html", {"form": form, "section": "mine"}, status=status)


@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """From a mail straight to the booking. It changes nothing, and the token does not stay in the address."""
    found = booking_of_token(token, timezone.now())
    if found is None or found.status in NOT_BOOKED:
        messages.error(request, _("This link does not work any more. You find your booking with its code and e-mail."))
        return redirect("website:manage")
    grant(request, found)
    return redirect("website:booking", found.code)


def _is_heard(request: HttpRequest, code: str) -> bool:
    """Whether this network, and this code, have tries left; both are counted."""
    of_network = may_try(f"network {network_of(request)}", TRIES_PER_NETWORK)
    return may_try(f"code {code}", TRIES_PER_CODE) and of_network


def _find(code: str, email: str) -> Booking | None:
    of_email = Q(person__email=email) | Q(booked_by__email=email)
    return Booking.objects.filter(of_email, code=code).exclude(status__in=NOT_BOOKED).first()
