"""Documents are missing: what to bring is sent again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import staff_at_centre
from officine.frontdesk.visit.looking_up import booking_or_404
from officine.frontdesk.visit.words import told_in_words
from officine.notices.asked_again import tell_what_to_bring
from officine.notices.visit import to_bring


@require_POST
@staff_at_centre(StaffRole.Role.OPERATOR)
def what_to_bring(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    found, at = booking_or_404(centre, code), timezone.now()
    if found.person is None or not to_bring(found):
        raise Http404
    tell_what_to_bring(found, at)
    messages.success(request, _("What to bring is told again.") + " " + told_in_words(found))
    return redirect("frontdesk:booking", centre.slug, found.code)
