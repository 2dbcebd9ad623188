"""The businesses a person comes for: found, entered, linked and unlinked."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.persons.reach import living_person_or_404
from officine.people.belonging import businesses_like, link, link_new, unlink
from officine.people.looking import record_look
from officine.people.models import Business, Person

KINDS = [
    (Business.Kind.COMPANY.value, gettext_lazy("It has a VAT number")),
    (Business.Kind.NOT_YET.value, gettext_lazy("It has no VAT number yet")),
    (Business.Kind.ASSOCIATION.value, gettext_lazy("It is an association, with a tax code")),
]
OFF = {"autocomplete": "off"}


class BusinessForm(forms.Form):
    """A business that is not here yet; what is wrong with it the verb says."""

    use_required_attribute = False

    name = forms.CharField(label=gettext_lazy("What it is called"), required=False, widget=forms.TextInput(OFF))
    kind = forms.ChoiceField(
        label=gettext_lazy("VAT number"), choices=KINDS, required=False, widget=forms.RadioSelect, initial="company"
    )
    vat_number = forms.CharField(
        label=gettext_lazy("VAT number, eleven digits"),
        required=False,
        widget=forms.TextInput(OFF | {"inputmode": "numeric"}),
    )
    tax_code = forms.CharField(
        label=gettext_lazy("Tax code of the association"), required=False, widget=forms.TextInput(OFF)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(StaffRole.Role.OPERATOR)
def person_business(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """One page: those of this person, a search, and a form for a new one."""
    person = living_person_or_404(centre, number)
    record_look(person, account_of(request), timezone.now())
    if request.method != "POST":
        return _page(request, centre, person)
    if "text" in request.POST:
        return _page(request, centre, person, text=request.POST["text"])
    try:
        _do(request, centre, person)
    except ValidationError as error:
        return _page(request, centre, person, form=_wrong(request, error), status=409)
    return redirect("frontdesk:person", centre=centre.slug, number=person.pk)


def _do(request: HttpRequest, centre: Centre, person: Person) -> None:
    by, at, said = account_of(request), timezone.now(), request.POST
    if "link" in said:
        link(person, _business_or_404(centre, said["link"]), by=by, at=at)
        messages.success(request, _("The business is linked."))
    elif "unlink" in said:
        unlink(person, _business_or_404(centre, said["unlink"]), by=by, at=at)
        messages.success(request, _("The business is unlinked."))
    else:
        link_new(
            person,
            said.get("name", ""),
            said.get("kind", ""),
            vat_number=said.get("vat_number", ""),
            tax_code=said.get("tax_code", ""),
            by=by,
            at=at,
        )
        messages.success(request, _("The business is linked."))


def _business_or_404(centre: Centre, number: str) -> Business:
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise Http404
    return get_object_or_404(Business, pk=int(number), municipality=centre.municipality_id)


def _wrong(request: HttpRequest, error: ValidationError) -> BusinessForm:
    form = BusinessForm(request.POST)
    for name, errors in error.error_dict.items():
        form.add_error(name, errors)
    return form


def _page(
    request: HttpRequest,
    centre: Centre,
    person: Person,
    *,
    text: str = "",
    form: BusinessForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "centre": centre,
        "screen": "people",
        "person": person,
        "businesses": person.businesses.order_by("name", "pk"),
        "text": text,
        "found": businesses_like(centre.municipality, text) if text else None,
        "form": form or BusinessForm(),
    }
    return render(request, "frontdesk/persons/businesses.html", context, status=status)
