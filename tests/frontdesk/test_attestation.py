"""The proof of presence: given out for times, printed, and replaced when the times were wrong."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from officine.bookings import actions
from officine.bookings.actions import Wish, book
from officine.bookings.attestations import attest, is_good
from officine.bookings.models import Attestation, Booking, BookingEvent
from officine.frontdesk.paper.attestation_pdf import attestation_pdf
from officine.frontdesk.paper.document import Sheet
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db
TEN = rome(MONDAY, 10)


@pytest.fixture
def olga():
    return cast.account("olga@comune.example")


@pytest.fixture
def booking():
    centre = cast.centre(phone="0766 96010", email="officine@comune.example")
    service = cast.spid(centre, name={"it": "Denuncia", "en": "Complaint"}, active_bookings=None)
    cast.counter(centre, service, name="Sportello riservato")
    maria = cast.person("maria@example.org", given_name="Łucja", family_name="Đorđević")
    wish = Wish(service, rome(MONDAY, 9), minutes=45)
    return book(wish, person=maria, by=cast.account_of(maria), channel="web", at=NOW - timedelta(days=1))


@pytest.fixture
def here(booking, olga):
    return actions.arrive(booking, by=olga, at=rome(MONDAY, 9, 3) + timedelta(seconds=20))


def give(booking, olga, arrived=(9, 3), left=(9, 40), at=TEN, **version):
    return attest(booking, rome(MONDAY, *arrived), rome(MONDAY, *left), by=olga, at=at, **version)


def page_of(booking):
    return reverse("frontdesk:attestation", args=["allumiere", booking.code])


def test_who_is_still_here_leaves_and_gets_the_paper(here, olga):
    paper = give(here, olga)
    assert (here.status, paper.left_at, here.left_at) == ("done", rome(MONDAY, 9, 40), rome(MONDAY, 9, 40))
    assert is_good(paper)


def test_the_same_times_give_the_same_paper_and_write_nothing(here, olga):
    paper, events = give(here, olga), BookingEvent.objects.count()
    assert give(here, olga, at=TEN + timedelta(hours=1)) == paper
    assert BookingEvent.objects.count() == events


def test_other_times_take_the_old_paper_back_and_are_the_bookings_times_from_then_on(here, olga):
    old = give(here, olga)
    new = give(here, olga, arrived=(9, 0), left=(9, 30))
    old.refresh_from_db()
    assert (is_good(old), is_good(new), old.revoked_at, new.code != old.code) == (False, True, TEN, True)
    kept = Booking.objects.get()
    assert (kept.arrived_at, kept.left_at) == (rome(MONDAY, 9), rome(MONDAY, 9, 30))


def test_the_noted_seconds_are_kept_where_the_minute_is_right(here, olga):
    actions.finish(here, by=olga, at=rome(MONDAY, 9, 40) + timedelta(seconds=50))
    assert give(here, olga).left_at == rome(MONDAY, 9, 40) + timedelta(seconds=50)
    assert not BookingEvent.objects.filter(move="correct_times").exists()


def test_a_paper_of_a_leaving_that_was_taken_back_is_not_given_out_again(here, olga):
    actions.finish(here, by=olga, at=rome(MONDAY, 9, 40) + timedelta(seconds=10))
    old = give(here, olga)
    actions.undo(here, by=olga, at=rome(MONDAY, 9, 40) + timedelta(seconds=20))
    actions.finish(here, by=olga, at=rome(MONDAY, 9, 40) + timedelta(seconds=30))
    new = give(here, olga)
    old.refresh_from_db()
    assert (is_good(old), is_good(new), old.revoked_at) == (False, True, TEN)


def test_a_paper_taken_back_stays_so_when_its_times_come_back(here, olga):
    old = give(here, olga)
    for minute in (30, 40):
        actions.correct_times(here, old.arrived_at, rome(MONDAY, 9, minute), by=olga, at=TEN)
    old.refresh_from_db()
    assert not is_good(old)


def test_nobody_is_attested_who_has_not_come_or_left_before_they_came(booking, olga):
    with pytest.raises(Refused) as refused:
        give(booking, olga)
    assert refused.value.rule == Rule.STATUS
    actions.arrive(booking, by=olga, at=rome(MONDAY, 9, 3))
    for left in ((8, 0), (11, 0)):  # at ten, eleven is still to come
        with pytest.raises(Refused) as refused:
            give(booking, olga, left=left)
        assert refused.value.rule == Rule.VISIT_TIMES
    assert (Booking.objects.get().status, Attestation.objects.count()) == ("arrived", 0)


def test_whoever_saw_an_older_booking_is_told(here, olga):
    with pytest.raises(Refused) as refused:
        give(here, olga, version=here.version - 1)
    assert refused.value.rule == Rule.CHANGED


def test_an_operator_gives_it_out_and_prints_it(here):
    staff("otto@comune.example", "operator", here.centre)
    with time_machine.travel(TEN, tick=True):
        browser = signed_in("otto@comune.example")
        page = browser.get(page_of(here)).content.decode()
        assert 'value="09:03"' in page
        assert 'value="10:00"' in page
        form = {"version": here.version, "arrived": "09:03", "left": "09:45"}
        page = browser.post(page_of(here), form, follow=True).content.decode()
        paper = Attestation.objects.get()
        assert f"{paper.code[:4]}-{paper.code[4:]}" in page
        answer = browser.get(reverse("frontdesk:attestation_pdf", args=["allumiere", here.code]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="attestato-{paper.code}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"%PDF-")
    assert "Denuncia" not in page


def test_wrong_times_are_said_beside_what_was_typed(here):
    staff("otto@comune.example", "operator", here.centre)
    with time_machine.travel(TEN, tick=True):
        browser = signed_in("otto@comune.example")
        answer = browser.post(page_of(here), {"version": here.version, "arrived": "09:03", "left": "08:00"})
        empty = browser.post(page_of(here), {"version": here.version, "arrived": "x"})
    assert answer.status_code == empty.status_code == 422
    assert "Una visita comincia prima di finire" in answer.content.decode()
    assert 'value="08:00"' in answer.content.decode()
    assert "ora di uscita." in empty.content.decode()


def test_who_has_not_come_gets_a_sentence_and_no_form(booking):
    staff("otto@comune.example", "operator", booking.centre)
    browser = signed_in("otto@comune.example")
    page = browser.get(page_of(booking)).content.decode()
    assert "non si attesta una presenza" in page
    assert 'name="left"' not in page
    assert browser.get(reverse("frontdesk:attestation_pdf", args=["allumiere", booking.code])).status_code == 404


def written(here, olga, monkeypatch, language="it"):
    """What is written on the paper, text by text, and the paper itself."""
    here.person.language = language
    here.person.save()
    said = []
    for name in ("line", "sentence"):
        plain = getattr(Sheet, name)

        def listen(sheet, text, *rest, plain=plain, **options):
            said.append(text if isinstance(text, str) else "".join(part for part, _ in text))
            plain(sheet, text, *rest, **options)

        monkeypatch.setattr(Sheet, name, listen)
    return said, attestation_pdf(give(here, olga))


def test_the_paper_says_who_where_when_and_never_what_for(here, olga, monkeypatch):
    said, pdf = written(here, olga, monkeypatch)
    assert (
        "Si attesta che Łucja Đorđević è stato/a presente presso Officine Municipali, Torrione, "
        "il giorno lunedì 23 novembre 2026, dalle ore 9:03 alle ore 9:40."
    ) in said
    assert "Comune di Allumiere" in said
    assert "ATTESTATO DI PRESENZA" in said
    everything = "\n".join(said)
    for secret in ("Denuncia", "Sportello", here.code, "maria@example.org"):
        assert secret not in everything
    assert b"/Lang" in pdf
    assert pdf.count(b"/Type /Page\n") == 1


def test_who_speaks_english_gets_both_languages(here, olga, monkeypatch):
    said, _ = written(here, olga, monkeypatch, language="en")
    assert [text[:12] for text in said if "Łucja" in text] == ["Si attesta c", "We attest th"]


@pytest.mark.parametrize("name", ["Łucja Đorđević", "Ștefan Țîrlea", "Ελένη", "Олена", "Nguyễn", "é" * 80, "A" * 80])
def test_any_name_can_be_printed(here, olga, name, recwarn):
    here.person.given_name = name
    here.person.save()
    assert attestation_pdf(give(here, olga)).startswith(b"%PDF-")
    assert [str(each.message) for each in recwarn if "glyph" in str(each.message)] == []
