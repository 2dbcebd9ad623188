"""The sessions in which a member of staff is signed in, to be looked at and ended."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from officine.catalogue.models import Centre
from officine.catalogue.wording import near_begins_in_words
from officine.frontdesk.access import account_of, staff_only
from officine.frontdesk.session_lock import network_mark, row_of
from officine.people.models import Account
from officine.people.sessions import Session
from officine.rules.desk_sessions import LONGEST

OTHERS = "others"


@dataclass(frozen=True)
class Line:
    """One session in the list. `name` stands for its key, which must not be on a page: whoever has it is in."""

    session: Session
    name: str
    since: str
    seen: str
    is_this: bool
    is_same_network: bool


@require_safe
@staff_only()
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, this one first."""
    at = timezone.now()
    centre = Centre.objects.order_by("pk").first()
    zone = centre.zone if centre else ZoneInfo("UTC")
    lines = [_line(each, request, at, zone) for each in open_sessions(account_of(request), at)]
    lines.sort(key=lambda line: not line.is_this)
    return render(request, "frontdesk/sessions.html", {"lines": lines, "others": OTHERS})


@require_POST
@staff_only()
def session_end(request: HttpRequest) -> HttpResponse:
    """Ends one of one's own sessions, or all but this one."""
    chosen, this = request.POST.get("session"), row_of(request)
    others = [each for each in open_sessions(account_of(request), timezone.now()) if each.pk != this.pk]
    ended = [each.pk for each in others if chosen in (OTHERS, name_of(each))]
    Session.objects.filter(pk__in=ended).delete()
    if ended:
        messages.success(request, _("Signed out there."))
    return redirect("frontdesk:sessions")


def open_sessions(account: Account, at: datetime) -> QuerySet[Session]:
    """Those of the front desk; one's own as a citizen, opened with the code by e-mail, are not among them."""
    return Session.objects.filter(account=account, began_at__gt=at - LONGEST, expire_date__gt=at).order_by("-active_at")


def name_of(session: Session) -> str:
    return hashlib.sha256(session.session_key.encode()).hexdigest()[:16]


def _line(session: Session, request: HttpRequest, at: datetime, zone: ZoneInfo) -> Line:
    return Line(
        session=session,
        name=name_of(session),
        since=near_begins_in_words(session.began_at or at, at, zone),
        seen=near_begins_in_words(session.active_at or at, at, zone),
        is_this=session.pk == row_of(request).pk,
        is_same_network=session.network == network_mark(request),
    )
