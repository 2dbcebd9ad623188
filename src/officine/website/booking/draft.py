"""What somebody is booking, kept in their session from the first choice to the confirmation."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from officine.bookings.models import Booking
from officine.bookings.wishes import Wish
from officine.catalogue.models import Resource, Service

KEY, BOOKED = "draft", "booked"
Answers = dict[str, Any]


@dataclass
class Draft:
    """A wish and the answers so far, as they were typed; None where a step was not answered yet."""

    service: int
    starts_at: str
    ends_at: str
    resource: int | None = None  # None: any will do
    details: Answers | None = None
    applicant: Answers | None = None
    typed: dict[str, Answers] = field(default_factory=dict)  # a step's answers that were sent but not taken

    def wish(self) -> Wish:
        service = Service.objects.select_related("centre__municipality").get(pk=self.service)
        resource = Resource.objects.filter(pk=self.resource).first() if self.resource else None
        return Wish(service, self.starts, datetime.fromisoformat(self.ends_at), resource)

    @property
    def starts(self) -> datetime:
        return datetime.fromisoformat(self.starts_at)

    def answers_to(self, step: str) -> Answers:
        """What to begin a step with: what was typed last, else what was answered before."""
        return self.typed.get(step) or {"details": self.details, "applicant": self.applicant}[step] or {}

    @property
    def is_for_two(self) -> bool:
        return bool((self.details or {}).get("for_two"))


def load(request: HttpRequest) -> Draft | None:
    """The draft of this browser, if it is booking something."""
    stored = request.session.get(KEY)
    return Draft(**stored) if stored else None


def save(request: HttpRequest, draft: Draft) -> None:
    request.session[KEY] = asdict(draft)


def begin(request: HttpRequest, wish: Wish, held: Booking) -> Draft:
    """A draft for a place just held. What was answered before stays: only another service asks other details."""
    before = load(request)
    draft = Draft(
        held.service_id,
        held.starts_at.isoformat(),
        held.ends_at.isoformat(),
        wish.resource.pk if wish.resource else None,
    )
    if before is not None:
        draft.applicant, draft.typed = before.applicant, before.typed
        draft.details = before.details if before.service == draft.service else None
    save(request, draft)
    request.session.pop(BOOKED, None)
    return draft


def end(request: HttpRequest, booked: Booking | None = None) -> None:
    """The draft is over; the browser remembers what became of it, for the back button and a second click."""
    request.session.pop(KEY, None)
    if booked is not None:
        request.session[BOOKED] = booked.code


def last_booked(request: HttpRequest) -> str:
    """The code of what this browser booked last, if it has begun nothing since."""
    return str(request.session.get(BOOKED, ""))
