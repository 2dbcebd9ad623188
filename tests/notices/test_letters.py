"""What mails say, in whose language, and what they never say."""

from datetime import date, timedelta

import pytest
from django.utils.html import strip_tags
from django.utils.translation import override

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.catalogue.models import Need
from officine.notices.asked_again import tell_what_to_bring
from officine.notices.collect import collect
from officine.notices.compose import compose
from officine.notices.links import manage_url
from officine.notices.models import Notice
from officine.people.models import SignInCode
from officine.people.register import person_helped
from officine.people.sign_in import code_for, request_code
from tests import cast
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 1)  # a Tuesday


def composed(kind=None, to=None):
    collect(NOW)
    notices = Notice.objects.filter(status="due").order_by("pk")
    if kind:
        notices = notices.filter(kind=kind)
    if to:
        notices = notices.filter(to=to)
    return compose(notices.get(), NOW)


def html(mail):
    return next(part.content for part in mail.alternatives if part.mimetype == "text/html")


def test_a_confirmation_of_a_desk_says_when_where_and_how_to_change_it(book, coworking, alice):
    desk = coworking.centre.resources.get(name="4")
    booking = actions.book(
        Wish(coworking, rome(FIRST, 9), minutes=240, resource=desk),
        person=alice,
        by=cast.account_of(alice),
        channel="web",
        at=NOW,
    )
    mail = composed()
    assert mail.subject == f"Postazione prenotata: martedì 1 dicembre alle 9:00 ({booking.spoken_code})"
    lines = mail.body.splitlines()
    assert lines[0] == "Ciao Alice,"
    assert lines[2] == "Ti aspettiamo martedì 1 dicembre alle 9:00, postazione 4."
    assert lines[3] == "Puoi spostare o annullare la prenotazione fino a martedì 1 dicembre alle 7:00."
    assert f"Codice: {booking.spoken_code}" in lines
    assert "Quando: martedì 1 dicembre, 9:00–13:00" in lines
    assert "Dove: Officine Municipali, Torrione, Allumiere" in lines
    assert "- Per l'ascensore e l'ingresso senza gradini, chiedi allo sportello." in lines
    assert (mail.from_email, mail.to) == ("Officine di Allumiere <officine@allumiere.example>", ["alice@example.org"])
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"


def test_text_and_html_say_the_same(book, spid, alice):
    booking = book(alice, spid, ground_floor=True)
    mail = composed()
    read = " ".join(strip_tags(html(mail)).replace("&#x27;", "'").split())
    for line in mail.body.splitlines():
        words = line.removeprefix("- ").split(": ", 1)[-1].rstrip(":")
        if words != manage_url(booking):
            assert words in read


def test_an_appointment_names_its_need_inside_and_never_outside(book, spid, alice):
    need = Need.objects.create(service=spid, name={"it": "Primo rilascio"}, bring={"it": ["Il cellulare"]})
    booking = book(alice, spid, need=need)
    mail = composed()
    assert mail.subject == (
        f"Appuntamento alle Officine Municipali: martedì 24 novembre alle 9:00 ({booking.spoken_code})"
    )
    beginning, details = mail.body.split("Servizio: Attivazione SPID\nDi che cosa hai bisogno: Primo rilascio\n")
    assert "SPID" not in beginning
    assert "Porta con te:\n- Tessera sanitaria\n- Il cellulare\n" in details
    calendars = [part.content for part in mail.alternatives if "calendar" in part.mimetype]
    assert not [text for text in calendars if "SPID" in text or "rilascio" in text]


def test_what_was_asked_for_and_how_to_get_in_are_told_where_the_town_gave_them(book, spid, alice):
    spid.centre.access = {"lift": {"it": "L'ascensore è in cortile."}, "step_free": {"it": ""}}
    spid.centre.phone, spid.centre.phone_hours = "0766 96010", {"it": "dalle 9 alle 13"}
    spid.centre.save()
    book(alice, spid, ground_floor=True, private_talk=True, deadline_on=FIRST)
    body = composed().body
    assert "Hai chiesto:\n- un incontro al piano terra\n- un colloquio riservato\n" in body
    assert "Come si entra:\n- L'ascensore è in cortile.\n" in body
    assert "La tua scadenza: martedì 1 dicembre\n" in body
    assert "Hai domande? Chiama 0766 96010 (dalle 9 alle 13).\n" in body


def test_what_the_town_has_not_given_is_not_invented(book, coworking, alice):
    book(alice, coworking)
    body = composed().body
    assert "None" not in body
    assert "Chiama" not in body
    assert "Scrivici" not in body
    assert "Porta con te" not in body


def test_a_notice_is_in_the_language_of_who_reads_it(book, coworking, alice):
    type(alice).objects.filter(pk=alice.pk).update(language="en")
    alice.refresh_from_db()
    booking = book(alice, coworking)
    mail = composed()
    assert mail.subject.startswith("Desk booked: Tuesday 24 November at 9:00 (")
    assert "We expect you Tuesday 24 November at 9:00, desk 1." in mail.body
    assert "https://officine.allumiere.example/en/" in mail.body
    with override("en"):
        assert manage_url(booking) in mail.body
    assert '<html lang="en">' in html(mail)


