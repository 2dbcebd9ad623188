"""What each kind of notice says. To add one: a function here, its name in LETTERS, and when it is due in kinds.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from officine.bookings.answers import changeable_until, unanswered
from officine.bookings.models import Booking
from officine.catalogue.wording import begins_in_words
from officine.notices import reasons
from officine.notices.discreet import title
from officine.notices.kinds import Kind
from officine.notices.links import home_url, manage_url
from officine.notices.models import Notice
from officine.notices.recipients import comes_in_person
from officine.notices.visit import details, help_lines, lists, to_bring
from officine.people.models import SignInCode
from officine.people.sign_in import CODE_LASTS, code_for
from officine.rules.lifecycle import Status


class Link(NamedTuple):
    label: str
    address: str


class Listed(NamedTuple):
    heading: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in words; compose.py turns it into text and HTML. Its subject and first lines never name the need."""

    subject: str
    paragraphs: list[str]
    greeting: str = ""
    code: str = ""
    details: list[tuple[str, str]] = field(default_factory=list)
    link: Link | None = None
    lists: list[Listed] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)


def letter(notice: Notice, at: datetime) -> Letter:
    """What this notice says, in the active language, seen from the instant `at`."""
    if notice.kind == Kind.CODE:
        return _code(SignInCode.objects.get(pk=notice.facts["sign_in_code"]))
    if notice.kind == Kind.PROBLEM:
        return _problem(notice.facts)
    if notice.booking is None:
        raise ValueError(f"A notice of the kind {notice.kind} is about a booking.")
    return LETTERS[Kind(notice.kind)](notice, notice.booking, at)


