"""Who looks at a page: signed in or not, and which bookings they may see."""

from django.http import Http404, HttpRequest

from officine.bookings.models import Booking
from officine.people.models import Account, Person
from officine.people.register import person_of
from officine.rules.codes import typed
from officine.rules.lifecycle import Status

GRANTS = "grants"
MOST_GRANTS = 20
NOT_BOOKED = (Status.HELD, Status.EXPIRED)


def account_of(request: HttpRequest) -> Account | None:
    """The account that is signed in, if any."""
    return request.user if isinstance(request.user, Account) else None


def signed_in_person(request: HttpRequest) -> Person | None:
    """The person behind the account that is signed in; None before their registration, too."""
    account = account_of(request)
    return person_of(account) if account else None


def grant(request: HttpRequest, booking: Booking) -> None:
    """From now on this browser may see and change this one booking, without signing in."""
    codes = [code for code in request.session.get(GRANTS, []) if code != booking.code]
    request.session[GRANTS] = [*codes, booking.code][-MOST_GRANTS:]


def booking_or_404(request: HttpRequest, code: str) -> Booking:
    """The booking of that code, if it is this visitor's; anyone else's answers like one that does not exist."""
    booking = (
        Booking.objects.filter(code=typed(code))
        .exclude(status__in=NOT_BOOKED)
        .select_related("centre__municipality", "service__centre", "resource", "rule", "person", "business", "need")
        .first()
    )
    if booking is None or not _may_see(request, booking):
        raise Http404
    return booking


def _may_see(request: HttpRequest, booking: Booking) -> bool:
    if booking.code in request.session.get(GRANTS, []):
        return True
    account = account_of(request)
    return account is not None and Booking.objects.of(account).filter(pk=booking.pk).exists()
