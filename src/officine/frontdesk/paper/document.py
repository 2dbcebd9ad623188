"""A sheet of A4 in the town's face, for documents that people take away: docs/decisions/pdf.md."""

import re
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
MARGIN = 25  # mm
FACE, OTHER_FACE = "titillium", "dejavu"
INK = (23, 50, 77)
BLACK = (0, 0, 0)


class Sheet:
    """One page, written from the top down. Every text that comes from people goes through `_printable`."""

    def __init__(self, title: str, language: str, texts: list[str]) -> None:
        """`texts` are all that will be written: they decide whether a second face is needed."""
        from fpdf import FPDF  # docs/decisions/quick-start.md
        from fpdf.prefs import ViewerPreferences

        self.pdf = FPDF(format="A4")
        self.pdf.set_title(title)
        self.pdf.set_lang(language)
        self.pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.pdf.set_margin(MARGIN)
        self.pdf.c_margin = 0
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font(FACE, "", FONTS / "titillium-400.ttf")
        self.pdf.add_font(FACE, "B", FONTS / "titillium-600.ttf")
        self.pdf.add_page()
        self.pdf.set_font(FACE)
        if self._lacks(texts):
            self.pdf.add_font(OTHER_FACE, "", FONTS / "dejavu-sans.ttf")
            self.pdf.set_fallback_fonts([OTHER_FACE], exact_match=False)

    def line(self, text: str, size: float, *, bold: bool = False, align: str = "L", gap: float = 0) -> None:
        """One paragraph over the whole width, and a gap (mm) below it."""
        self._face(size, bold=bold)
        self.pdf.multi_cell(0, size * 0.5, _printable(text), align=align, new_x="LMARGIN", new_y="NEXT")
        self.pdf.ln(gap)

    def sentence(self, parts: list[tuple[str, bool]], size: float, *, gap: float = 0) -> None:
        """A paragraph of which some parts are bold."""
        for text, bold in parts:
            self._face(size, bold=bold)
            self.pdf.write(size * 0.62, _printable(text))
        self.pdf.ln(size * 0.62 + gap)

    def rule(self, gap: float) -> None:
        self.pdf.set_draw_color(*INK)
        self.pdf.set_line_width(0.4)
        self.pdf.line(MARGIN, self.pdf.get_y(), self.pdf.w - MARGIN, self.pdf.get_y())
        self.pdf.ln(gap)

    def signature(self, words: str, y: float) -> None:
        """A line to sign on, at the right, with what it is for below it."""
        left, width = self.pdf.w - MARGIN - 75, 75
        self.pdf.set_draw_color(*BLACK)
        self.pdf.set_line_width(0.2)
        self.pdf.line(left, y, left + width, y)
        self.pdf.set_xy(left, y + 1)
        self._face(10)
        self.pdf.cell(width, 5, _printable(words), align="C")

    def qr(self, content: str, described: str, y: float, size: float) -> None:
        """The code as a picture at the left margin; `described` is read to who cannot see it."""
        import segno  # docs/decisions/quick-start.md

        picture = BytesIO()
        segno.make(content, error="m", micro=False).save(picture, kind="png", scale=8, border=0)
        self.pdf.image(picture, x=MARGIN, y=y, w=size, alt_text=described)

    def at(self, x: float, y: float) -> None:
        """Goes on there; what follows keeps this left margin."""
        self.pdf.set_left_margin(x)
        self.pdf.set_xy(x, y)

    def written(self, at: Any) -> bytes:
        self.pdf.set_creation_date(at)
        return bytes(self.pdf.output())

    def _face(self, size: float, *, bold: bool = False) -> None:
        self.pdf.set_font(FACE, "B" if bold else "", size)
        self.pdf.set_text_color(*(INK if bold else BLACK))

    def _lacks(self, texts: list[str]) -> bool:
        known = self.pdf.fonts[FACE].cmap
        return any(ord(char) not in known for char in _printable("".join(texts)))


def _printable(text: str) -> str:
    """On one line, letters and their marks as one character where there is one."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
