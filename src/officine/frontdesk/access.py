"""Who may open which page of the front desk.

Staff rights exist only in a session that was opened with the password *and* the second factor; the e-mail code
of citizens never gives them, not even together with a second factor. What a request gets:

- signed out: the staff sign-in, whether or not the page exists;
- signed in as a citizen, or as staff without this role at this centre: exactly the answer of a missing page, so
  that nobody learns which centres, bookings or pages there are;
- staff whose session lacks the password or the second factor: the page that says what is missing;
- staff whose session is locked: the page with which they come back (423), whatever they asked for.

Roles are read on every request: who loses a role loses its rights at once, in sessions already open too.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, TypeAlias
from urllib.parse import quote

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from officine.catalogue.models import Centre
from officine.catalogue.staff_access import OwnRoles, may_set_up_first_factor, own_roles
from officine.frontdesk.locked import locked_page
from officine.frontdesk.session_lock import is_poll, look
from officine.people.models import Account
from officine.rules.desk_sessions import Standing

# The names that allauth gives to what a session has proved.
JUST_PASSWORD = frozenset({"password"})
BOTH = frozenset({"password", "mfa"})

View: TypeAlias = Callable[..., HttpResponseBase]
CentreView: TypeAlias = Callable[Concatenate[HttpRequest, Centre, ...], HttpResponse]


def staff_only(
    role: str | None = None, *, needs: frozenset[str] = BOTH, locked_too: bool = False
) -> Callable[[View], View]:
    """Lets in staff with this role (any, if none is given) in a session with both factors, or with those given.

    A session with both is also looked at for its lock, except by the pages that undo it. What they send can be kept
    and looked for on every database, or is refused here.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            answer = _turned_away(request, role, needs) or locked_out(request, unless=locked_too)
            if answer is None:
                _refuse_nul(request)
            return never_kept(answer or view(request, *args, **kwargs))

        return guarded

    return decorate


def staff_at_centre(role: str) -> Callable[[CentreView], View]:
    """Like staff_only, for a page of one centre: the view gets the centre instead of its slug."""

    def decorate(view: CentreView) -> View:
        @staff_only(role)
        @wraps(view)
        def guarded(request: HttpRequest, centre: str, **kwargs: Any) -> HttpResponse:
            found = next((own for own in own_centres(request, role) if own.slug == centre), None)
            if found is None:
                raise Http404
            request.officine_centre = found  # type: ignore[attr-defined] # for website/surroundings.py
            return view(request, found, **kwargs)

        return guarded

    return decorate


def own_centres(request: HttpRequest, role: str) -> list[Centre]:
    """The centres at which this account may act in this role: one query a request."""
    found: dict[str, list[Centre]] = request.__dict__.setdefault("officine_own_centres", {})
    if role not in found:
        found[role] = list(_own_roles(request).centres(role))
    return found[role]


def staff_adding_a_factor(view: View) -> View:
    """Lets in staff with both factors, and whoever has none yet and took an invitation a short while ago."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        needs = JUST_PASSWORD if is_joining(request) else BOTH
        return staff_only(needs=needs)(view)(request, *args, **kwargs)

    return guarded


def is_joining(request: HttpRequest) -> bool:
    """Whether this account still has to set up its first second factor, and may do so now."""
    account = request.user
    return (
        isinstance(account, Account)
        and not is_mfa_enabled(account)
        and may_set_up_first_factor(account, timezone.now())
    )


def has_both_factors(request: HttpRequest) -> bool:
    return signed_in_with(request) >= BOTH


def signed_in_with(request: HttpRequest) -> set[str]:
    """What this session has proved about its account."""
    account = request.user if isinstance(request.user, Account) else None
    return {record["method"] for record in get_authentication_records(request, account)}


def account_of(request: HttpRequest) -> Account:
    """The account of a request that a decorator above let in."""
    assert isinstance(request.user, Account)  # noqa: S101 (for the type checker)
    return request.user


def locked_out(request: HttpRequest, *, unless: bool = False) -> HttpResponseBase | None:
    """What a session of staff gets that is over, or locked (unless that does not matter); None for an open one."""
    if not has_both_factors(request):
        return None
    standing = look(request, timezone.now())
    if standing is Standing.OVER:
        return HttpResponse("over", status=401) if is_poll(request) else redirect(_sign_in_address(request))
    return locked_page(request) if standing is Standing.LOCKED and not unless else None


def never_kept(response: HttpResponseBase) -> HttpResponseBase:
    add_never_cache_headers(response)
    return response


def _turned_away(request: HttpRequest, role: str | None, needs: frozenset[str]) -> HttpResponseBase | None:
    """Where a request that may not pass goes instead, or None for one that may."""
    if not isinstance(request.user, Account):
        return redirect(_sign_in_address(request))
    roles = _own_roles(request)
    if not (roles.include(role) if role else roles.rows):
        raise Http404
    if not signed_in_with(request) >= needs:
        return redirect("frontdesk:second_factor")
    return None


def _own_roles(request: HttpRequest) -> OwnRoles:
    """Read once a request, and never kept longer."""
    if not hasattr(request, "officine_own_roles"):
        request.officine_own_roles = own_roles(account_of(request))  # type: ignore[attr-defined]
    return request.officine_own_roles  # type: ignore[attr-defined, no-any-return]


def _sign_in_address(request: HttpRequest) -> str:
    return sign_in_address(request.get_full_path() if request.method in ("GET", "HEAD") else "")


def sign_in_address(after: str) -> str:
    """The staff sign-in, which leads on to this address."""
    address = reverse("account_login")
    return f"{address}?next={quote(after)}" if after else address


def _refuse_nul(request: HttpRequest) -> None:
    """PostgreSQL takes no NUL, not even to look for it, and nobody types one."""
    sent = (request.GET, request.POST)
    if any("\0" in value for said in sent for values in said.lists() for value in (values[0], *values[1])):
        raise BadRequest("A NUL in a form or an address.")
