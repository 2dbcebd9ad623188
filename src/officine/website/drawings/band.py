"""When one desk is free on one day, as a band of hours; the words beside it say the same."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from officine.rules.availability import Span, hull

HEIGHT, MINUTES_IN_A_UNIT = 16, 3


def band(open_spans: Sequence[Span], free: Sequence[Span]) -> SafeString:
    """A bar from the first opening to the last closing: filled where free, open hours framed, each hour a tick."""
    if not open_spans:
        return SafeString("")
    day = hull(open_spans)[0]
    width = _units(day, day.end)
    hours = [
        _units(day, day.start + timedelta(hours=hour))
        for hour in range(1, int((day.end - day.start) / timedelta(hours=1)))
    ]
    return format_html(
        '<svg class="hours-band" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        "{}{}{}</svg>",
        width,
        HEIGHT,
        _bars(day, open_spans, "is-open"),
        _bars(day, free, "is-free"),
        format_html_join("", '<path class="tick" d="M{} 0v{}"/>', ((_number(hour), HEIGHT) for hour in hours)),
    )


def _bars(day: Span, spans: Sequence[Span], kind: str) -> SafeString:
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="0" width="{}" height="{}"/>',
        (
            (kind, _number(_units(day, span.start)), _number(_units(day, span.end) - _units(day, span.start)), HEIGHT)
            for span in spans
        ),
    )


def _units(day: Span, moment: datetime) -> float:
    return (moment - day.start) / timedelta(minutes=MINUTES_IN_A_UNIT)


def _number(units: float) -> str:
    return f"{units:g}"
