"""What an operator says to book for someone: who, what, when; nothing typed is lost, whatever is refused."""

import secrets
from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Prefetch
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from officine.bookings.models import Booking
from officine.bookings.placing import Details
from officine.catalogue.models import Centre, Need, Rule, Service
from officine.catalogue.wording import minutes_in_words
from officine.frontdesk.dates import FIRST_DAY, LAST_DAY
from officine.people.models import Business, Person
from officine.rules.texts import in_language

CHANNELS = [
    (Booking.Channel.PHONE.value, pgettext_lazy("channel", "On the phone")),
    (Booking.Channel.COUNTER.value, pgettext_lazy("channel", "At the counter")),
]
OFF = {"autocomplete": "off"}


class BookForForm(forms.Form):
    """The whole page. What must be there is asked by the verbs; here only what can be chosen is checked."""

    use_required_attribute = False

    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    given_name = forms.CharField(label=gettext_lazy("First name"), required=False, widget=forms.TextInput(OFF))
    family_name = forms.CharField(label=gettext_lazy("Family name"), required=False, widget=forms.TextInput(OFF))
    phone = forms.CharField(
        label=gettext_lazy("Phone"), required=False, widget=forms.TextInput(OFF | {"type": "tel", "inputmode": "tel"})
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        required=False,
        widget=forms.TextInput(OFF | {"inputmode": "email", "autocapitalize": "none"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, required=False)
    channel = forms.ChoiceField(label=gettext_lazy("How they ask"), choices=CHANNELS, widget=forms.RadioSelect)
    service = forms.ChoiceField(label=gettext_lazy("Service"), required=False)
    minutes = forms.TypedChoiceField(label=gettext_lazy("For how long"), coerce=int, empty_value=None, required=False)
    day = forms.DateField(
        label=gettext_lazy("Other day"),
        required=False,
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    hour = forms.TimeField(
        label=gettext_lazy("Exact time"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    business = forms.TypedChoiceField(
        label=gettext_lazy("For which business"), coerce=int, empty_value=None, required=False
    )
    need = forms.TypedChoiceField(label=gettext_lazy("What they need"), coerce=int, empty_value=None, required=False)
    deadline_on = forms.DateField(
        label=gettext_lazy("Deadline"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    ground_floor = forms.BooleanField(label=gettext_lazy("Receive on the ground floor"), required=False)
    private_talk = forms.BooleanField(label=gettext_lazy("Private talk"), required=False)
    with_companion = forms.BooleanField(label=gettext_lazy("Comes with a companion"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Book all the same, because…"),
        required=False,
        max_length=300,
        widget=forms.TextInput(OFF),
    )

    def __init__(self, centre: Centre, person: Person | None, said: QueryDict | None = None, **initial: object) -> None:
        # A copy, in which answers to a question that no longer stands are dropped.
        self.said = said.copy() if said is not None else None
        super().__init__(self.said, initial=initial)
        self.person = person
        rules = Prefetch("rules", Rule.objects.order_by("version"))
        self.services = {
            service.slug: service
            for service in centre.services.filter(is_active=True).prefetch_related(rules).order_by("position", "pk")
        }
        for service in self.services.values():
            service.centre = centre
        self.businesses = {each.pk: each for each in person.businesses.order_by("name", "pk")} if person else {}
        self._offer_choices()

    def _offer_choices(self) -> None:
        language = get_language() or ""
        names = [(slug, str(in_language(service.name, language))) for slug, service in self.services.items()]
        self._choices("service", [("", _("Choose the service")), *names])
        service = self.chosen_service
        lengths = service.lengths if service else []
        self._choices("minutes", [(str(length), minutes_in_words(length)) for length in lengths])
        self.needs = {need.pk: need for need in _needs(service)}
        needs = [(str(need.pk), str(in_language(need.name, language))) for need in self.needs.values()]
        self._choices("need", [("", "—"), *needs])
        businesses = [(str(each.pk), each.name) for each in self.businesses.values()]
        self._choices("business", [("", _("For themselves")), *businesses])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = choices
        if self.said is not None and self.said.get(name, "") not in dict(choices):
            self.said[name] = choices[0][0] if choices else ""

    @property
    def chosen_service(self) -> Service | None:
        """The service that is asked for, also while the rest is not filled in."""
        return self.services.get(str(self["service"].value() or ""))

    @property
    def has_lengths(self) -> bool:
        return self.chosen_service is not None and len(self.chosen_service.lengths) > 1

    @property
    def chosen_minutes(self) -> int | None:
        """The length that is asked for, while it is one of the service's; its shortest otherwise."""
        service, text = self.chosen_service, str(self["minutes"].value() or "")
        if service is None:
            return None
        return int(text) if text in map(str, service.lengths) else service.shortest_minutes

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.chosen_minutes or 0)

    @property
    def has_details(self) -> bool:
        """Whether one of the folded questions was answered, so that they stay open."""
        asked = ("need", "deadline_on", "ground_floor", "private_talk", "with_companion")
        return any(self[name].value() for name in asked)

    @property
    def details(self) -> Details:
        said = self.cleaned_data
        return Details(
            need=self.needs.get(said["need"]) if said["need"] else None,
            deadline_on=said["deadline_on"],
            ground_floor=said["ground_floor"],
            private_talk=said["private_talk"],
            with_companion=said["with_companion"],
        )

    @property
    def chosen_business(self) -> Business | None:
        return self.businesses.get(self.cleaned_data["business"] or 0)

    def take_a_new_key(self) -> None:
        """The next booking is another one."""
        if self.said is not None:
            self.said["key"] = new_key()


def new_key() -> str:
    """Sent along with the form, so that pressing twice books once."""
    return secrets.token_urlsafe(24)


def _needs(service: Service | None) -> list[Need]:
    return list(service.needs.filter(is_active=True).order_by("position", "pk")) if service else []
