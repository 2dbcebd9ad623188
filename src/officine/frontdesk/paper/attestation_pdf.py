"""The attestato di presenza on paper: who was there, where, when and from when to when; never what for."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from officine.bookings.models import Attestation
from officine.catalogue.wording import day_in_words, time_in_words
from officine.frontdesk.paper.document import MARGIN, Sheet
from officine.rules.codes import spoken
from officine.rules.days import local_date

# Millimetres from the top: where one signs, and where the part for who verifies it begins.
SIGNED, BOTTOM = 218, 240
QR = 32


def attestation_pdf(paper: Attestation) -> bytes:
    """In Italian, as the law wants it; for who speaks another language, the same below it in theirs."""
    person = paper.booking.person
    language = person.language if person else "it"
    with override("it"):
        sheet, address = _sheet(paper), verify_address()
        _head(sheet, paper)
        _body(sheet, paper)
        if language != "it":
            with override(language):
                _translated(sheet, paper)
        sheet.signature(_("The operator"), SIGNED)
        _foot(sheet, paper, address)
    return sheet.written(paper.issued_at)


def verify_address() -> str:
    """Where a paper is verified. In the picture the code follows after a #, which no server ever gets to see."""
    return settings.PUBLIC_URL + reverse("website:attestation")


def _sheet(paper: Attestation) -> Sheet:
    centre, name = paper.booking.centre, _name(paper)
    texts = [name, centre.name, centre.address, centre.municipality.name]
    return Sheet(_("Proof of presence"), "it-IT", texts)


def _head(sheet: Sheet, paper: Attestation) -> None:
    centre = paper.booking.centre
    sheet.line(centre.municipality.name, 18, bold=True)
    sheet.line(centre.name, 13)
    contacts = [centre.address, centre.phone, centre.email]
    sheet.line(" · ".join(text for text in contacts if text), 10, gap=4)
    sheet.rule(18)
    sheet.line(_("Proof of presence").upper(), 22, bold=True, align="C", gap=12)


def _body(sheet: Sheet, paper: Attestation) -> None:
    sheet.sentence(_presence(paper), 14, gap=8)
    sheet.line(_("It is given at the person's request, for the uses that the law permits."), 12, gap=8)
    issued_on = local_date(paper.issued_at, paper.booking.centre.zone)
    sheet.line(_("Given on %(day)s.") % {"day": day_in_words(issued_on, with_year=True)}, 12, gap=10)


def _translated(sheet: Sheet, paper: Attestation) -> None:
    sheet.sentence(_presence(paper), 11, gap=2)
    sheet.line(_("It is given at the person's request, for the uses that the law permits."), 11)


def _presence(paper: Attestation) -> list[tuple[str, bool]]:
    """The sentence, cut where a part is bold."""
    centre = paper.booking.centre
    figures = {
        "centre": f"{centre.name}, {centre.address}" if centre.address else centre.name,
        "day": day_in_words(local_date(paper.arrived_at, centre.zone), with_year=True),
        "arrived": time_in_words(paper.arrived_at, centre.zone),
        "left": time_in_words(paper.left_at, centre.zone),
    }
    before, after = _(
        "We attest that {name} was present at %(centre)s, on %(day)s, from %(arrived)s to %(left)s."
    ).split("{name}")
    return [(before % figures, False), (_name(paper), True), (after % figures, False)]


def _foot(sheet: Sheet, paper: Attestation, address: str) -> None:
    code = spoken(paper.code)
    sheet.at(MARGIN, BOTTOM)
    sheet.rule(5)
    sheet.qr(
        f"{address}#{code}",
        _("QR code that leads to the page to verify code %(code)s") % {"code": code},
        BOTTOM + 5,
        QR,
    )
    sheet.at(MARGIN + QR + 8, BOTTOM + 5)
    sheet.line(_("To verify this paper"), 11, bold=True, gap=1)
    sheet.line(_("Scan the picture, or open %(address)s and type the code:") % {"address": address}, 10, gap=1)
    sheet.line(code, 16, bold=True)


def _name(paper: Attestation) -> str:
    return paper.booking.person.full_name if paper.booking.person else ""
