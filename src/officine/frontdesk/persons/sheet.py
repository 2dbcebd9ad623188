"""The page of a booking for someone, as it stands: who, what was typed, what is offered, why not."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from officine.bookings.actions import Wish, book
from officine.bookings.answered import Answer, Asked, once
from officine.bookings.finding import alternatives
from officine.bookings.models import Answered, Booking
from officine.bookings.sentences import why
from officine.catalogue.models import Centre
from officine.frontdesk.persons.book_for_form import BookForForm, new_key
from officine.frontdesk.persons.finding_people import Match, as_matches, matches
from officine.frontdesk.persons.record import Record, record_of, used_in_words
from officine.frontdesk.persons.times import Time, Times, as_times, times
from officine.people.duplicates import look_alikes
from officine.people.models import Account, Person
from officine.people.newcomer import newcomer
from officine.rules.availability import Span
from officine.rules.days import local_date
from officine.rules.refusals import MAY_BE_OVERRULED, Overruling, Refused, Rule

# Another time would not help against these.
WHATEVER_THE_TIME = (Rule.ACTIVE_BOOKINGS, Rule.ACTIVE_UNTIL_VERIFIED)
OF_A_NEWCOMER = ("given_name", "family_name", "phone", "email", "language")


@dataclass(frozen=True, slots=True)
class No:
    """A refusal: the sentence, what could be had instead, and the time that could be had with a reason."""

    sentence: str
    instead: list[Time]
    may_be_overruled: str = ""
    code: str = ""


@dataclass
class Sheet:
    """Without a form: somebody is still looked for."""

    centre: Centre
    at: datetime
    person: Person | None = None
    form: BookForForm | None = None
    text: str = ""
    found: list[Match] | None = None
    refusal: No | None = None
    is_wrong: bool = field(default=False)

    @property
    def is_new(self) -> bool:
        return self.form is not None and self.person is None

    @cached_property
    def record(self) -> Record | None:
        return record_of(self.person, self.centre, self.at) if self.person else None

    @cached_property
    def duplicates(self) -> list[Match]:
        """Who else this may be: two rows to be merged, or somebody who need not be entered again."""
        if self.form is None:
            return []
        said = {name: str(self.form[name].value() or "") for name in OF_A_NEWCOMER}
        if self.person:
            said = {name: str(getattr(self.person, name)) for name in OF_A_NEWCOMER}
        name = f"{said['given_name']} {said['family_name']}"
        but = self.person.pk if self.person else None
        alike = look_alikes(self.centre.municipality, name, said["phone"], said["email"], but=but)
        return as_matches(self.centre, [each.person for each in alike])

    @cached_property
    def times(self) -> Times | None:
        form = self.form
        if form is None or form.chosen_service is None or form.chosen_minutes is None:
            return None
        form.is_valid()
        said = form.cleaned_data if form.is_bound else {}
        return times(form.chosen_service, form.chosen_minutes, said.get("day"), said.get("hour"), self.at)

    @cached_property
    def used(self) -> list[str]:
        if self.person is None or self.form is None or self.form.chosen_service is None:
            return []
        return used_in_words(self.person, self.form.chosen_service, local_date(self.at, self.centre.zone), self.at)

    def book(self, start: str, *, by: Account, is_overruled: bool) -> str:
        """The code of the booking, made now or by the same form before. Refuses as every channel does."""
        form = self.form
        assert form is not None  # noqa: S101 (for the type checker)
        if not form.is_valid() or form.chosen_service is None:
            raise ValidationError({} if form.errors else {"service": _("Choose the service.")})
        said = form.cleaned_data
        if is_overruled and not said["reason"]:
            self.refusal = No(_("Write why you book all the same: it is kept with the booking."), [], start)
            raise ValidationError({"reason": _("Write the reason.")})
        overruling = Overruling(said["reason"] if is_overruled else "")
        wish = Wish(form.chosen_service, _instant(start), minutes=form.chosen_minutes)

        def do() -> Booking:
            person = self.person or newcomer(
                self.centre.municipality, by=by, at=self.at, **{name: said[name] for name in OF_A_NEWCOMER}
            )
            return book(
                wish,
                person=person,
                by=by,
                channel=said["channel"],
                at=self.at,
                details=form.details,
                business=form.chosen_business,
                role="staff",
                overruling=overruling,
            )

        asked = Asked(by, said["key"] or new_key(), self._fingerprint(start))
        return str(once(asked, do, _say, self.at)["code"])

    def say_why(self, refused: Refused, start: str) -> None:
        """The sentence of every channel, with what could be had instead."""
        form = self.form
        assert form is not None and form.chosen_service is not None  # noqa: S101, PT018 (for the type checker)
        starts_at, service = _instant(start), form.chosen_service
        instead: list[Time] = []
        if refused.rule not in WHATEVER_THE_TIME:
            wanted = Span(starts_at, starts_at + form.length)
            instead = as_times(alternatives(service, wanted, self.at), service, self.at)
        may = start if refused.rule in MAY_BE_OVERRULED else ""
        self.refusal = No(why(refused, self.centre.zone), instead, may)

    def say_what_is_wrong(self, error: ValidationError) -> None:
        """Beside each field, and above them all."""
        assert self.form is not None  # noqa: S101 (for the type checker)
        self.is_wrong = True
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                self.form.add_error(name, errors)
        else:
            self.form.add_error(None, error)

    def say_it_was_used(self, by: Account) -> None:
        """This very form has booked already, something else: the next press is another booking."""
        assert self.form is not None  # noqa: S101 (for the type checker)
        given = Answered.objects.filter(account=by, key=str(self.form["key"].value())).first()
        code = str(given.answer.get("code", "")) if given else ""
        sentence = _("This form has made a booking already. Press again if you want another one.")
        self.refusal = No(sentence, [], code=code)
        self.form.take_a_new_key()

    def _fingerprint(self, start: str) -> str:
        """What tells one wish from another that comes with the same key."""
        assert self.form is not None  # noqa: S101 (for the type checker)
        who = [self.person.pk] if self.person else [self.form[name].value() for name in OF_A_NEWCOMER]
        said = [*who, self.form["service"].value(), self.form.chosen_minutes, start]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def blank_sheet(centre: Centre, asked: QueryDict, at: datetime) -> Sheet:
    """Whom to look for; or, where the address names a person, the form for them."""
    person = _person(centre, asked.get("persona", ""))
    if person is None:
        return Sheet(centre, at)
    service, channel = asked.get("servizio", ""), asked.get("canale", "")
    known: dict[str, Any] = {"key": new_key(), "service": service, "channel": _channel(channel)}
    return Sheet(centre, at, person, BookForForm(centre, person, **known))


def filled_sheet(centre: Centre, said: QueryDict, at: datetime) -> Sheet:
    """What was typed so far: letters of a name, or the form."""
    if "text" in said:
        text = said.get("text", "")
        if said.get("do") != "new":
            return Sheet(centre, at, text=text, found=matches(centre, text))
        known: dict[str, Any] = {"key": new_key(), "channel": _channel(said.get("channel", "")), **_as_names(text)}
        return Sheet(centre, at, form=BookForForm(centre, None, **known))
    if "service" not in said:
        return Sheet(centre, at)
    person = _person(centre, said.get("choose") or said.get("persona", ""))
    return Sheet(centre, at, person, BookForForm(centre, person, said))


def _person(centre: Centre, number: str) -> Person | None:
    """The person of this number in the town of the centre; of one who was merged, the one who was kept."""
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    people = Person.objects.select_related("municipality", "merged_into__municipality")
    person = people.filter(pk=int(number), municipality=centre.municipality, erased_at=None).first()
    return (person.merged_into or person) if person else None


def _as_names(text: str) -> dict[str, str]:
    """What was typed to find somebody, as the beginning of their details."""
    words = text.split()
    if "@" in text:
        return {"email": text.strip()}
    if sum(char.isdigit() for char in text) >= 3:
        return {"phone": text.strip()}
    capital = [word[:1].upper() + word[1:] for word in words]
    return {"given_name": " ".join(capital[:1]), "family_name": " ".join(capital[1:])}


def _channel(text: str) -> str:
    counter, phone = Booking.Channel.COUNTER.value, Booking.Channel.PHONE.value
    return text if text in (counter, phone) else phone


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValidationError(_("Choose one of the times.")) from None
    if moment.tzinfo is None or not 2000 <= moment.year < 2100:
        raise ValidationError(_("Choose one of the times."))
    return moment


def _say(booking: Booking) -> Answer:
    return {"code": booking.code}
