"""The step “Richiedente”: who comes, for which business, and, of somebody we do not know yet, who books."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from officine.catalogue.models import Service
from officine.people import words
from officine.people.models import Account, Business, Person
from officine.website.booking.who_comes import BUSINESS, ME, OTHER, helped
from officine.website.forms import fields
from officine.website.forms.fields import Said

Choices = list[tuple[str, str]]
SELF_FIELDS = ("given_name", "family_name", "email", "phone", "privacy")


class ApplicantForm(forms.Form):
    """One page of questions; what an answer makes needless is neither checked nor kept."""

    use_required_attribute = False

    def __init__(
        self,
        service: Service,
        account: Account | None,
        person: Person | None,
        for_two: bool,
        *args: Any,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        known = helped(account) if account else []
        who = self._who(service, account, person, known, for_two)
        label = _("Who comes to the first appointment?") if for_two else _("Who is the booking for?")
        self.fields["who"] = fields.one_of(label, who, _("Choose who comes."), initial=who[0][0])
        self._ask_of_somebody("other")
        if service.audience == Service.Audience.BUSINESSES:
            self._ask_of_business()
        if for_two:
            self._ask_who_is_second(known)
        if person is None:
            self._ask_of_oneself(account)

    def _ask_who_is_second(self, known: list[Person]) -> None:
        others = _by_name(known) + ([(ME, _("Me"))] if known else [])
        choices = [*others, (OTHER, _("Somebody else"))]
        second = fields.one_of(
            _("Who comes to the second appointment?"), choices, _("Choose who comes second."), initial=OTHER
        )
        if not others:
            second.widget = forms.HiddenInput()  # a question with one answer is not asked
        self.fields["second"] = second
        self._ask_of_somebody("second")

    def _who(
        self, service: Service, account: Account | None, person: Person | None, known: list[Person], for_two: bool
    ) -> Choices:
        if for_two:
            me = [(ME, _("Me"))]
            others = [*_by_name(known), (OTHER, _("Somebody else"))]
        else:
            me = [(ME, _("For me, %(name)s") % {"name": person.full_name} if person else _("For me"))]
            others = [(choice, _("For %(name)s") % {"name": name}) for choice, name in _by_name(known)]
            others += [(OTHER, _("For another person"))]
        if service.audience != Service.Audience.BUSINESSES:
            return me + others
        mine = account.businesses.order_by("name", "pk") if account else Business.objects.none()
        businesses = [(f"business:{each.pk}", _("For %(name)s") % {"name": each.name}) for each in mine]
        return [*businesses, (BUSINESS, _("For a business or an association")), *me, *others]

    def _ask_of_somebody(self, prefix: str) -> None:
        self.fields[f"{prefix}_given_name"] = fields.given_name(autocomplete="off")
        self.fields[f"{prefix}_family_name"] = fields.family_name(autocomplete="off")
        self.fields[f"{prefix}_phone"] = fields.phone(
            autocomplete="off", help_text=_("Only if they have one: we call if something changes.")
        )
        self.fields[f"{prefix}_consent"] = fields.tick(
            _("This person knows and agrees that I book for them"),
            must=_("You can book for others only with their consent."),
        )

    def _ask_of_business(self) -> None:
        kinds = [
            (Business.Kind.COMPANY.value, _("It has a VAT number")),
            (Business.Kind.NOT_YET.value, _("It has no VAT number yet")),
            (Business.Kind.ASSOCIATION.value, _("It is an association, with a tax code")),
        ]
        self.fields["business_name"] = Said(
            words.a_business_name, label=_("What it is called"), autocomplete="organization"
        )
        self.fields["business_kind"] = fields.one_of(_("VAT number"), kinds, _("Choose one of these."))
        digits = {"inputmode": "numeric"}
        self.fields["vat_number"] = Said(words.a_vat_number, label=_("VAT number, eleven digits"), attrs=digits)
        self.fields["tax_code"] = Said(words.a_tax_code_of_an_association, label=_("Tax code of the association"))

    def _ask_of_oneself(self, account: Account | None) -> None:
        self.fields["given_name"] = fields.given_name(_("Your first name"))
        self.fields["family_name"] = fields.family_name(_("Your family name"))
        if account is None:
            self.fields["email"] = fields.email(
                _("Your e-mail"), help_text=_("We send you a code now, then the confirmation and a reminder.")
            )
        self.fields["phone"] = fields.phone(help_text=_("We call only if something changes at the last moment."))
        self.fields["privacy"] = fields.tick(
            _("I have read the privacy notice"), must=_("Tick here once you have read the privacy notice.")
        )

    def full_clean(self) -> None:
        # For Django a field is required or not; here an earlier answer decides. The asterisk stays.
        needless = [self.fields[name] for name in self._needless() if self.fields[name].required]
        for field in needless:
            field.required = False
        super().full_clean()
        for name in self._needless():
            self.errors.pop(name, None)
        for field in needless:
            field.required = True

    def _needless(self) -> list[str]:
        said = self.data.get
        asked = {"other": said("who") == OTHER, "second": said("second") == OTHER}
        needless = [
            name
            for name in self.fields
            for prefix, is_asked in asked.items()
            if name.startswith(f"{prefix}_") and not is_asked
        ]
        kind = said("business_kind") if said("who") == BUSINESS else None
        if said("who") != BUSINESS:
            needless += ["business_name", "business_kind"]
        needless += ["vat_number"] if kind != Business.Kind.COMPANY else []
        needless += ["tax_code"] if kind != Business.Kind.ASSOCIATION else []
        return [name for name in needless if name in self.fields]

    def clean_second(self) -> str:
        second = str(self.cleaned_data["second"])
        if second != OTHER and second == self.cleaned_data.get("who"):
            raise ValidationError(_("Choose two different persons."))
        return second

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("who") == OTHER == said.get("second") and self._same_names(said):
            self.add_error("second_given_name", _("Write two different persons."))
        return said

    def _same_names(self, said: dict[str, Any]) -> bool:
        names = [
            tuple(str(said.get(f"{prefix}_{part}", "")).casefold() for part in ("given_name", "family_name"))
            for prefix in ("other", "second")
        ]
        return names[0] == names[1] and all(names[0])


def _by_name(known: list[Person]) -> Choices:
    return [(f"person:{each.pk}", each.full_name) for each in known]
