"""What a locked session of staff gets, whatever page it asked for, and what becomes of a form sent to it."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from officine.frontdesk.adapters import StaffAccounts
from officine.frontdesk.session_lock import is_poll

UNSENT = "unsent"


def locked_page(request: HttpRequest) -> HttpResponse:
    """What every page of staff answers while the session is locked: 423 Locked."""
    if is_poll(request):
        return HttpResponse("locked", status=423, content_type="text/plain")
    is_kept = _keep(request)
    after = request.get_full_path() if request.method in ("GET", "HEAD") else work_of(request)
    context = lock_page(request, after) | {"is_kept": is_kept}
    return render(request, "frontdesk/lock.html", context, status=423)


def lock_page(request: HttpRequest, after: str) -> dict[str, object]:
    question = passkey_question(request)
    return {"after": after, "js_data": {"request_options": question} if question else None}


def _keep(request: HttpRequest) -> bool:
    """Keeps a form of the desk that was sent by the page itself; a script keeps its own, and passwords are not kept."""
    match = request.resolver_match
    is_form = request.method == "POST" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if not is_form or match is None or match.namespace != "frontdesk":
        return False
    fields = [[name, value] for name, values in request.POST.lists() for value in values]
    request.session[UNSENT] = {
        "address": request.get_full_path(),
        "fields": [field for field in fields if field[0] != "csrfmiddlewaretoken"],
    }
    return True


def passkey_question(request: HttpRequest) -> dict[str, object] | None:
    """What the browser asks of a passkey, where this account has one."""
    if not Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).exists():
        return None
    return dict(begin_authentication(request.user))


def work_of(request: HttpRequest) -> str:
    return StaffAccounts().get_login_redirect_url(request)
