"""Two rows that are one person become one: nothing that happened is lost, and nothing personal stays behind."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from officine.bookings.models import Booking, Ticket
from officine.database.locks import lock
from officine.people.correcting import FIELDS, state_of
from officine.people.models import Account, Acting, Look, Person, PersonEvent
from officine.people.register import own_account
from officine.rules.refusals import Refused, Rule


class BothSignIn(Exception):  # noqa: N818 (a refusal, told to the operator)
    """Each of the two signs in with an account of their own, and one person has one: one would lose theirs."""


@transaction.atomic
def merge(
    kept: Person,
    gone: Person,
    *,
    from_gone: Collection[str],
    helpers: Collection[int],
    seen: str,
    by: Account,
    at: datetime,
) -> Person:
    """Whatever is of `gone` becomes `kept`'s; the row of `gone` stays, empty, and leads to the other.

    `from_gone`: the details to take from there, of correcting.FIELDS; the others stay as they are. Where one of the
    two signs in, their e-mail stays that of whoever does. `helpers`: the ids of the accounts of other people that may
    go on booking for this person, and see all their bookings; those not named lose it. `seen`: the state of both as
    it was shown; refused with Rule.CHANGED when it is no longer that. Refuses BothSignIn. There is no way back.
    """
    # In order of id, as for every booking: rivals wait for each other and do not cross.
    lock(Person.objects.filter(pk__in=[kept.pk, gone.pk]))
    kept.refresh_from_db()
    gone.refresh_from_db()
    if kept.pk == gone.pk or kept.municipality_id != gone.municipality_id or seen != state_of_both(kept, gone):
        raise Refused(Rule.CHANGED)
    if any(each.merged_into_id or each.erased_at for each in (kept, gone)):
        raise Refused(Rule.CHANGED)
    accounts = [own_account(each) for each in (kept, gone)]
    if all(accounts):
        raise BothSignIn
    _join_details(kept, gone, _chosen(from_gone, signs_in=bool(accounts[0]), gone_signs_in=bool(accounts[1])))
    _join_actings(kept, gone, set(helpers))
    _join_the_rest(kept, gone)
    facts = {"gone": gone.pk}
    PersonEvent.objects.create(person=kept, what=PersonEvent.What.MERGED, by=by, at=at, facts=facts)
    return kept


def state_of_both(kept: Person, gone: Person) -> str:
    """What the page of the two shows, as a mark."""
    return f"{state_of(kept)}{state_of(gone)}"


def helpers_of(*persons: Person) -> list[Account]:
    """The accounts of other people that may book for one of these persons."""
    helping = Account.objects.filter(acting__person__in=persons, acting__relation=Acting.Relation.HELPER)
    return list(helping.exclude(acting__in=_selves(persons)).distinct().order_by("email", "pk"))


def _selves(persons: Collection[Person]) -> list[int]:
    selves = Acting.objects.filter(person__in=persons, relation=Acting.Relation.SELF)
    return list(selves.values_list("pk", flat=True))


def _chosen(from_gone: Collection[str], *, signs_in: bool, gone_signs_in: bool) -> list[str]:
    chosen = [name for name in FIELDS if name in from_gone and name != "email"]
    takes_email = gone_signs_in or ("email" in from_gone and not signs_in)
    return [*chosen, "email"] if takes_email else chosen


def _join_details(kept: Person, gone: Person, chosen: Collection[str]) -> None:
    for name in chosen:
        setattr(kept, name, getattr(gone, name))
    seen = [each for each in (kept, gone) if each.verified_at]
    if seen:
        first = min(seen, key=lambda each: (each.verified_at, each.pk))
        kept.verified_at, kept.verified_by = first.verified_at, first.verified_by
    kept.created_at = min(kept.created_at, gone.created_at)
    kept.save()
    gone.given_name = gone.family_name = gone.email = gone.phone = ""
    gone.verified_at = gone.verified_by = None
    gone.merged_into = kept
    gone.save()


def _join_actings(kept: Person, gone: Person, helpers: set[int]) -> None:
    """One's own account goes along; of the others those that were named. An account acts for a person once."""
    both = Acting.objects.filter(person__in=[kept, gone])
    own = both.filter(relation=Acting.Relation.SELF).values_list("account", flat=True)
    both.filter(relation=Acting.Relation.HELPER).exclude(account__in=helpers).exclude(account__in=list(own)).delete()
    for acting in Acting.objects.filter(person=gone):
        there = Acting.objects.filter(person=kept, account=acting.account_id).first()
        if there is None:
            acting.person = kept
            acting.save(update_fields=["person"])
        else:
            acting.delete()
            if acting.relation == Acting.Relation.SELF:
                there.relation = Acting.Relation.SELF
                there.save(update_fields=["relation"])


def _join_the_rest(kept: Person, gone: Person) -> None:
    Booking.objects.filter(person=gone).update(person=kept)
    Ticket.objects.filter(person=gone).update(person=kept)
    PersonEvent.objects.filter(person=gone).update(person=kept)
    Look.objects.filter(person=gone).update(person=kept)
    Person.objects.filter(merged_into=gone).update(merged_into=kept)
    kept.businesses.add(*gone.businesses.all())
    gone.businesses.clear()
