"""What the header and the lock's script ask of the session."""

from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag(takes_context=True)
def is_open_desk(context: dict[str, Any]) -> bool:
    """Whether this page was made in a session of staff that is not locked, and may be."""
    row = getattr(getattr(context.get("request"), "session", None), "row", None)
    return row is not None and row.began_at is not None and row.locked_at is None


@register.simple_tag
def idle_seconds() -> int:
    """Without activity for so long, the page covers itself."""
    return int(settings.STAFF_IDLE.total_seconds())