def _code(request: SignInCode) -> Letter:
    code, minutes = code_for(request), int(CODE_LASTS.total_seconds() // 60)
    lasts = ngettext("It is good for %(minutes)d minute.", "It is good for %(minutes)d minutes.", minutes)
    return Letter(
        subject=_("%(code)s is your code to sign in") % {"code": code},
        paragraphs=[_("This is your code:")],
        code=code,
        closing=[
            lasts % {"minutes": minutes},
            _("We never ask for it by phone or by message: type it only on the page where you asked for it."),
            _("If you did not ask for it, you need do nothing."),
        ],
    )


def _problem(report: dict[str, str]) -> Letter:
    """To the office. What a stranger typed stands in the body alone."""
    answer = _("Whoever wrote it left this address for an answer: %(email)s") % report if report["email"] else ""
    return Letter(
        subject=_("A problem was reported on the site"),
        paragraphs=[_("Somebody wrote:"), *report["text"].splitlines()],
        closing=[answer or _("Whoever wrote it left no address for an answer.")],
    )


def _confirmation(notice: Notice, booking: Booking, at: datetime) -> Letter:
    subject = _("Desk booked: %(when)s") if booking.service.is_for_desks else None
    return _about_a_visit(notice, booking, at, [_expected(notice, booking)], subject)


def _change(notice: Notice, booking: Booking, at: datetime) -> Letter:
    event = booking.events.filter(pk=notice.facts["event"]).first()
    is_own, is_by_office = comes_in_person(booking, notice.to), event is not None and event.role == "staff"
    told = {
        (True, True): _("The office has moved your booking."),
        (True, False): _("Your booking has changed."),
        (False, True): _("The office has moved the booking for %(name)s."),
        (False, False): _("The booking for %(name)s has changed."),
    }[is_own, is_by_office]
    paragraphs = [told % _figures(booking), reasons.of_event(event) if event else "", _expected(notice, booking)]
    was = event.facts.get("was", {}).get("starts_at") if event else None
    if was and datetime.fromisoformat(was) != booking.starts_at:
        before = begins_in_words(datetime.fromisoformat(was), booking.centre.zone)
        paragraphs.append(_("Before, it was %(when)s.") % {"when": before})
    label = ""
    if unanswered(booking) is not None:
        paragraphs.append(_("With the link you tell us whether that is all right, or choose otherwise."))
        label = _("Accept or choose otherwise")
    return _about_a_visit(notice, booking, at, paragraphs, _("Changed: %(title)s, %(when)s"), label)


def _reminder(notice: Notice, booking: Booking, at: datetime) -> Letter:
    paragraphs = [
        _expected(notice, booking),
        _("If plans have changed, tell us with the link: the place helps someone else."),
    ]
    return _about_a_visit(notice, booking, at, paragraphs, _("Reminder: %(title)s, %(when)s"))


def _what_to_bring(notice: Notice, booking: Booking, at: datetime) -> Letter:
    """A document was missing: the list again, for a visit to come or for the next one."""
    is_to_come = booking.status == Status.CONFIRMED and booking.starts_at > at
    sentence = _("So that we can go on, please bring what is listed here.")
    if is_to_come:
        return _about_a_visit(
            notice, booking, at, [_expected(notice, booking), sentence], _("What to bring: %(title)s")
        )
    return Letter(
        subject=_subject(booking, _("What to bring: %(title)s")),
        greeting=_greeting(notice, booking),
        paragraphs=[sentence],
        code=booking.spoken_code,
        link=Link(_("Book again"), home_url()),
        lists=[Listed(_("Bring with you"), to_bring(booking))],
        closing=help_lines(booking.centre),
    )


def _cancellation(notice: Notice, booking: Booking, at: datetime) -> Letter:
    told = _("The booking for %(name)s, %(when)s, is cancelled as asked.")
    if comes_in_person(booking, notice.to):
        told = _("Your booking, %(when)s, is cancelled as asked.")
    return _about_no_visit(notice, booking, [told % _figures(booking)])


def _cancellation_by_town(notice: Notice, booking: Booking, at: datetime) -> Letter:
    told = _("We are sorry: we have to cancel the booking for %(name)s, %(when)s.")
    if comes_in_person(booking, notice.to):
        told = _("We are sorry: we have to cancel your booking, %(when)s.")
    event = booking.events.filter(pk=notice.facts["event"]).first()
    reason = reasons.in_words(event.reason) if event else ""
    nothing_lost = _("It does not count in anyone's limits: you can book another time at once.")
    return _about_no_visit(notice, booking, [told % _figures(booking), reason, nothing_lost])


LETTERS: dict[Kind, Callable[[Notice, Booking, datetime], Letter]] = {
    Kind.CONFIRMATION: _confirmation,
    Kind.CHANGE: _change,
    Kind.REMINDER: _reminder,
    Kind.WHAT_TO_BRING: _what_to_bring,
    Kind.CANCELLATION: _cancellation,
    Kind.CANCELLATION_BY_TOWN: _cancellation_by_town,
}


def _about_a_visit(
    notice: Notice, booking: Booking, at: datetime, paragraphs: list[str], subject: str | None, label: str = ""
) -> Letter:
    """A letter about a visit to come: when and where, the link, what to bring, how to get in."""
    return Letter(
        subject=_subject(booking, subject),
        greeting=_greeting(notice, booking),
        paragraphs=[paragraph for paragraph in (*paragraphs, _until(booking, at)) if paragraph],
        code=booking.spoken_code,
        link=Link(label or _("Move or cancel"), manage_url(booking)),
        details=details(booking),
        lists=[Listed(heading, lines) for heading, lines in lists(booking)],
        closing=help_lines(booking.centre),
    )


def _about_no_visit(notice: Notice, booking: Booking, paragraphs: list[str]) -> Letter:
    """A letter about a visit that will not be."""
    return Letter(
        subject=_subject(booking, _("Cancelled: %(title)s, %(when)s")),
        greeting=_greeting(notice, booking),
        paragraphs=[paragraph for paragraph in paragraphs if paragraph],
        code=booking.spoken_code,
        link=Link(_("Book again"), home_url()),
        closing=help_lines(booking.centre),
    )


def _expected(notice: Notice, booking: Booking) -> str:
    """“Ti aspettiamo martedì 1 dicembre alle 9:00, postazione 4.”"""
    if comes_in_person(booking, notice.to):
        desk, counter = _("We expect you %(when)s, desk %(desk)s."), _("We expect you %(when)s.")
    else:
        desk, counter = _("We expect %(name)s %(when)s, desk %(desk)s."), _("We expect %(name)s %(when)s.")
    return (desk if booking.service.is_for_desks else counter) % _figures(booking)


def _until(booking: Booking, at: datetime) -> str:
    last = changeable_until(booking)
    if at > last:
        return _("It is too late to move or cancel the booking from here: please tell the office.")
    return _("You can move or cancel the booking until %(when)s.") % {
        "when": begins_in_words(last, booking.centre.zone)
    }


def _subject(booking: Booking, pattern: str | None) -> str:
    return (pattern or _("%(title)s: %(when)s")) % _figures(booking) + f" ({booking.spoken_code})"


def _greeting(notice: Notice, booking: Booking) -> str:
    if booking.person and comes_in_person(booking, notice.to):
        return _("Hello %(name)s,") % {"name": booking.person.given_name}
    return _("Hello,")


def _figures(booking: Booking) -> dict[str, str]:
    return {
        "when": begins_in_words(booking.starts_at, booking.centre.zone),
        "name": booking.person.full_name if booking.person else "",
        "desk": booking.resource.name,
        "title": title(booking),
    }
