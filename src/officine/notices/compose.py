"""From a notice to a mail: text and HTML in the person's language, with the calendar entry."""

import hashlib
import re
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from officine.notices.calendar import invitation_ics, method_of
from officine.notices.kinds import INVITES, TAKES_BACK
from officine.notices.letters import letter
from officine.notices.models import Notice
from officine.notices.sender import one_line, sender_of


def compose(notice: Notice, at: datetime) -> EmailMultiAlternatives:
    """The mail of a notice, seen from the instant `at`. The same notice always has the same Message-ID."""
    with translation.override(notice.language):
        said = letter(notice, at)
        centre = notice.booking.centre if notice.booking else None
        context = {
            "letter": said,
            "language": notice.language,
            "centre": centre,
            "municipality": notice.municipality,
            "home": settings.PUBLIC_URL,
        }
        mail = EmailMultiAlternatives(
            subject=one_line(said.subject),
            body=_text(context),
            from_email=sender_of(notice.municipality).header,
            to=[notice.to],
            reply_to=[centre.email] if centre and centre.email else None,
            headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("notices/letter.html", context), "text/html")
        _add_calendar_entry(mail, notice)
    return mail


def message_id(notice: Notice) -> str:
    """Follows from the notice: when a crash makes a mail go out again, mail programs see that it is the same one."""
    mark = hashlib.sha256(f"{notice.key} {notice.created_at.isoformat()}".encode()).hexdigest()[:16]
    return f"<notice-{notice.pk}-{mark}@{urlsplit(settings.PUBLIC_URL).hostname}>"


def _text(context: dict[str, object]) -> str:
    text = render_to_string("notices/letter.txt", context)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _add_calendar_entry(mail: EmailMultiAlternatives, notice: Notice) -> None:
    """As an alternative, which calendars act upon, and as a file, for programs that only know files."""
    if notice.booking is None or notice.kind not in (*INVITES, *TAKES_BACK):
        return
    entry = invitation_ics(notice.booking, notice.to)
    mail.attach_alternative(entry.decode(), f"text/calendar; method={method_of(notice.booking)}")
    mail.attach("officine.ics", entry, "application/ics")
