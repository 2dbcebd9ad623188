"""The code of the step “Richiedente”: it shows that the e-mail is one's own; the first time, one is registered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from officine.people.models import Account, Person
from officine.people.register import person_of, register
from officine.website.booking import draft as drafts
from officine.website.booking.entering import enter, send_code
from officine.website.booking.flow import Flow, step, without_draft
from officine.website.booking.stepper import APPLICANT, steps
from officine.website.booking.who_comes import BUSINESS, ME, OTHER
from officine.website.forms.sign_in import WRONG_CODE, CodeForm


@step
def code(request: HttpRequest, flow: Flow) -> HttpResponse:
    if flow.account is not None:
        return redirect("website:review")
    email = str((flow.draft.applicant or {}).get("email", ""))
    if not email:
        return redirect("website:applicant")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = enter(request, email, form.cleaned_data["code"], timezone.now())
        if account is not None:
            return _known_now(request, flow, account)
        form.add_error("code", WRONG_CODE)
    context = {
        "flow": flow,
        "form": form,
        "email": email,
        "steps": steps(request, flow, APPLICANT),
        "centre": flow.centre,
    }
    return render(request, "website/flow/code.html", context)


@require_POST
@never_cache
def code_again(request: HttpRequest) -> HttpResponse:
    """Another code to the same address; how many it may get is the rule of people.sign_in."""
    draft = drafts.load(request)
    if draft is None or not draft.applicant:
        return without_draft(request)
    send_code(request, str(draft.applicant.get("email", "")), timezone.now())
    messages.info(request, _("If this address can get another code, it is on its way. It takes a minute at most."))
    return redirect("website:code")


def _known_now(request: HttpRequest, flow: Flow, account: Account) -> HttpResponse:
    said = flow.draft.applicant or {}
    names = (str(said.get("given_name", "")), str(said.get("family_name", "")))
    person = person_of(account)
    if person is None:
        language = get_language() or "it"
        phone = str(said.get("phone", ""))
        register(account, flow.centre.municipality, *names, phone, language, timezone.now())
    elif _is_for_oneself(str(said.get("who"))) and not _same_names(person, names):
        return _ask_who_comes(request, flow, person, names)
    return redirect("website:review")


def _ask_who_comes(request: HttpRequest, flow: Flow, person: Person, names: tuple[str, str]) -> HttpResponse:
    """A family may share an address: whoever is registered under it is not renamed by a form."""
    given_name, family_name = names
    flow.draft.applicant = None
    flow.draft.typed[APPLICANT] = {"who": OTHER, "other_given_name": given_name, "other_family_name": family_name}
    drafts.save(request, flow.draft)
    text = _("This e-mail belongs to %(known)s. Do you book for %(known)s, or for %(typed)s?")
    messages.info(request, text % {"known": person.full_name, "typed": " ".join(names)})
    return redirect("website:applicant")


def _is_for_oneself(who: str) -> bool:
    return who == ME or who.startswith(BUSINESS)


def _same_names(person: Person, names: tuple[str, str]) -> bool:
    return person.full_name.casefold() == " ".join(names).casefold()
