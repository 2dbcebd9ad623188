"""The code of a booking as a picture that the desk can read."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from officine.rules.codes import spoken


def qr(code: str) -> SafeString:
    """An inline SVG of the code; it says nothing but the code, which stands beside it in letters."""
    import segno  # docs/decisions/quick-start.md

    picture = segno.make(code, error="m", micro=False).svg_inline(
        omitsize=True, border=4, svgclass="qr-picture", lineclass=None
    )
    # Only squares that segno draws from eight letters and digits.
    drawn = mark_safe(picture)  # noqa: S308
    return format_html(
        '<span class="qr" role="img" aria-label="{}">{}</span>', _("QR code of %s") % spoken(code), drawn
    )
