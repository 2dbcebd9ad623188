"""The development mailbox: where mails go without a mail server, for a manager at this very machine.

These mails hold codes that sign people in. So the pages exist only while no mail server is set, only for a manager
with both factors, and only for a browser on the machine itself: not behind a proxy, whose visitors all seem local,
told or untold, and only under a name of this machine.
"""

from functools import wraps
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from officine.catalogue.models import StaffRole
from officine.frontdesk.access import View, staff_only
from officine.notices import mailbox

OWN_NAMES = ("localhost", "127.0.0.1", "::1")
LEFT_BY_PROXIES = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


def on_this_machine_only(view: View) -> View:
    """A missing page for everyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.MAIL_SERVER is not None or settings.BEHIND_PROXY or not _is_local(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@on_this_machine_only
@staff_only(StaffRole.Role.MANAGER)
def mails(request: HttpRequest) -> HttpResponse:
    """The newest mails, newest first."""
    return render(request, "frontdesk/mails.html", {"mails": mailbox.mails()})


@require_safe
@on_this_machine_only
@staff_only(StaffRole.Role.MANAGER)
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: what a person reads, and the sources of its parts."""
    found = mailbox.mail(name)
    if found is None:
        raise Http404
    return render(request, "frontdesk/mail.html", {"mail": found})


def _is_local(request: HttpRequest) -> bool:
    if any(header in request.headers for header in LEFT_BY_PROXIES):
        return False
    name = urlsplit(f"//{request.get_host()}").hostname
    return name in OWN_NAMES and ip_address(request.META["REMOTE_ADDR"]).is_loopback
