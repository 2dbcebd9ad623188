"""One booking on the list, said in words: who, when, what, how it stands, and what can be done with it."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.bookings.sentences import STATUSES
from officine.catalogue.models import Centre
from officine.catalogue.wording import span_in_words, time_in_words
from officine.frontdesk.agenda.reading import Visit
from officine.rules.codes import spoken
from officine.rules.days import local_date, midnight
from officine.rules.lifecycle import Move, Status, may
from officine.rules.standing import is_late, is_over
from officine.rules.texts import in_language


class Step(NamedTuple):
    """A button of a row: the name of the step, the address it posts to, its word and its key."""

    name: str
    address: str
    label: str
    key: str
    is_main: bool = False


class Row(NamedTuple):
    """One booking on the list; everything is ready to be shown."""

    code: str
    version: int
    status: str
    number: int | None
    hours: str
    place: str
    is_for_desks: bool
    name: str
    service: str
    spoken_code: str
    wishes: list[str]
    state: str
    late: str
    steps: list[Step]
    address: str  # of the booking's page, where there is one
    move_address: str

    @property
    def is_still_to_come(self) -> bool:
        return self.status == Status.CONFIRMED


class Addresses:
    """Where the steps of a centre's bookings post to: looked up once for a page, not once a row."""

    A_CODE = "CODE"

    def __init__(self, centre: Centre) -> None:
        self._centre = centre.slug
        self._patterns: dict[str, str] = {}

    def of(self, name: str, code: str) -> str:
        """Empty where this page is not there."""
        if name not in self._patterns:
            try:
                self._patterns[name] = reverse(f"frontdesk:{name}", args=[self._centre, self.A_CODE])
            except NoReverseMatch:
                self._patterns[name] = ""
        return self._patterns[name].replace(f"/{self.A_CODE}/", f"/{code}/")


class Words:
    """Says the bookings of one centre, as they stand at one instant, in the active language."""

    def __init__(self, centre: Centre, at: datetime) -> None:
        self.zone: ZoneInfo = centre.zone
        self.at = at
        self.addresses = Addresses(centre)
        self.language = get_language() or "it"

    @cached_property
    def tomorrow(self) -> datetime:
        return midnight(local_date(self.at, self.zone) + timedelta(days=1), self.zone)

    @cached_property
    def _statuses(self) -> dict[str, str]:
        return {str(status): str(words) for status, words in STATUSES.items()}

    @cached_property
    def _labels(self) -> dict[str, str]:
        """Looked up once, not once a row."""
        return {
            "arrival": pgettext("front desk", "Arrived"),
            "conclusion": pgettext("front desk", "Finished"),
            "absence": pgettext("front desk", "Absent"),
            "here": _("Here since %(time)s"),
            "done": _("Done at %(time)s"),
            "undo_walk_in": _("Undo the entry"),
            "undo_arrived": _("Undo the arrival"),
            "undo_done": _("Undo the end"),
            "undo_absent": _("Undo the absence"),
        }

    def row(self, visit: Visit, place: str, *, is_for_desks: bool) -> Row:
        return Row(
            code=visit.code,
            version=visit.version,
            status=visit.status,
            number=visit.number,
            hours=span_in_words(visit.starts_at, visit.ends_at, self.zone),
            place=place,
            is_for_desks=is_for_desks,
            name=self.name(visit),
            service=self.service(visit),
            spoken_code=spoken(visit.code),
            wishes=self._wishes(visit),
            state=self._state(visit),
            late=self.late(visit),
            steps=self._steps(visit),
            address=self.addresses.of("booking", visit.code),
            move_address=self.addresses.of("booking_move", visit.code) if visit.status in MOVABLE else "",
        )

    def name(self, visit: Visit) -> str:
        """Who comes; without a name, as they are called."""
        if visit.given_name or visit.family_name:
            return f"{visit.given_name} {visit.family_name}".strip()
        return _("Without a booking") if visit.channel == Booking.Channel.WALK_IN else spoken(visit.code)

    def service(self, visit: Visit) -> str:
        return str(in_language(visit.need or visit.service, self.language))

    def late(self, visit: Visit) -> str:
        """By how much; empty for whoever is not."""
        if not is_late(visit, self.at):
            return ""
        if is_over(visit, self.at):
            return _("Has not come")
        minutes = int((self.at - visit.starts_at).total_seconds() // 60)
        return ngettext("%(count)d minute late", "%(count)d minutes late", minutes) % {"count": minutes}

    def _wishes(self, visit: Visit) -> list[str]:
        """What the operator must know before the person stands in front of them."""
        wishes = []
        if visit.channel == Booking.Channel.WALK_IN and (visit.given_name or visit.family_name):
            wishes.append(_("Without a booking"))
        if visit.ground_floor:
            wishes.append(_("Receive on the ground floor"))
        if visit.private_talk:
            wishes.append(_("Private talk"))
        if visit.with_companion:
            wishes.append(_("Comes with a companion"))
        return wishes

    def _state(self, visit: Visit) -> str:
        if visit.status == Status.ARRIVED and visit.arrived_at:
            return self._labels["here"] % {"time": time_in_words(visit.arrived_at, self.zone)}
        if visit.status == Status.DONE and visit.left_at:
            return self._labels["done"] % {"time": time_in_words(visit.left_at, self.zone)}
        if visit.status == Status.CANCELLED_BY_PERSON:
            return pgettext("front desk", "Cancelled by the person")
        return self._statuses[visit.status]

    def _steps(self, visit: Visit) -> list[Step]:
        status, steps = Status(visit.status), []
        if may(Move.ARRIVE, status) and visit.starts_at < self.tomorrow:
            steps.append(self._step("arrival", visit, "a", is_main=True))
        if may(Move.FINISH, status):
            steps.append(self._step("conclusion", visit, "f", is_main=True))
        # Nobody can be missed before the time has come.
        if may(Move.MISS, status) and self.at >= visit.starts_at:
            steps.append(self._step("absence", visit, "x"))
        if visit.status in TAKEN_BACK:
            steps.append(self._step("undo", visit, "u", label=self._undo(visit)))
        return steps

    def _undo(self, visit: Visit) -> str:
        is_walk_in = visit.status == Status.ARRIVED and visit.channel == Booking.Channel.WALK_IN
        return "undo_walk_in" if is_walk_in else f"undo_{visit.status}"

    def _step(self, name: str, visit: Visit, key: str, *, label: str = "", is_main: bool = False) -> Step:
        return Step(name, self.addresses.of(name, visit.code), self._labels[label or name], key, is_main)


MOVABLE = (Status.CONFIRMED, Status.ARRIVED)
TAKEN_BACK = (Status.ARRIVED, Status.DONE, Status.ABSENT)
