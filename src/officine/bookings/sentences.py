"""Refusals, statuses and events in words: the same sentence on every channel, in the active language."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from officine.bookings.models import Booking, BookingEvent
from officine.catalogue.wording import begins_in_words, minutes_in_words
from officine.rules.lifecycle import Move, Status
from officine.rules.refusals import Refused, Rule


def why(refused: Refused, zone: ZoneInfo) -> str:
    """Why the answer is no, with the person's own figures, and when it would be yes."""
    sentence = SENTENCES[refused.rule](refused)
    if refused.next_yes_at is None:
        return sentence
    when = begins_in_words(refused.next_yes_at, zone)
    return sentence + " " + _("You can ask for this again from %(when)s.") % {"when": when}


def status_in_words(booking: Booking) -> str:
    return str(STATUSES[Status(booking.status)])


def event_in_words(event: BookingEvent) -> str:
    return str(EVENTS[Move(event.move)])


def _minutes(refused: Refused, figure: str) -> str:
    return minutes_in_words(int(refused.figures[figure]))


def _length(refused: Refused) -> str:
    return _("A booking lasts from %(shortest)s to %(longest)s.") % {
        "shortest": _minutes(refused, "shortest_minutes"),
        "longest": _minutes(refused, "longest_minutes"),
    }


def _horizon(refused: Refused) -> str:
    days = int(refused.figures["horizon_days"])
    return ngettext("Bookings open %(days)d day ahead.", "Bookings open %(days)d days ahead.", days) % {"days": days}


def _active(refused: Refused) -> str:
    return _("There are already %(active)d bookings to come out of %(most)d allowed at a time.") % refused.figures


def _unverified(refused: Refused) -> str:
    one = _(
        "Until we have seen an identity document once, at the desk, one booking of this kind is possible at a time, "
        "and there is one already."
    )
    several = _(
        "Until we have seen an identity document once, at the desk, %(most)d bookings of this kind are possible at a "
        "time, and there are already %(active)d."
    )
    return one if refused.figures["most"] == 1 else several % refused.figures


def _hours(refused: Refused) -> str:
    return _(
        "One may book %(most)s in any 7 days. Around this day there are %(used)s already, and this booking would add "
        "%(asked)s."
    ) % {name: _minutes(refused, f"{name}_minutes") for name in ("asked", "used", "most")}


SENTENCES: dict[Rule, Callable[[Refused], str]] = {
    Rule.TAKEN: lambda refused: _("This place has just been taken by someone else."),
    Rule.CLOSED: lambda refused: _("At that time we are closed, or the booking would not end within opening hours."),
    Rule.GRID: lambda refused: _("Bookings begin and end every %(step_minutes)d minutes.") % refused.figures,
    Rule.LENGTH: _length,
    Rule.HORIZON: _horizon,
    Rule.NOTICE: lambda refused: (
        _("It is too late for this time: bookings close %(notice)s before.")
        % {"notice": _minutes(refused, "notice_minutes")}
    ),
    Rule.PAST: lambda refused: _("This time is past."),
    Rule.ACTIVE_BOOKINGS: _active,
    Rule.ACTIVE_UNTIL_VERIFIED: _unverified,
    Rule.HOURS_IN_7_DAYS: _hours,
    Rule.SAME_TIME: lambda refused: _("There is already a booking at that time for the same person."),
    Rule.CANCEL_UNTIL: lambda refused: (
        _("Changes and cancellations by yourself end %(until)s before the start. Please call or write to the office.")
        % {"until": _minutes(refused, "cancel_until_minutes")}
    ),
    Rule.HOLD_OVER: lambda refused: _("The time for which we kept this place is over. Please choose again."),
    Rule.TOO_MANY_HOLDS: lambda refused: _(
        "Too many places are being kept for people on your network at this moment. Please finish or try again shortly."
    ),
    Rule.VISIT_TIMES: lambda refused: _(
        "A visit begins before it ends, on the day of the booking, and neither is still to come."
    ),
    Rule.STATUS: lambda refused: _("This booking can no longer be changed in this way."),
    Rule.CHANGED: lambda refused: _(
        "Somebody else has changed this booking in the meantime. Have a look at how it stands now."
    ),
}

STATUSES = {
    Status.HELD: pgettext_lazy("booking", "Being booked"),
    Status.CONFIRMED: pgettext_lazy("booking", "Confirmed"),
    Status.ARRIVED: pgettext_lazy("booking", "Arrived"),
    Status.DONE: pgettext_lazy("booking", "Done"),
    Status.CANCELLED_BY_PERSON: pgettext_lazy("booking", "Cancelled by you"),
    Status.CANCELLED_BY_TOWN: pgettext_lazy("booking", "Cancelled by us"),
    Status.ABSENT: pgettext_lazy("booking", "Nobody came"),
    Status.EXPIRED: pgettext_lazy("booking", "Not completed"),
}

EVENTS = {
    Move.HOLD: gettext_lazy("The place was kept while the form was filled in"),
    Move.BOOK: gettext_lazy("Booked"),
    Move.CONFIRM: gettext_lazy("Booked"),
    Move.RESCHEDULE: gettext_lazy("Moved to another time or place"),
    Move.ARRIVE: gettext_lazy("Arrival noted at the desk"),
    Move.FINISH: gettext_lazy("Visit ended"),
    Move.MISS: gettext_lazy("Nobody came"),
    Move.CANCEL_BY_PERSON: gettext_lazy("Cancelled by you"),
    Move.CANCEL_BY_TOWN: gettext_lazy("Cancelled by us"),
    Move.EXPIRE: gettext_lazy("The kept place was given back"),
    Move.WALK_IN: gettext_lazy("Came without a booking"),
    Move.RESEAT: gettext_lazy("Moved to another place during the visit"),
    Move.UNDO_WALK_IN: gettext_lazy("The visit was entered by mistake"),
    Move.UNDO_ARRIVE: gettext_lazy("The arrival was taken back"),
    Move.UNDO_FINISH: gettext_lazy("The end of the visit was taken back"),
    Move.UNDO_MISS: gettext_lazy("The absence was taken back"),
    Move.RESTORE: gettext_lazy("Booked again: the cancellation was taken back"),
    Move.CORRECT_ARRIVAL: gettext_lazy("The time of the arrival was put right"),
    Move.CORRECT_TIMES: gettext_lazy("The times of the visit were put right"),
}
