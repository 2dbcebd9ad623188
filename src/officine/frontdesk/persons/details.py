"""A person's details at the desk: identity seen once, and a typo put right."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from officine.bookings.sentences import why
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.persons.reach import living_person_or_404
from officine.people.correcting import FIELDS, ChangedMeanwhile, correct
from officine.people.identity import take_back, verify
from officine.people.looking import record_look
from officine.people.models import Person
from officine.people.register import own_account
from officine.rules.refusals import Refused

OPERATOR = StaffRole.Role.OPERATOR
REFUSED = 409
OFF = {"autocomplete": "off"}


class CorrectForm(forms.Form):
    """The details as they are typed; what is wrong with them the verb says."""

    use_required_attribute = False

    given_name = forms.CharField(label=gettext_lazy("First name"), required=False, widget=forms.TextInput(OFF))
    family_name = forms.CharField(label=gettext_lazy("Family name"), required=False, widget=forms.TextInput(OFF))
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False, widget=forms.TextInput(OFF | {"type": "tel"}))
    email = forms.CharField(
        label=gettext_lazy("E-mail"), required=False, widget=forms.TextInput(OFF | {"autocapitalize": "none"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, required=False)


@require_POST
@staff_at_centre(OPERATOR)
def person_verify(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """The tick, or its undoing."""
    person = living_person_or_404(centre, number)
    if "undo" in request.POST:
        take_back(person, by=account_of(request), at=timezone.now())
        messages.success(request, _("The tick is taken back."))
    else:
        verify(person, by=account_of(request), at=timezone.now())
        messages.success(request, _("The identity counts as seen. No copy is kept."))
    return redirect("frontdesk:person", centre=centre.slug, number=person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(OPERATOR)
def person_correct(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """The form; what was typed stays, whatever is refused."""
    person = living_person_or_404(centre, number)
    record_look(person, account_of(request), timezone.now())
    shown = {name: str(getattr(person, name)) for name in FIELDS}
    if request.method != "POST":
        return _form(request, centre, person, CorrectForm(initial=shown), shown)
    form = CorrectForm(request.POST)
    saw = {name: request.POST.get(f"shown_{name}", "") for name in FIELDS}
    said = {name: request.POST.get(name, saw[name]) for name in FIELDS}
    try:
        correct(person, shown=saw, said=said, by=account_of(request), at=timezone.now())
    except ChangedMeanwhile as error:
        # Whoever sends it again has read what stands there now.
        return _form(request, centre, person, form, shown, error)
    except ValidationError as error:
        return _form(request, centre, person, form, saw, error)
    except Refused as refused:
        messages.error(request, why(refused, centre.zone))
    else:
        messages.success(request, _("The details are put right."))
    return redirect("frontdesk:person", centre=centre.slug, number=person.pk)


def _form(
    request: HttpRequest,
    centre: Centre,
    person: Person,
    form: CorrectForm,
    shown: dict[str, str],
    error: ValidationError | None = None,
) -> HttpResponse:
    for name, errors in error.error_dict.items() if error else ():
        form.add_error(name, errors)
    context = {
        "centre": centre,
        "screen": "people",
        "person": person,
        "form": form,
        "shown": [(f"shown_{name}", value) for name, value in shown.items()],
        "signs_in": own_account(person),
    }
    return render(request, "frontdesk/persons/correct.html", context, status=REFUSED if error else 200)