def test_someone_helped_and_the_helper_are_each_told_in_their_words(book, spid, alice):
    helper = cast.account_of(alice)
    mother = person_helped(
        helper, cast.municipality(), "Ada", "Bianchi", NOW, consent=True, email="ada@example.org", language="en"
    )
    book(mother, spid, by=helper)
    theirs = composed(to="ada@example.org")
    assert "We expect you Tuesday 24 November at 9:00." in theirs.body
    assert "alice" not in theirs.body.lower()
    ours = composed(to="alice@example.org")
    assert "Aspettiamo Ada Bianchi martedì 24 novembre alle 9:00." in ours.body


def test_a_change_says_what_it_was_before(book, coworking, alice):
    booking = book(alice, coworking)
    later = Wish(coworking, rome(MONDAY + timedelta(days=3), 15), minutes=60)
    actions.reschedule(booking, later, by=cast.account_of(alice), at=NOW)
    mail = composed(kind="change")
    assert mail.subject.startswith("Modifica: Postazione ")
    assert "Ti aspettiamo giovedì 26 novembre alle 15:00, postazione" in mail.body
    assert "Prima era martedì 24 novembre alle 9:00." in mail.body


def test_a_change_by_the_office_says_who_made_it(book, coworking, alice):
    booking = book(alice, coworking)
    later = Wish(coworking, rome(MONDAY + timedelta(days=3), 15), minutes=60)
    actions.reschedule(booking, later, by=cast.account("staff@example.org"), at=NOW, role="staff")
    body = composed(kind="change").body
    assert "L'ufficio ha spostato la tua prenotazione." in body
    assert "Ti aspettiamo giovedì 26 novembre alle 15:00, postazione" in body


def test_what_to_bring_is_told_again_once_a_day(book, spid, alice):
    booking = book(alice, spid)
    Notice.objects.all().delete()
    collect(NOW)
    for moment in (NOW, NOW + timedelta(hours=1), NOW + timedelta(days=1)):
        tell_what_to_bring(booking, moment)
    again = Notice.objects.filter(kind="what_to_bring").order_by("pk")
    assert [notice.to for notice in again] == ["alice@example.org"] * 2
    before = compose(again[0], NOW)
    assert before.subject.startswith("Che cosa portare: Appuntamento alle Officine Municipali")
    assert "Per poter andare avanti, porta con te quanto è elencato qui." in before.body
    assert "Ti aspettiamo martedì 24 novembre alle 9:00." in before.body
    assert "Porta con te:\n- Tessera sanitaria\n" in before.body
    after = compose(again[1], NOW + timedelta(days=2)).body
    assert "Ti aspettiamo" not in after
    assert "Porta con te:\n- Tessera sanitaria\n" in after


def test_what_to_bring_for_somebody_without_an_address_stays_to_be_phoned(book, spid):
    dora = cast.person("dora@example.org")
    dora.email = ""
    dora.save()
    tell_what_to_bring(book(dora, spid, by=cast.account("office@example.org"), channel="phone"), NOW)
    notice = Notice.objects.get(kind="what_to_bring")
    assert (notice.to, notice.status, notice.fault) == ("", "dropped", "no address")


def test_a_cancellation_says_so_and_offers_to_book_again(book, coworking, alice):
    actions.cancel(book(alice, coworking), by=cast.account_of(alice), at=NOW)
    mail = composed(kind="cancellation")
    assert "La tua prenotazione, martedì 24 novembre alle 9:00, è annullata come richiesto." in mail.body
    assert "Prenota di nuovo:\nhttps://officine.allumiere.example/\n" in mail.body
    assert "Ti aspettiamo" not in mail.body


def test_the_town_apologises_and_gives_its_reason(book, coworking, alice):
    actions.cancel_by_town(book(alice, coworking), by=cast.account("staff@example.org"), at=NOW, reason="closed")
    body = composed(kind="cancellation_by_town").body
    assert "Ci dispiace: dobbiamo annullare la tua prenotazione, martedì 24 novembre alle 9:00." in body
    assert "Quel giorno la sede deve restare chiusa." in body
    assert "Non conta nei limiti di nessuno: puoi prenotare subito un altro orario." in body


def test_after_the_deadline_the_letter_does_not_promise_a_change(book, coworking, alice):
    book(alice, coworking, rome(MONDAY, 10), at=rome(MONDAY, 9))
    collect(NOW)
    body = compose(Notice.objects.get(), rome(MONDAY, 9)).body
    assert "È tardi per spostare o annullare la prenotazione da qui: avvisa la sede." in body


def test_a_code_mail_begins_with_the_code():
    cast.municipality(sender_name="Officine\r\nBcc: victim@example.org", sender_email="officine@allumiere.example")
    request_code("alice@example.org", "it", NOW)
    code = code_for(SignInCode.objects.get())
    mail = composed()
    assert mail.subject == f"{code} è il tuo codice di accesso"
    assert mail.body.startswith(f"Ecco il tuo codice:\n\n{code}\n\nVale 10 minuti.\n")
    assert [part.mimetype for part in mail.alternatives] == ["text/html"]
    sent = mail.message()
    assert sent["From"] == '"Officine Bcc: victim@example.org" <officine@allumiere.example>'
    assert sent["Bcc"] is None


def test_markup_in_a_name_stays_text(book, coworking, alice):
    coworking.centre.name = "<script>alert(1)</script>"
    coworking.centre.save()
    book(alice, coworking)
    assert "<script>" not in html(composed())
