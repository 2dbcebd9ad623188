"""The screens of a disruption: made, looked at, changed, applied, taken back; and “Chiudi oggi”."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officine.bookings.actions import Wish, book
from officine.bookings.disruptions import apply, propose
from officine.bookings.models import Booking, BookingEvent, Disruption, Relocation
from officine.catalogue.models import Closure, Shift, StaffRole
from officine.notices.collect import collect
from officine.notices.models import Notice
from officine.rules.availability import Span
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def house():
    """Two counters, Olga at the first and nobody named at the second; Mara is a manager without a shift."""
    centre = cast.centre()
    cast.desks(centre, 2)
    cast.coworking(centre)
    spid = cast.spid(centre)
    olga = staff("olga@comune.example", "operator", centre)
    staff("mara@comune.example", "manager", centre)
    for name in ("Sportello", "Sportello 2"):
        cast.counter(centre, spid, name=name)
    Shift.objects.filter(counter__name="Sportello").update(operator=olga)
    return centre


@pytest.fixture
def browser(house):
    with time_machine.travel(NOW, tick=True):
        yield signed_in("olga@comune.example")


def booked(centre, who="Alice", hour=9, on=TUESDAY, slug="spid", place="Sportello"):
    service = centre.services.get(slug=slug)
    wish = Wish(service, rome(on, hour), resource=centre.resources.get(name=place))
    person = cast.person(f"{who.lower()}@example.org")
    return book(wish, person=person, by=None, channel="web", at=NOW)


def olga():
    return StaffRole.objects.get(account__email="olga@comune.example").account


def address(name, *args):
    return reverse(f"frontdesk:{name}", args=["allumiere", *args])


def read(answer):
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def closed(centre, on=TUESDAY):
    whole = Span(rome(on, 0), rome(on + timedelta(days=1), 0))
    return propose(centre, "closed", whole, reason={"it": "Neve", "en": "Snow"}, by=olga(), at=NOW)


def post(browser, name, draft, **form):
    return browser.post(address(name, draft.pk), form, follow=True)


def seen(browser, draft):
    page = browser.get(address("disruption", draft.pk)).content.decode()
    return re.search(r'name="seen" value="(\w+)"', page).group(1)


def test_an_empty_list_says_what_one_can_do(browser):
    assert "Nessun imprevisto finora." in read(browser.get(address("disruptions")))


def test_an_absence_from_the_shift_to_applied(house, browser):
    booking = booked(house)
    page = read(browser.get(address("disruption_new") + "?cosa=operatore"))
    assert "Martedì 24 novembre, 9:00–13:00, Sportello 1 prenotazione" in page
    shift = house.shifts.get(on=TUESDAY, counter__name="Sportello")
    answer = browser.post(
        address("disruption_new") + "?cosa=operatore", {"chosen": [shift.pk], "ready": "absence"}, follow=True
    )
    draft = Disruption.objects.get()
    assert answer.redirect_chain == [(address("disruption", draft.pk), 302)]
    page = read(answer)
    assert "Operatore assente: olga@comune.example" in page
    assert "Prima di tutto: può subentrare un collega?" in page
    assert "da Martedì 24 novembre, 9:00–9:45, Sportello → a Martedì 24 novembre, 9:00–9:45, Sportello 2" in page
    assert "1 prenotazione riceve un nuovo orario" in page
    page = read(post(browser, "disruption_apply", draft, seen=seen(browser, draft)))
    assert "Applicato: 1 prenotazione spostata." in page
    booking.refresh_from_db()
    assert booking.resource.name == "Sportello 2"
    assert draft.shifts.get().shift.status == "called_off"


def test_a_colleague_takes_over(house, browser):
    booked(house)
    shift = house.shifts.get(on=TUESDAY, counter__name="Sportello")
    draft = propose(house, "operator_absent", Span(NOW, NOW), shifts=[shift], by=olga(), at=NOW)
    row, mara = draft.shifts.get(), StaffRole.objects.get(account__email="mara@comune.example").account
    page = read(post(browser, "disruption_cover", draft, shift=row.pk, operator=mara.pk))
    assert "Subentra mara@comune.example: le prenotazioni restano dove sono." in page
    assert "Nessuna prenotazione è toccata." in page
    assert "Chi subentra" in read(post(browser, "disruption_cover", draft, shift=row.pk))


def test_a_place_and_its_hours_are_asked_for(house, browser):
    booked(house, slug="coworking", place="1", hour=15)
    form = {"first_on": TUESDAY, "opens": "14:00", "closes": "18:00", "ready": "fault"}
    new = address("disruption_new") + "?cosa=posto"
    assert "Scegli una postazione o uno sportello." in read(browser.post(new, form))
    assert "Indica tutti e due gli orari" in read(browser.post(new, form | {"closes": ""}))
    assert "Scegli un giorno da oggi in poi" in read(browser.post(new, form | {"first_on": "2026-11-22"}))
    page = read(browser.post(new, form | {"place": house.resources.get(name="1").pk}, follow=True))
    assert "Postazione 1: non utilizzabile" in page
    assert "C'è un guasto da riparare" in page
    assert "15:00–16:00, Postazione 2" in page


def test_ones_own_words_are_kept_in_both_languages(house, browser):
    form = {"first_on": TUESDAY, "text_it": "Assemblea del personale", "text_en": "Staff meeting"}
    browser.post(address("disruption_new") + "?cosa=sede", form)
    assert Disruption.objects.get().reason == {"it": "Assemblea del personale", "en": "Staff meeting"}
    form = {"first_on": TUESDAY, "ready": "snow"}
    browser.post(address("disruption_new") + "?cosa=sede", form)
    assert Disruption.objects.latest("pk").reason == {
        "it": "Neve, venire non è sicuro",
        "en": "Snow, it is not safe to come",
    }


def test_a_proposal_that_changed_is_shown_again_before_it_is_applied(house, browser):
    booked(house)
    draft = closed(house)
    shown = seen(browser, draft)
    booked(house, "Bob", 10)
    page = read(post(browser, "disruption_apply", draft, seen=shown))
    assert "Nel frattempo qualcosa è cambiato" in page
    assert "2 prenotazioni ricevono un nuovo orario" in page
    assert not Closure.objects.exists()
    # Without what was shown, nothing is applied either.
    assert "Nel frattempo" in read(post(browser, "disruption_apply", draft))
    shown = seen(browser, draft)
    post(browser, "disruption_apply", draft, seen=shown)
    post(browser, "disruption_apply", draft, seen=shown)  # a double click
    assert BookingEvent.objects.filter(reason="closed").count() == 2


def test_one_booking_gets_another_time_by_hand(house, browser):
    booking = booked(house)
    draft = closed(house)
    where = address("relocation", draft.pk, booking.code)
    friday = MONDAY + timedelta(days=4)
    page = browser.get(where + f"?giorno={friday}").content.decode()
    assert "Venerdì 27 novembre" in page
    value = re.findall(r'name="to" value="(\d+ \d+ \d+)">Venerdì 27 novembre, 11:00', page)[0]
    assert "Venerdì 27 novembre, 11:00–11:45" in read(browser.post(where, {"to": value}, follow=True))
    assert draft.relocations.get().to_starts_at == rome(friday, 11)
    assert "Senza un nuovo orario" in read(browser.post(where, {"to": "later"}, follow=True))
    # Of the closed day, nothing is offered, and nothing taken.
    assert "non c'è niente di libero" in read(browser.get(where + f"?giorno={TUESDAY}"))
    times = [str(int(rome(TUESDAY, 9, minute).timestamp())) for minute in (0, 45)]
    stolen = " ".join([str(house.resources.get(name="Sportello").pk), *times])
    browser.post(where, {"to": stolen})
    browser.post(where, {"to": "x y z"})
    assert draft.relocations.get().to_resource is None


def test_what_is_left_is_moved_kept_or_cancelled(house, browser):
    them = [booked(house, who, hour) for who, hour in (("Alice", 9), ("Bob", 10), ("Dora", 11))]
    draft = closed(house)
    Relocation.objects.update(to_resource=None, to_starts_at=None, to_ends_at=None)
    apply(draft, by=olga(), at=NOW)
    assert "3 da sistemare" in read(browser.get(address("disruptions")))
    alice, bob, dora = (address("relocation", draft.pk, booking.code) for booking in them)
    value = re.search(r'<option value="(\d+ \d+ \d+)"', browser.get(alice).content.decode()).group(1)
    browser.post(alice, {"to": value})
    browser.post(bob, {"to": "kept"})
    page = read(browser.post(dora, {"to": "cancelled"}, follow=True))
    assert "resta dov'è" in page
    assert [Booking.objects.get(pk=booking.pk).status for booking in them] == [
        "confirmed",
        "confirmed",
        "cancelled_by_town",
    ]
    assert Booking.objects.get(pk=them[0].pk).starts_at > rome(TUESDAY, 23)
    assert not Relocation.objects.to_deal_with().exists()


def test_how_far_everyone_was_told_and_has_answered(house, browser):
    booked(house), booked(house, "Bob", 10)
    nobody = booked(house, "Dora", 11)
    nobody.person.email = ""
    nobody.person.save()
    draft = apply(closed(house), by=olga(), at=NOW)
    collect(NOW)
    Notice.objects.filter(to="alice@example.org").update(status="sent")
    Relocation.objects.filter(booking__person__given_name="Alice").update(accepted_at=NOW)
    page = read(browser.get(address("disruption", draft.pk)))
    assert "avvisati per e-mail 1 e-mail in partenza 1 da chiamare 1 accettato 1 da sistemare 0" in page
    assert "Non si può più ripristinare: qualcuno ha accettato il nuovo orario." in page


def test_taking_it_back_from_the_page(house, browser):
    booking = booked(house)
    draft = apply(closed(house), by=olga(), at=NOW)
    page = read(post(browser, "disruption_undo", draft))
    assert "Ripristinato: tutto è come prima." in page
    post(browser, "disruption_undo", draft)
    booking.refresh_from_db()
    assert booking.starts_at == rome(TUESDAY, 9)
    assert BookingEvent.objects.filter(reason="taken_back").count() == 1


def test_a_proposal_can_be_thrown_away_and_what_was_applied_cannot(house, browser):
    draft = closed(house)
    assert "La proposta è stata scartata" in read(post(browser, "disruption_discard", draft))
    draft = apply(closed(house), by=olga(), at=NOW)
    post(browser, "disruption_discard", draft)
    assert Disruption.objects.count() == 1


def test_close_today_is_one_step_and_marks_nobody(house, browser):
    booked(house, on=MONDAY), booked(house, "Bob", 10, on=MONDAY)
    page = read(browser.get(address("close_today")))
    assert "2 prenotazioni ricevono una nuova data" in page
    assert "Scegli un motivo" in read(browser.post(address("close_today"), {"since": "now"}))
    form = {"ready": "snow", "since": "now"}
    answers = [browser.post(address("close_today"), form) for _click in range(2)]
    done = Disruption.objects.get()
    assert [answer["Location"] for answer in answers] == [address("disruption", done.pk)] * 2
    assert set(Booking.objects.values_list("status", flat=True)) == {"confirmed"}
    assert Booking.objects.filter(starts_at__lt=rome(TUESDAY, 0)).count() == 0
    closure = Closure.objects.get()
    assert (closure.first_on, closure.is_sudden, closure.opens.hour) == (MONDAY, True, 8)
    assert "La sede è già chiusa per il resto di oggi." in read(browser.get(address("close_today")))


def test_another_centres_disruption_is_a_missing_page(house, browser):
    elsewhere = cast.centre(slug="tolfa", name="Tolfa")
    theirs = closed(elsewhere)
    for name in ("disruption", "disruption_apply", "disruption_undo", "disruption_discard", "disruption_cover"):
        assert browser.post(address(name, theirs.pk)).status_code in (404, 405)
    assert browser.get(address("disruption", theirs.pk)).status_code == 404


@pytest.mark.parametrize("name", ["disruptions", "disruption", "disruption_new"])
def test_three_cost_no_more_queries_than_one(house, browser, name):
    def pages():
        if name == "disruption_new":
            return address(name) + "?cosa=operatore"
        return address(name, *([draft.pk] if name == "disruption" else []))

    booked(house)
    draft = closed(house)
    with CaptureQueriesContext(connection) as one:
        browser.get(pages())
    booked(house, "Bob", 10), booked(house, "Dora", 11)
    if name == "disruptions":
        closed(house), closed(house)
    else:
        draft = closed(house)
    with CaptureQueriesContext(connection) as three:
        browser.get(pages())
    assert len(three) <= len(one), [query["sql"] for query in three][-5:]
