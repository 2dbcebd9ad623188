"""Locking the desk when one leaves it, and the quick return: one factor is enough, since the session proved both.

The pages' script (static/frontdesk/lock.js) does the same in place, over what is being typed; it asks for JSON.
"""

import re

from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from officine.frontdesk import session_lock
from officine.frontdesk.access import account_of, sign_in_address, staff_only
from officine.frontdesk.codes import ConfirmCodeForm
from officine.frontdesk.locked import UNSENT, lock_page, passkey_question, work_of
from officine.frontdesk.session_lock import row_of

A_CODE = re.compile(r"\s*(\d\s*){6}")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(locked_too=True)
def lock(request: HttpRequest) -> HttpResponse:
    """POST locks; GET is the page with which one comes back."""
    if request.method == "POST":
        session_lock.lock(request, timezone.now())
    elif row_of(request).locked_at is None:
        return redirect(work_of(request))
    if _wants_json(request):
        return JsonResponse({"passkey": passkey_question(request)})
    return render(request, "frontdesk/lock.html", lock_page(request, _address_after(request)))


@sensitive_post_parameters("proof")
@require_POST
@staff_only(locked_too=True)
def unlock(request: HttpRequest) -> HttpResponse:
    """The code of the app, the password, or a passkey; after five wrong tries the session ends."""
    if row_of(request).locked_at is not None:
        if not session_lock.one_more_try(request):
            return _ended(request)
        if not _proved(request):
            return _ended(request) if session_lock.has_no_try_left(request) else _wrong(request)
        session_lock.unlock(request, timezone.now())
    if _wants_json(request):
        return HttpResponse(status=204)
    return redirect("frontdesk:unsent" if UNSENT in request.session else _address_after(request))


@require_POST
@staff_only()
def activity(request: HttpRequest) -> HttpResponse:
    """Somebody is typing in a long form: asking is all it takes."""
    return HttpResponse(status=204)


@require_safe
@staff_only()
def unsent(request: HttpRequest) -> HttpResponse:
    """What was sent to a locked desk, to be sent again with one button. Shown once."""
    kept = request.session.pop(UNSENT, None)
    if kept is None:
        return redirect(work_of(request))
    return render(request, "frontdesk/unsent.html", {"kept": kept, "work": work_of(request)})


def _proved(request: HttpRequest) -> bool:
    account, proof = account_of(request), request.POST.get("proof", "")
    if request.POST.get("credential"):
        return bool(AuthenticateWebAuthnForm(request.POST, user=account).is_valid())
    if A_CODE.fullmatch(proof):
        return bool(ConfirmCodeForm({"code": proof}, user=account).is_valid())
    return account.check_password(proof)


def _wrong(request: HttpRequest) -> HttpResponse:
    sentence = _("This is neither the code that your app shows now nor your password. Try again.")
    if _wants_json(request):
        return JsonResponse({"error": sentence}, status=422)
    return render(request, "frontdesk/lock.html", lock_page(request, _address_after(request)) | {"error": sentence})


def _ended(request: HttpRequest) -> HttpResponse:
    address = sign_in_address(_address_after(request))
    logout(request)
    messages.error(request, _("After five wrong attempts your session has ended. Sign in again."))
    return JsonResponse({"address": address}, status=401) if _wants_json(request) else redirect(address)


def _address_after(request: HttpRequest) -> str:
    """Where one was; only on this site, whatever the form says."""
    after = request.POST.get("next", "")
    is_here = after.startswith("/") and url_has_allowed_host_and_scheme(after, allowed_hosts=None)
    return after if is_here else work_of(request)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"
