"""Cancelling: a page with one button. Looking at it changes nothing, because mail scanners follow links."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from officine.bookings import actions
from officine.bookings.sentences import why
from officine.rules.refusals import Refused
from officine.website.booking.visitor import account_of, booking_or_404
from officine.website.views.booking import may_change


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking_cancel(request: HttpRequest, code: str) -> HttpResponse:
    found, at = booking_or_404(request, code), timezone.now()
    if found.is_cancelled:
        return redirect("website:booking", found.code)
    if request.method == "POST":
        try:
            actions.cancel(found, by=account_of(request), at=at)
        except Refused as refused:
            messages.error(request, why(refused, found.centre.zone))
        else:
            messages.success(request, _("Cancelled. The place is free for somebody else: thank you for telling us."))
        return redirect("website:booking", found.code)
    context = {"booking": found, "centre": found.centre, "may_change": may_change(found, at), "section": "mine"}
    return render(request, "website/mine/cancel.html", context)
