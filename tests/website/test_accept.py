"""A time that the office chose: the mail says why, the page has one button to accept, and one may choose otherwise."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.disruptions import apply, propose
from officine.bookings.models import Booking, Call, Relocation
from officine.bookings.taking_back import undo
from officine.notices.collect import collect
from officine.notices.compose import compose
from officine.notices.models import Notice
from officine.notices.to_phone import to_phone
from officine.rules.availability import Span
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.website.booking.steps import sign_in
from tests.website.town import town

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
SNOW = {"it": "Neve, venire non è sicuro", "en": "Snow, it is not safe to come"}
WHOLE = Span(rome(TUESDAY, 0), rome(TUESDAY + timedelta(days=1), 0))


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def centre():
    made = town()
    cast.municipality().centres.update(phone="0766 96010")
    made.services.get(slug="spid").rules.update(active_bookings=None)
    return made


@pytest.fixture
def alice():
    return cast.person()


@pytest.fixture
def olga():
    return cast.account("olga@comune.example")


@pytest.fixture
def booking(centre, alice):
    wish = Wish(centre.services.get(slug="spid"), rome(TUESDAY, 9))
    return actions.book(wish, person=alice, by=cast.account_of(alice), channel="web", at=NOW)


@pytest.fixture
def browser(client, alice):
    sign_in(client, alice)
    return client


def moved(centre, olga, booking, *, at=NOW, kind="closed", **about):
    draft = propose(centre, kind, WHOLE, reason=SNOW, by=olga, at=at, **about)
    done = apply(draft, by=olga, at=at)
    booking.refresh_from_db()
    return done


def address(booking, part=""):
    return f"/prenotazioni/{booking.code}/{part}"


def read(answer):
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def told():
    """The one mail that is due."""
    collect(NOW)
    return compose(Notice.objects.get(status="due"), NOW)


def test_the_mail_says_what_happened_why_and_how_to_answer(centre, olga, booking):
    collect(NOW)
    Notice.objects.update(status="sent")
    moved(centre, olga, booking)
    mail = told()
    assert mail.subject.startswith("Modifica: Appuntamento alle Officine Municipali, mercoledì 25 novembre")
    assert "SPID" not in mail.subject
    lines = mail.body.splitlines()
    assert lines[2:8] == [
        "L'ufficio ha spostato la tua prenotazione.",
        "Neve, venire non è sicuro.",
        "Ti aspettiamo mercoledì 25 novembre alle 9:00.",
        "Prima era martedì 24 novembre alle 9:00.",
        "Con il link ci dici se va bene, oppure scegli altro.",
        "Puoi spostare o annullare la prenotazione fino a mercoledì 25 novembre alle 9:00.",
    ]
    assert "Accetta o scegli altro" in mail.body


def test_one_button_accepts_once_and_only_a_press_counts(centre, olga, booking, browser):
    moved(centre, olga, booking)
    page = read(browser.get(address(booking)))
    assert "Il nuovo orario va bene per te?" in page
    assert "Prima era martedì 24 novembre, 9:00–9:45, sportello. Neve, venire non è sicuro." in page
    assert browser.get(address(booking, "accettazione/")).status_code == 405
    assert Relocation.objects.get().accepted_at is None
    answer = browser.post(address(booking, "accettazione/"), follow=True)
    assert "Grazie. Ti aspettiamo mercoledì 25 novembre alle 9:00." in read(answer)
    assert "Il nuovo orario va bene per te?" not in read(answer)
    browser.post(address(booking, "accettazione/"))
    assert Relocation.objects.get().accepted_at == NOW
    booking.refresh_from_db()
    assert booking.version == Relocation.objects.get().moved_version


def test_choosing_otherwise_is_an_answer_too_and_never_too_late(centre, olga, booking, browser):
    moved(centre, olga, booking)
    with time_machine.travel(booking.starts_at - timedelta(minutes=10), tick=False):
        sign_in(browser, booking.person)
        page = read(browser.get(address(booking, "spostamento/")))
        assert "È troppo tardi" not in page
        browser.post(address(booking, "annullamento/"))
        booking.refresh_from_db()
        assert booking.status == "cancelled_by_person"
        page = read(browser.post(address(booking, "accettazione/"), follow=True))
        assert "Nel frattempo" in page
    assert Relocation.objects.get().accepted_at is None


def test_who_accepted_keeps_the_usual_deadline(centre, olga, booking, browser):
    moved(centre, olga, booking)
    browser.post(address(booking, "accettazione/"))
    with time_machine.travel(booking.starts_at - timedelta(minutes=10), tick=False):
        sign_in(browser, booking.person)
        browser.post(address(booking, "annullamento/"))
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_nobody_accepts_for_somebody_else(centre, olga, booking, client):
    moved(centre, olga, booking)
    assert client.post(address(booking, "accettazione/")).status_code == 404
    assert Relocation.objects.get().accepted_at is None


def test_a_booking_that_was_not_moved_asks_nothing(booking, browser):
    assert "Il nuovo orario" not in read(browser.get(address(booking)))
    assert "cambiat" in read(browser.post(address(booking, "accettazione/"), follow=True))


def test_an_absent_operator_is_said_without_a_word_of_illness(centre, olga, booking):
    collect(NOW)
    Notice.objects.update(status="sent")
    centre.shifts.update(operator=olga)
    shifts = centre.shifts.filter(on=TUESDAY)
    draft = propose(centre, "operator_absent", WHOLE, shifts=shifts, by=olga, at=NOW)
    apply(draft, by=olga, at=NOW)
    assert "La persona che doveva riceverti non può esserci." in told().body


def test_taken_back_before_the_mail_went_out_nobody_hears_of_it(centre, olga, booking):
    collect(NOW)
    Notice.objects.update(status="sent")
    done = moved(centre, olga, booking)
    collect(NOW)  # written, not sent yet
    undo(done, by=olga, at=NOW)
    collect(NOW)
    assert list(Notice.objects.exclude(status="sent").values_list("kind", "status")) == [("change", "dropped")]


def test_taken_back_after_the_mail_went_out_it_is_told_once_more(centre, olga, booking):
    collect(NOW)
    done = moved(centre, olga, booking)
    collect(NOW)
    Notice.objects.update(status="sent")
    undo(done, by=olga, at=NOW)
    body = told().body
    assert "L'imprevisto è superato: la prenotazione torna com'era." in body
    assert "Ti aspettiamo martedì 24 novembre alle 9:00." in body
    assert "Accetta" not in body


def test_people_without_an_address_are_to_be_phoned_and_no_more_once_it_is_taken_back(centre, olga, booking, alice):
    alice.email = ""
    alice.save()
    Booking.objects.update(booked_by=None)
    done = moved(centre, olga, booking)
    collect(NOW)
    assert [each.news.kind for each in to_phone(centre, NOW).left] == ["change"]
    undo(done, by=olga, at=NOW)
    collect(NOW)
    assert "change" not in [each.news.kind for each in to_phone(centre, NOW).left]


def test_whoever_was_phoned_is_phoned_again(centre, olga, booking, alice):
    alice.email = ""
    alice.save()
    Booking.objects.update(booked_by=None)
    done = moved(centre, olga, booking)
    collect(NOW)
    key = Notice.objects.get(kind="change").key
    Call.objects.create(booking=booking, about=key, outcome="reached", by=olga, at=NOW)
    undo(done, by=olga, at=NOW)
    collect(NOW)
    assert Notice.objects.filter(kind="change", fault="no address").count() == 2
