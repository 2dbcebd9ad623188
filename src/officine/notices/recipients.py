"""Who is written to about a booking, at which address and in which language."""

from collections.abc import Iterable
from typing import NamedTuple

from officine.bookings.models import Booking
from officine.people.models import Account, Acting, Person
from officine.people.register import person_of

# Booked by a member of staff for someone: it is that person's booking, not the colleague's.
BY_STAFF = (Booking.Channel.PHONE, Booking.Channel.COUNTER, Booking.Channel.WALK_IN)


class Recipient(NamedTuple):
    role: str  # “person” who comes, or the “account” that booked for them
    email: str
    language: str


def recipients(booking: Booking) -> list[Recipient]:
    """The person who comes, and whoever booked for them, each address once. Empty: nobody can be written to."""
    person, account = booking.person, booking.booked_by
    if person is None or person.erased_at is not None:
        return []
    found = []
    if person.email:
        found.append(Recipient("person", person.email, person.language))
    if account and account.email and account.email != person.email and _is_theirs(booking, account, person):
        own = person_of(account)
        found.append(Recipient("account", account.email, own.language if own else account.language))
    return found


def whom_nobody_writes_to(bookings: Iterable[Booking]) -> list[Booking]:
    """Those of these bookings for which `recipients` finds nobody, in one query for all; erased persons left out."""
    without = [each for each in bookings if each.person and not each.person.email and each.person.erased_at is None]
    pairs = Acting.objects.filter(person__in=[each.person_id for each in without]).values_list("account", "person")
    acting = set(pairs)
    return [each for each in without if not _is_written_to(each, acting)]


def comes_in_person(booking: Booking, email: str) -> bool:
    """Whether this address belongs to the person who comes, and not to someone who booked for them."""
    person, account = booking.person, booking.booked_by
    if person is None or email == person.email:
        return person is not None
    return account is not None and account.email == email and person_of(account) == person


def _is_theirs(booking: Booking, account: Account, person: Person) -> bool:
    if booking.channel not in BY_STAFF:
        return True
    return Acting.objects.filter(account=account, person=person).exists()


def _is_written_to(booking: Booking, acting: set[tuple[int, int]]) -> bool:
    """Whether the account that booked it hears of it; `acting` are the accounts and whom they act for."""
    account = booking.booked_by
    if account is None or not account.email:
        return False
    return booking.channel not in BY_STAFF or (account.pk, booking.person_id) in acting
