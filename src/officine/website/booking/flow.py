"""The steps of a booking (Modello Comuni): Luogo, Data e orario, Dettagli, Richiedente, Verifica."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from officine.bookings.models import Booking
from officine.catalogue.models import Centre, Service
from officine.people.models import Account, Person
from officine.people.register import person_of
from officine.rules.refusals import Refused
from officine.website.booking import draft as drafts
from officine.website.booking.draft import Draft
from officine.website.booking.keeping import keep
from officine.website.booking.refusal import refusal_page
from officine.website.booking.visitor import account_of


@dataclass(frozen=True)
class Flow:
    """A booking under way: the draft, the held places (seat 1 first), and who is signed in."""

    draft: Draft
    held: list[Booking]
    account: Account | None
    person: Person | None

    @property
    def first(self) -> Booking:
        return self.held[0]

    @property
    def service(self) -> Service:
        return self.first.service

    @property
    def centre(self) -> Centre:
        return self.service.centre


CSRF = "csrfmiddlewaretoken"
Step = Callable[[HttpRequest, Flow], HttpResponse]


def flow_of(request: HttpRequest, draft: Draft, held: list[Booking]) -> Flow:
    account = account_of(request)
    return Flow(draft, held, account, person_of(account) if account else None)


def step(view: Step) -> Callable[[HttpRequest], HttpResponse]:
    """A page after the choice of a time: it gets the booking under way, or the visitor gets a way out."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def with_flow(request: HttpRequest) -> HttpResponse:
        draft = drafts.load(request)
        if draft is None:
            return without_draft(request)
        try:
            held = keep(request, draft, timezone.now())
        except Refused as refused:
            if request.method == "POST":
                draft.typed[view.__name__] = {name: text for name, text in request.POST.items() if name != CSRF}
                drafts.save(request, draft)
            return refusal_page(request, draft.wish(), refused)
        return view(request, flow_of(request, draft, held))

    return with_flow


def without_draft(request: HttpRequest) -> HttpResponse:
    """Back or F5 after the confirmation leads to the booking; otherwise there is nothing to go on with."""
    code = drafts.last_booked(request)
    if code:
        return redirect("website:booking", code)
    messages.info(request, _("Choose first what you need and when: then we keep the place for you."))
    return redirect("website:home")


def next_step(flow: Flow) -> str:
    """The first step that still needs an answer; someone we know goes straight to the last."""
    draft = flow.draft
    if draft.details is None and asks_details(flow):
        return "details"
    if flow.person is None or asks_applicant(flow):
        return "applicant"
    return "review"


def asks_details(flow: Flow) -> bool:
    """Whether there is something that must be asked; all the rest can be added from the last step."""
    if flow.service.needs.filter(is_active=True).count() > 1:
        return True
    return not flow.service.is_for_desks and flow.person is None


def asks_applicant(flow: Flow) -> bool:
    """Whether the account alone does not say who comes."""
    said = flow.draft.applicant
    if flow.draft.is_for_two and not (said or {}).get("second"):
        return True
    return said is None and flow.service.audience == Service.Audience.BUSINESSES
