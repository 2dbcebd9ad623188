"""Accepting a time that the office chose: one button. To choose otherwise there are the pages to move and to cancel."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from officine.bookings import answers
from officine.bookings.sentences import why
from officine.catalogue.wording import begins_in_words
from officine.rules.refusals import Refused
from officine.website.booking.visitor import booking_or_404


@never_cache
@require_POST
def booking_accept(request: HttpRequest, code: str) -> HttpResponse:
    """Once is enough; again it changes nothing."""
    found, at = booking_or_404(request, code), timezone.now()
    try:
        answers.accept(found, at=at)
    except Refused as refused:
        messages.error(request, why(refused, found.centre.zone))
    else:
        when = begins_in_words(found.starts_at, found.centre.zone)
        messages.success(request, _("Thank you. We expect you %(when)s.") % {"when": when})
    return redirect("website:booking", found.code)
