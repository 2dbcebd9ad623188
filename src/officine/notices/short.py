"""What a notice says in the few words of a text message or a phone call: who writes, when and where, never the need."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from officine.bookings.models import Booking, BookingEvent
from officine.catalogue.wording import begins_in_words
from officine.notices import reasons
from officine.notices.kinds import Kind
from officine.notices.sender import one_line

# A kind that is not here gets the words for any news; in kinds.py one finds them all.
TO_SEND = {
    Kind.REMINDER: gettext_lazy("we expect you %(when)s%(desk)s."),
    Kind.CONFIRMATION: gettext_lazy("your booking is confirmed. We expect you %(when)s%(desk)s."),
    Kind.CHANGE: gettext_lazy("your booking has changed. We now expect you %(when)s%(desk)s."),
    Kind.CANCELLATION: gettext_lazy("your booking, %(when)s, is cancelled as asked."),
    Kind.CANCELLATION_BY_TOWN: gettext_lazy("we are sorry, we have to cancel your booking, %(when)s."),
    Kind.WHAT_TO_BRING: gettext_lazy("for your visit, %(when)s, a document is missing. Call us: we tell you which."),
}
ANY_NEWS_TO_SEND = gettext_lazy("there is news about your booking, %(when)s. Please call us.")

TO_SAY = {
    Kind.REMINDER: gettext_lazy("Remind them: we expect them %(when)s%(desk)s."),
    Kind.CONFIRMATION: gettext_lazy("Say that the booking is confirmed: %(when)s%(desk)s."),
    Kind.CHANGE: gettext_lazy("Say the new place: %(when)s, %(place)s."),
    Kind.CANCELLATION: gettext_lazy("Say that the booking is cancelled: %(when)s."),
    Kind.CANCELLATION_BY_TOWN: gettext_lazy("Say that we had to cancel: %(when)s. Offer another time."),
    Kind.WHAT_TO_BRING: gettext_lazy("Say what to bring: %(when)s%(desk)s."),
}
ANY_NEWS_TO_SAY = gettext_lazy("Say that there is news about the booking: %(when)s%(desk)s.")
NEW_TIME = gettext_lazy("Say the new time: %(when)s%(desk)s. It was %(was)s.")

NO_VISIT = (Kind.CANCELLATION, Kind.CANCELLATION_BY_TOWN)


@dataclass(frozen=True, slots=True)
class News:
    """What has to be told about a booking: its kind, and the event that made it, where there is one."""

    booking: Booking
    kind: str
    event: BookingEvent | None = None

    @property
    def was_at(self) -> datetime | None:
        """When it was before a move; None where the time is the same."""
        was = self.event.facts.get("was", {}).get("starts_at") if self.event else None
        earlier = datetime.fromisoformat(was) if was else None
        return earlier if earlier != self.booking.starts_at else None


def to_send(news: News) -> str:
    """A text message, in the language of the person who comes."""
    booking = news.booking
    with override(booking.person.language if booking.person else "it"):
        sentences = [
            str(TO_SEND.get(Kind(news.kind), ANY_NEWS_TO_SEND)) % _figures(news),
            _before(news),
            reasons.in_words(news.event.reason) if news.event and news.kind == Kind.CANCELLATION_BY_TOWN else "",
            "" if news.kind in NO_VISIT else _("Code: %(code)s.") % {"code": booking.spoken_code},
            _how_to_answer(news),
        ]
        return f"{one_line(booking.centre.name)}: " + " ".join(sentence for sentence in sentences if sentence)


def to_say(news: News) -> str:
    """What the operator tells the person, as one sentence in the active language."""
    sentence = TO_SAY.get(Kind(news.kind), ANY_NEWS_TO_SAY)
    if news.kind == Kind.CHANGE and news.was_at:
        sentence = NEW_TIME
    return str(sentence) % _figures(news)


def _before(news: News) -> str:
    if news.kind != Kind.CHANGE or news.was_at is None:
        return ""
    return _("Before, it was %(when)s.") % {"when": begins_in_words(news.was_at, news.booking.centre.zone)}


def _how_to_answer(news: News) -> str:
    phone = {"phone": one_line(news.booking.centre.phone)}
    if not phone["phone"]:
        return ""
    if news.kind in NO_VISIT:
        return _("For another time call %(phone)s.") % phone
    return _("If you cannot come, call %(phone)s.") % phone


def _figures(news: News) -> dict[str, str]:
    booking = news.booking
    place = one_line(booking.resource.name)
    desk = _("desk %(number)s") % {"number": place}
    return {
        "when": begins_in_words(booking.starts_at, booking.centre.zone),
        "was": begins_in_words(news.was_at, booking.centre.zone) if news.was_at else "",
        "desk": f", {desk}" if booking.service.is_for_desks else "",
        "place": desk if booking.service.is_for_desks else place,
    }
