"""Where one is in a booking, in the names of the Modello Comuni, with the way back."""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from officine.rules.days import local_date
from officine.website.booking.flow import Flow
from officine.website.surroundings import centres

PLACE, TIME, DETAILS, APPLICANT, REVIEW = "place", "time", "details", "applicant", "review"


class StepShown(NamedTuple):
    """One step as the partial `steps.html` draws it."""

    name: str
    state: str  # done, now or to_come
    address: str


def steps(request: HttpRequest, flow: Flow, now: str) -> list[StepShown]:
    """The steps of this booking; those before the present one are links."""
    shown = [(PLACE, _("Place"), reverse("website:home"))] if len(centres(request)) > 1 else []
    shown += [
        (TIME, _("Date and time"), choose_again(flow)),
        (DETAILS, _("Details"), reverse("website:details")),
        (APPLICANT, _("Applicant"), reverse("website:applicant")),
        (REVIEW, _("Review"), ""),
    ]
    here = [name for name, _title, _address in shown].index(now)
    return [
        StepShown(title, "now" if place == here else "done" if place < here else "to_come", address)
        for place, (_name, title, address) in enumerate(shown)
    ]


def choose_again(flow: Flow) -> str:
    """Where another time for the same service is chosen."""
    service = flow.service
    if service.is_for_desks:
        on = local_date(flow.first.starts_at, flow.centre.zone)
        return reverse("website:day", args=[flow.centre.slug, on])
    return reverse("website:times", args=[flow.centre.slug, service.slug])
