"""What an operator says of a disruption: who or what, when, and why."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from officine.bookings.models import Disruption
from officine.catalogue.models import Centre, Resource, Shift
from officine.frontdesk.disruption.reasons import in_both, ready
from officine.frontdesk.disruption.words import place_name
from officine.rules.availability import Span
from officine.rules.days import instant, local_date, midnight

Kind = Disruption.Kind
A_DAY = timedelta(days=1)
FURTHEST = timedelta(days=366)


class ReasonForm(forms.Form):
    """A ready text, or one's own in Italian; in English too where somebody writes it."""

    kind = ""
    resource: Resource | None = None
    shifts: Sequence[Shift] = ()

    ready = forms.ChoiceField(required=False)
    text_it = forms.CharField(required=False, max_length=200, strip=True)
    text_en = forms.CharField(required=False, max_length=200, strip=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["ready"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101 (for the type checker)
        choices.choices = ready(self.kind)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("ready") and not cleaned.get("text_it"):
            self.add_error("ready", _("Choose a reason, or write one in Italian."))
        return cleaned

    @property
    def reason(self) -> dict[str, str]:
        """Keyed by language; Italian stands in where there is no English."""
        own = self.cleaned_data["text_it"]
        if not own:
            return in_both(self.cleaned_data["ready"])
        english = self.cleaned_data["text_en"]
        return {"it": own, "en": english} if english else {"it": own}


class AbsenceForm(ReasonForm):
    """The shifts of an operator who cannot come."""

    kind = Kind.OPERATOR_ABSENT

    chosen = forms.MultipleChoiceField(error_messages={"required": _("Choose a shift.")})

    def __init__(self, centre: Centre, at: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coming = {str(shift.pk): shift for shift in coming_shifts(centre, at)}
        choices = self.fields["chosen"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101 (for the type checker)
        choices.choices = [(pk, pk) for pk in self.coming]

    def clean_chosen(self) -> list[Shift]:
        self.shifts = [shift for pk, shift in self.coming.items() if pk in self.cleaned_data["chosen"]]
        if len({shift.operator_id for shift in self.shifts}) > 1:
            raise forms.ValidationError(_("Choose shifts of one operator at a time."))
        return list(self.shifts)

    @property
    def span(self) -> Span:
        return Span(min(shift.starts_at for shift in self.shifts), max(shift.ends_at for shift in self.shifts))


class TimeForm(ReasonForm):
    """A day, several days, or some hours of one day."""

    first_on = forms.DateField(error_messages={"required": _("Say on which day.")})
    last_on = forms.DateField(required=False)
    opens = forms.TimeField(required=False)
    closes = forms.TimeField(required=False)

    def __init__(self, centre: Centre, at: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre, self.today = centre, local_date(at, centre.zone)

    def clean_first_on(self) -> date:
        first: date = self.cleaned_data["first_on"]
        if not self.today <= first <= self.today + FURTHEST:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return first

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if first and last and not first <= last <= first + FURTHEST:
            self.add_error("last_on", _("The last day is not before the first, nor a year after it."))
        if (opens is None) != (closes is None):
            self.add_error("closes", _("Give both hours, or none for the whole day."))
        elif opens and closes and opens >= closes:
            self.add_error("closes", _("The end is after the beginning."))
        elif opens and last and last != first:
            self.add_error("closes", _("Hours are for one day; for several days leave them empty."))
        return cleaned

    @property
    def span(self) -> Span:
        zone, first = self.centre.zone, self.cleaned_data["first_on"]
        opens: time | None = self.cleaned_data["opens"]
        if opens:
            return Span(instant(first, opens, zone), instant(first, self.cleaned_data["closes"], zone))
        return Span(midnight(first, zone), midnight((self.cleaned_data["last_on"] or first) + A_DAY, zone))


class PlaceForm(TimeForm):
    """A desk or counter that cannot be used."""

    kind = Kind.PLACE_UNAVAILABLE

    place = forms.ModelChoiceField(
        Resource.objects.none(), error_messages={"required": _("Choose a desk or a counter.")}
    )

    def __init__(self, centre: Centre, at: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(centre, at, *args, **kwargs)
        choices = self.fields["place"]
        assert isinstance(choices, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        choices.queryset = Resource.objects.filter(centre=centre, is_active=True).order_by("kind", "position", "pk")
        choices.label_from_instance = place_name  # type: ignore[method-assign,assignment]

    def clean_place(self) -> Resource:
        self.resource = self.cleaned_data["place"]
        return self.cleaned_data["place"]  # type: ignore[no-any-return]


class ClosedForm(TimeForm):
    """The whole centre."""

    kind = Kind.CLOSED


def coming_shifts(centre: Centre, at: datetime) -> Any:
    """Today's and those of the next two weeks."""
    rows = Shift.objects.filter(centre=centre, status=Shift.Status.PLANNED, ends_at__gt=at)
    near = rows.filter(starts_at__lt=at + timedelta(days=15))
    return near.select_related("operator", "counter").order_by("operator__email", "starts_at", "pk")
