"""Who calls: a token in the header, never a cookie."""

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from officine.api import problems
from officine.people.models import Account, Person
from officine.people.register import person_of
from officine.people.tokens import account_of_token


class Token(HttpBearer):
    """`./officine token EMAIL` prints one."""

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        return account_of_token(token, timezone.now())


def account_of(request: HttpRequest) -> Account:
    """The account of the token, which has been checked."""
    account: Account = request.auth  # type: ignore[attr-defined]
    return account


def person_or_problem(account: Account) -> Person:
    person = person_of(account)
    if person is None:
        raise problems.no_person()
    return person
