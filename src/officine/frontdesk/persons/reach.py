"""Which people the staff of a centre reach: those of its town, once each."""

from typing import TypeVar

from django.http import Http404
from django.utils.translation import gettext as _

from officine.catalogue.models import Centre
from officine.catalogue.wording import begins_in_words
from officine.people.models import Look, Person, PersonEvent

Row = TypeVar("Row", PersonEvent, Look)

EVENTS = {
    PersonEvent.What.MADE: lambda: _("Entered at the desk"),
    PersonEvent.What.VERIFIED: lambda: _("Identity document seen"),
    PersonEvent.What.NOT_VERIFIED: lambda: _("Identity: the tick was taken back"),
    PersonEvent.What.CORRECTED: lambda: _("Details corrected"),
    PersonEvent.What.MERGED: lambda: _("Joined with a second sheet of theirs"),
    PersonEvent.What.LINKED: lambda: _("Linked to a business"),
    PersonEvent.What.UNLINKED: lambda: _("Unlinked from a business"),
}


def person_or_404(centre: Centre, number: int) -> Person:
    """The person, also one that was merged: `merged_into` then says where they are."""
    people = Person.objects.select_related("municipality", "verified_by")
    person = people.filter(pk=number, municipality=centre.municipality_id, erased_at=None).first()
    if person is None:
        raise Http404
    return person


def living_person_or_404(centre: Centre, number: int) -> Person:
    """To change something: whoever was merged is another row by now."""
    person = person_or_404(centre, number)
    if person.merged_into_id:
        raise Http404
    return person


def event_in_words(event: PersonEvent, centre: Centre) -> str:
    """“Identity document seen · olga@comune.example, lunedì 23 novembre alle 9:12”."""
    return f"{EVENTS[PersonEvent.What(event.what)]()} · {_who_and_when(event, centre, event.by)}"


def look_in_words(look: Look, centre: Centre) -> str:
    return _who_and_when(look, centre, look.account)


def _who_and_when(row: Row, centre: Centre, account: object) -> str:
    email = getattr(account, "email", None) or _("somebody who no longer works here")
    return f"{email}, {begins_in_words(row.at, centre.zone)}"
