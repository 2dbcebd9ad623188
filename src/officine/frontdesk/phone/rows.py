"""The list of people to phone in words: who, when, what to say, what to send, and how the attempts so far ended."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from officine.bookings.models import Booking, Call
from officine.catalogue.wording import near_begins_in_words, near_day_in_words, time_in_words
from officine.notices.short import to_say, to_send
from officine.notices.to_phone import ToTell
from officine.rules.days import local_date

OUTCOMES = {
    Call.Outcome.REACHED: pgettext_lazy("call", "Reached"),
    Call.Outcome.MESSAGE: pgettext_lazy("call", "Left a message"),
    Call.Outcome.NO_ANSWER: pgettext_lazy("call", "No answer"),
    Call.Outcome.WRONG_NUMBER: pgettext_lazy("call", "Wrong number"),
}


@dataclass(frozen=True)
class Row:
    """One person and one thing to tell them."""

    about: str
    booking: Booking
    day: str
    hour: str
    name: str
    phone: str
    say: str
    text: str
    language: str
    attempts: list[str]
    latest: Call | None
    has_wrong_number: bool
    others: list[str]  # when else there is something to tell the same person: one call may do


def rows(listed: list[ToTell], at: datetime) -> list[Row]:
    whens: dict[int | None, list[tuple[str, str]]] = defaultdict(list)
    for each in listed:
        whens[each.booking.person_id].append((each.about, _when(each, at)))
    return [
        row(each, at, [when for about, when in whens[each.booking.person_id] if about != each.about]) for each in listed
    ]


def row(each: ToTell, at: datetime, others: list[str] | None = None) -> Row:
    booking, zone = each.booking, each.booking.centre.zone
    person = booking.person
    assert person is not None  # noqa: S101 (who is on the list has a name)
    return Row(
        about=each.about,
        booking=booking,
        day=near_day_in_words(local_date(each.urgent_at, zone), local_date(at, zone)),
        hour=time_in_words(each.urgent_at, zone),
        name=person.full_name or booking.spoken_code,
        phone=person.phone,
        say=to_say(each.news),
        text=to_send(each.news),
        language=person.language,
        attempts=[call_in_words(call, booking, at) for call in each.calls],
        latest=each.latest,
        has_wrong_number=any(call.outcome == Call.Outcome.WRONG_NUMBER for call in each.calls),
        others=others or [],
    )


def _when(each: ToTell, at: datetime) -> str:
    return near_begins_in_words(each.urgent_at, at, each.booking.centre.zone)


def call_in_words(call: Call, booking: Booking, at: datetime) -> str:
    """“Non risponde: oggi alle 10:32, olga@comune.example”."""
    who = call.by.email if call.by and call.by.email else _("a colleague")
    when = near_begins_in_words(call.at, at, booking.centre.zone)
    return _("%(outcome)s: %(when)s, %(who)s") % {
        "outcome": OUTCOMES[Call.Outcome(call.outcome)],
        "when": when,
        "who": who,
    }
