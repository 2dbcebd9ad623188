"""A booking as sentences to be read aloud: before it is confirmed, and ever after."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from officine.bookings.finding import first_free
from officine.bookings.models import Booking
from officine.bookings.placing import Details
from officine.catalogue.models import Need, Resource, Service
from officine.catalogue.wording import day_in_words, minutes_in_words, span_in_words
from officine.rules.days import local_date
from officine.rules.texts import in_language
from officine.website.booking.draft import Answers
from officine.website.booking.flow import Flow
from officine.website.booking.refusal import Offer, offers
from officine.website.booking.stepper import choose_again
from officine.website.booking.who_comes import BUSINESS, ME, OTHER, helped


class Line(NamedTuple):
    """One sentence of the review, and where it can be changed."""

    title: str
    text: str
    change: str
    address: str


@dataclass(frozen=True)
class Late:
    """A deadline that comes before the chosen time, and earlier times, if there are any."""

    deadline: str
    earlier: list[Offer]


def place_in_words(booking: Booking) -> str:
    """“postazione 4”, or the name of the counter."""
    if booking.resource.kind == Resource.Kind.DESK:
        return _("desk %(name)s") % {"name": booking.resource.name}
    name, noun = booking.resource.name, _("counter")
    return noun + name[len(noun) :] if name.casefold().startswith(noun) else name


def visit_in_words(booking: Booking) -> str:
    """“martedì 1 dicembre, 9:00–13:00, postazione 4”."""
    zone = booking.centre.zone
    day = day_in_words(local_date(booking.starts_at, zone))
    return f"{day}, {span_in_words(booking.starts_at, booking.ends_at, zone)}, {place_in_words(booking)}"


def review_lines(flow: Flow, details: Details) -> list[Line]:
    """What is about to be booked, a sentence for each question."""
    language = get_language() or ""
    name = str(in_language(flow.service.name, language))
    if details.need:
        name = f"{name}: {in_language(details.need.name, language)}"
    where = f"{flow.centre.name}, {flow.centre.address}"
    applicant = reverse("website:applicant")
    here = reverse("website:details")
    asked = details_in_words(details)
    return [
        Line(_("What"), name, _("Change what you need") if details.need else "", here),
        Line(_("When"), _times(flow), _("Change date and time"), choose_again(flow)),
        Line(_("Where"), where, "", ""),
        Line(_("Who comes"), _who(flow), _("Change who comes"), applicant),
        Line(
            _("Details"),
            asked or _("Nothing in particular."),
            _("Change the details") if asked else _("Do you have difficulty with stairs? Tell us"),
            here,
        ),
    ]


def bring(service: Service, need: Need | None) -> list[str]:
    """What to bring, for the service and for the need."""
    language = get_language() or ""
    return [*in_language(service.bring, language), *(in_language(need.bring, language) if need else [])]


def details_in_words(details: Details) -> str:
    """What was asked for, a sentence each."""
    said = (
        (details.ground_floor, _("On the ground floor, without stairs.")),
        (details.private_talk, _("In a private talk.")),
        (details.with_companion, _("With a companion.")),
    )
    words = [sentence for is_wanted, sentence in said if is_wanted]
    if details.deadline_on:
        words.append(_("Your deadline is %(day)s.") % {"day": day_in_words(details.deadline_on)})
    return " ".join(words)


def deadline_warning(flow: Flow, details: Details, at: datetime) -> Late | None:
    """A deadline that would be missed changes which time is early enough."""
    zone = flow.centre.zone
    deadline = details.deadline_on
    if deadline is None or local_date(flow.first.starts_at, zone) <= deadline:
        return None
    earlier = [span for span in first_free(flow.service, at) if local_date(span.start, zone) <= deadline]
    return Late(day_in_words(deadline), offers(flow.service, earlier))


def _times(flow: Flow) -> str:
    lasts = minutes_in_words(flow.first.open_minutes)
    times = [visit_in_words(booking) for booking in flow.held]
    if len(times) == 1:
        return f"{times[0]} ({lasts})"
    return _("first %(first)s, then %(second)s") % {"first": times[0], "second": times[1]}


def _who(flow: Flow) -> str:
    said = flow.draft.applicant or {}
    names = [_name(flow, said, str(said.get("who") or ME), "other")]
    if flow.draft.is_for_two:
        names.append(_name(flow, said, str(said.get("second") or OTHER), "second"))
    return _(" and then ").join(names)


def _name(flow: Flow, said: Answers, choice: str, prefix: str) -> str:
    own = flow.person.full_name if flow.person else ""
    if choice == OTHER:
        return f"{said.get(f'{prefix}_given_name', '')} {said.get(f'{prefix}_family_name', '')}"
    if choice.startswith("person:") and flow.account:
        return next((each.full_name for each in helped(flow.account) if choice == f"person:{each.pk}"), own)
    if choice.startswith(BUSINESS):
        return _("%(name)s, for %(business)s") % {"name": own, "business": _business(flow, said, choice)}
    return own


def _business(flow: Flow, said: Answers, choice: str) -> str:
    if choice == BUSINESS or flow.account is None:
        return str(said.get("business_name", ""))
    number = choice.partition(":")[2]
    return next((each.name for each in flow.account.businesses.all() if str(each.pk) == number), "")
