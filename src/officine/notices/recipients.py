"""Who is written to about a booking, at which address and in which language."""

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
