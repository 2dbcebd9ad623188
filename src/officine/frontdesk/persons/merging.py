"""Two sheets of one person, side by side, to be joined by one press."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from officine.bookings.merging import BothSignIn, helpers_of, merge, state_of_both
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import account_of, staff_at_centre
from officine.frontdesk.persons.finding_people import as_matches, matches
from officine.frontdesk.persons.reach import living_person_or_404
from officine.frontdesk.persons.record import record_of
from officine.frontdesk.persons.sheet import Sheet
from officine.people.correcting import FIELDS
from officine.people.duplicates import duplicates_of
from officine.people.looking import record_look
from officine.people.models import Person
from officine.people.register import own_account
from officine.rules.refusals import Refused

LABELS = {
    "given_name": gettext_lazy("First name"),
    "family_name": gettext_lazy("Family name"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "language": gettext_lazy("Language"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_at_centre(StaffRole.Role.OPERATOR)
def person_merge(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """Whom to join with, then the two side by side, then it is done."""
    kept = living_person_or_404(centre, number)
    other = request.POST.get("con") or request.GET.get("con", "")
    if not _is_number(other) or int(other) == kept.pk:
        return _whom(request, centre, kept)
    gone = living_person_or_404(centre, int(other))
    for each in (kept, gone):
        record_look(each, account_of(request), timezone.now())
    if request.method != "POST":
        return _both(request, centre, kept, gone)
    try:
        merge(
            kept,
            gone,
            from_gone=[name for name in FIELDS if request.POST.get(name) == "gone"],
            helpers=[int(pk) for pk in request.POST.getlist("helpers") if _is_number(pk)],
            seen=request.POST.get("seen", ""),
            by=account_of(request),
            at=timezone.now(),
        )
    except BothSignIn:
        messages.error(request, _("Both sign in by themselves: they cannot be joined."))
        return _both(request, centre, kept, gone, 409)
    except Refused:
        messages.error(request, _("One of the two has just been changed. Look at them again, as they stand now."))
        return _both(request, centre, kept, gone, 409)
    messages.success(request, _("The two sheets are one now, with all bookings."))
    return redirect("frontdesk:person", centre=centre.slug, number=kept.pk)


def _is_number(said: str) -> bool:
    """Whether this can be the id of a row."""
    return said.isascii() and said.isdigit() and len(said) < 16


def _whom(request: HttpRequest, centre: Centre, kept: Person) -> HttpResponse:
    record_look(kept, account_of(request), timezone.now())
    sheet = Sheet(centre, timezone.now(), text=request.POST.get("text", ""))
    found = matches(centre, sheet.text) if sheet.text else None
    context = {
        "centre": centre,
        "screen": "people",
        "kept": kept,
        "sheet": sheet,
        "doubles": as_matches(centre, [each.person for each in duplicates_of(kept)]),
        "found": [match for match in found if match.person != kept] if found is not None else None,
    }
    return render(request, "frontdesk/persons/merge_whom.html", context)


def _both(request: HttpRequest, centre: Centre, kept: Person, gone: Person, status: int = 200) -> HttpResponse:
    kept.refresh_from_db()
    gone.refresh_from_db()
    now = timezone.now()
    accounts = {"kept": own_account(kept), "gone": own_account(gone)}
    staying = helpers_of(kept)
    context = {
        "centre": centre,
        "screen": "people",
        "kept": kept,
        "gone": gone,
        "choices": [_choice(name, kept, gone, is_theirs=any(accounts.values())) for name in FIELDS],
        "columns": [
            (kept, record_of(kept, centre, now), accounts["kept"]),
            (gone, record_of(gone, centre, now), accounts["gone"]),
        ],
        "both_sign_in": all(accounts.values()),
        "helpers": [(account, account in staying) for account in helpers_of(kept, gone)],
        "seen": state_of_both(kept, gone),
    }
    return render(request, "frontdesk/persons/merge.html", context, status=status)


def _choice(name: str, kept: Person, gone: Person, *, is_theirs: bool) -> dict[str, object]:
    """One detail of both; the fuller one is proposed. The address of whoever signs in is not chosen."""
    values = [str(getattr(each, name)) for each in (kept, gone)]
    return {
        "name": name,
        "label": LABELS[name],
        "kept": values[0],
        "gone": values[1],
        "is_asked": values[0] != values[1] and not (name == "email" and is_theirs),
        "takes_gone": not values[0] and bool(values[1]),
    }
