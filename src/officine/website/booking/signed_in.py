"""Pages for somebody signed in and registered: others sign in first and come back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from officine.people.register import person_of
from officine.website.booking.visitor import account_of

WANTED = "wanted"


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Gives the view the account; nobody keeps a copy of what it answers."""

    @never_cache
    @wraps(view)
    def for_account(request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
        account = account_of(request)
        if account is not None and person_of(account) is not None:
            return view(request, account, *args, **values)
        request.session[WANTED] = request.path
        return redirect("website:sign_in" if account is None else "website:registration")

    return for_account
