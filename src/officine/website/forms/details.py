"""The step “Dettagli”: what a person tells us about the visit; nothing of it is asked without a use."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.bookings.placing import Details
from officine.catalogue.models import Need, Service
from officine.people.models import Person
from officine.rules.days import local_date
from officine.rules.texts import in_language
from officine.website.booking.draft import Answers
from officine.website.forms.fields import one_of, tick


class DetailsForm(forms.Form):
    """Asks only what this service can use."""

    use_required_attribute = False

    def __init__(self, service: Service, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.service = service
        needs = active_needs(service)
        if len(needs) > 1:
            language = get_language() or ""
            choices = [(str(need.pk), str(in_language(need.name, language))) for need in needs]
            self.fields["need"] = one_of(_("What do you need?"), choices, _("Choose what you need."))
        if service.asks_deadline:
            self.fields["deadline_on"] = forms.DateField(
                label=_("Do you have a deadline?"),
                help_text=_("If there is a date by which it must be done, we see whether this appointment is in time."),
                required=False,
                widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
                error_messages={"invalid": _("Write the date as day, month and year.")},
            )
        self.fields["ground_floor"] = tick(_("I have difficulty with stairs: receive me on the ground floor"))
        if not service.is_for_desks:
            self.fields["private_talk"] = tick(_("I would like a private talk, where nobody hears"))
            self.fields["with_companion"] = tick(_("I come with a companion"))
            self.fields["for_two"] = tick(
                _("There are two of us: two appointments one after the other"),
                help_text=_("For example mother and father. We keep the next appointment too."),
            )

    def clean_deadline_on(self) -> date | None:
        deadline: date | None = self.cleaned_data["deadline_on"]
        if deadline and deadline < local_date(timezone.now(), self.service.centre.zone):
            raise ValidationError(_("This date is past: write a day to come, or leave it empty."))
        return deadline

    def answers(self) -> Answers:
        """What goes into the draft: plain values."""
        said = dict(self.cleaned_data)
        if said.get("deadline_on"):
            said["deadline_on"] = said["deadline_on"].isoformat()
        return said


def active_needs(service: Service) -> list[Need]:
    return list(service.needs.filter(is_active=True).order_by("position", "pk"))


def details_of(answers: Answers | None, service: Service, person: Person | None) -> Details:
    """The answers as details of a booking. Who was not asked is received as the last time."""
    needs = active_needs(service)
    if answers is None:
        return Details(need=needs[0] if len(needs) == 1 else None, ground_floor=_was_on_ground_floor(person))
    chosen = str(answers.get("need") or "")
    deadline = answers.get("deadline_on")
    return Details(
        need=next((need for need in needs if str(need.pk) == chosen), needs[0] if len(needs) == 1 else None),
        deadline_on=date.fromisoformat(deadline) if deadline else None,
        ground_floor=bool(answers.get("ground_floor")),
        private_talk=bool(answers.get("private_talk")),
        with_companion=bool(answers.get("with_companion")),
    )


def _was_on_ground_floor(person: Person | None) -> bool:
    last = Booking.objects.filter(person=person).order_by("-created_at").first() if person else None
    return bool(last and last.ground_floor)
