"""The proof of presence at the desk: its times are looked at, it is given out, and printed."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from officine.bookings.attestations import attest, is_good
from officine.bookings.models import Attestation, Booking
from officine.bookings.sentences import why
from officine.catalogue.models import Centre, StaffRole
from officine.catalogue.wording import day_in_words
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.paper.attestation_pdf import attestation_pdf
from officine.rules.codes import spoken
from officine.rules.days import instant, local_date
from officine.rules.lifecycle import Status
from officine.rules.refusals import Refused

OPERATOR = StaffRole.Role.OPERATOR
CAME = (Status.ARRIVED, Status.DONE)


class TimesForm(forms.Form):
    """From when to when somebody was there, by the clock of the centre."""

    use_required_attribute = False
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    arrived = forms.TimeField(
        label=gettext_lazy("Came at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Write when they came."),
            "invalid": gettext_lazy("Write a time, for example 9:30."),
        },
    )
    left = forms.TimeField(
        label=gettext_lazy("Left at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Write when they left."),
            "invalid": gettext_lazy("Write a time, for example 9:30."),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(OPERATOR)
def attestation(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """The paper given out, or its times to look at and give it out."""
    booking, now = _booking(centre, code), timezone.now()
    form = TimesForm(request.POST) if request.method == "POST" else TimesForm(initial=_times(booking, now))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _is_given(request, booking, form, now):
            return redirect("frontdesk:attestation", centre.slug, booking.code)
    paper = _paper(booking)
    context = {
        "centre": centre,
        "screen": "day",
        "booking": booking,
        "day_in_words": day_in_words(local_date(booking.starts_at, centre.zone), with_year=True),
        "came": booking.status in CAME and booking.person is not None and booking.person.erased_at is None,
        "is_here": booking.status == Status.ARRIVED,
        "form": form,
        "paper": paper,
        "code": spoken(paper.code) if paper else "",
    }
    return render(request, "frontdesk/paper/attestation.html", context, status=status)


@require_safe
@staff_at_centre(OPERATOR)
def attestation_pdf_file(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """The paper as a PDF; there is none until it was given out, and none any more for somebody who was erased."""
    paper = _paper(_booking(centre, code))
    if paper is None or paper.booking.person is None or paper.booking.person.erased_at is not None:
        raise Http404
    named = f'inline; filename="attestato-{paper.code}.pdf"'
    return HttpResponse(attestation_pdf(paper), content_type="application/pdf", headers={"Content-Disposition": named})


def _is_given(request: HttpRequest, booking: Booking, form: TimesForm, at: datetime) -> bool:
    zone, said = booking.centre.zone, form.cleaned_data
    on = local_date(booking.starts_at, zone)
    arrived_at, left_at = (instant(on, said[name], zone) for name in ("arrived", "left"))
    try:
        attest(booking, arrived_at, left_at, by=account_of(request), at=at, version=said["version"])
    except Refused as refused:
        form.add_error(None, why(refused, zone))
        return False
    messages.success(request, _("The proof of presence is ready: print it and sign it."))
    return True


def _booking(centre: Centre, code: str) -> Booking:
    bookings = Booking.objects.select_related("centre__municipality", "person", "resource")
    return get_object_or_404(
        bookings.filter(centre=centre, status__in=(*CAME, Status.CONFIRMED, Status.ABSENT)), code=code
    )


def _paper(booking: Booking) -> Attestation | None:
    paper = booking.attestations.filter(revoked_at=None).last()
    return paper if paper and is_good(paper) else None


def _times(booking: Booking, at: datetime) -> dict[str, object]:
    """What is known; whoever is still here leaves now."""
    zone = booking.centre.zone
    arrived_at, left_at = booking.arrived_at, booking.left_at or at
    return {
        "version": booking.version,
        "arrived": arrived_at.astimezone(zone).time() if arrived_at else None,
        "left": left_at.astimezone(zone).time(),
    }
