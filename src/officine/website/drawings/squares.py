"""How many desks are free, as a row of squares: full for free, half for partly free, empty for taken."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SIDE, GAP, IN_A_ROW = 10, 4, 10


def squares(free: int, partly: int, of: int) -> SafeString:
    """Decoration beside the words that say the same: a screen reader skips it."""
    columns = min(of, IN_A_ROW) or 1
    rows = -(-of // IN_A_ROW) or 1
    return format_html(
        '<svg class="squares" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false">{}</svg>',
        *_size(columns, rows),
        *_size(columns, rows),
        format_html_join("", "{}", ((_square(index, free, partly),) for index in range(of))),
    )


def _size(columns: int, rows: int) -> tuple[int, int]:
    return columns * (SIDE + GAP) - GAP, rows * (SIDE + GAP) - GAP


def _square(index: int, free: int, partly: int) -> SafeString:
    x, y = index % IN_A_ROW * (SIDE + GAP), index // IN_A_ROW * (SIDE + GAP)
    frame = format_html('<rect x="{}" y="{}" width="9" height="9" rx="1.5" class="{{}}"/>', x + 0.5, y + 0.5)
    if index < free:
        return format_html(frame, "is-free")
    if index >= free + partly:
        return format_html(frame, "is-taken")
    half = format_html('<path d="M{} {}h7l-7 7z"/>', x + 1.5, y + 1.5)
    return format_html("{}{}", format_html(frame, "is-partly"), half)
