"""Journeys in a real browser, against a server with its worker: the code is read from the mail."""

import time

import pytest

from tests.browser import PHONE
from tests.website.booking import journey
from tests.website.booking.journey import choose_time, confirm, introduce, press, write_code

pytestmark = pytest.mark.browser
A_MINUTE = 60


def heading(page) -> str:
    return page.locator("h1").inner_text()


def test_a_newcomer_books_a_desk_on_a_phone_in_under_a_minute(served, browse):
    page, begun = browse(PHONE), time.monotonic()
    journey.newcomer_books_a_desk(page, served)
    assert time.monotonic() - begun < A_MINUTE
    assert heading(page) == "Prenotazione confermata"
    assert "postazione" in page.locator(".awaited").inner_text()


def test_a_newcomer_books_an_appointment_on_a_phone_in_under_a_minute(served, browse):
    page, begun = browse(PHONE), time.monotonic()
    choose_time(page, served, "sussidi")
    page.get_by_label("NASpI").check()
    press(page)
    introduce(page)
    write_code(page, served)
    confirm(page)
    assert time.monotonic() - begun < A_MINUTE
    assert journey.says(page, "Lettera di fine rapporto")


def test_somebody_we_know_needs_two_screens(served, browse):
    page = browse(PHONE)
    journey.newcomer_books_a_desk(page, served)
    choose_time(page, served)
    assert page.url.endswith("/prenota/verifica/")
    confirm(page)
    assert heading(page) == "Prenotazione confermata"


def test_a_daughter_books_for_mother_and_father_one_after_the_other(served, browse):
    page = browse(PHONE)
    choose_time(page, served)
    page.get_by_label("Siamo in due").check()
    press(page)
    page.get_by_label("Un'altra persona").check()
    journey.somebody(page, "other", "Ada", "Neri")
    journey.somebody(page, "second", "Ugo", "Neri")
    introduce(page)
    write_code(page, served)
    assert "Ada Neri e poi Ugo Neri" in page.locator(".reading").inner_text()
    confirm(page)
    assert journey.says(page, "Per Ada Neri")
    page.get_by_role("link", name="Vedi questa prenotazione").click()
    assert journey.says(page, "Per Ugo Neri")


@pytest.mark.parametrize("kind", ["Ha la partita IVA", "Non ha ancora la partita IVA"])
def test_a_business_books_with_or_without_a_vat_number(served, browse, kind):
    page = browse(PHONE)
    choose_time(page, served, "bandi")
    press(page)
    assert not page.locator("#id_vat_number").is_visible()
    page.get_by_label("Come si chiama").fill("Forno Moretti")
    page.get_by_label(kind, exact=True).check()
    if kind == "Ha la partita IVA":
        page.fill("#id_vat_number", "00743110157")
    introduce(page)
    write_code(page, served)
    confirm(page)
    assert journey.says(page, "Forno Moretti")


def test_without_javascript_everything_works(served, browse):
    page = browse(PHONE, javascript=False)
    journey.newcomer_books_a_desk(page, served)
    assert heading(page) == "Prenotazione confermata"
    page.locator(".stars input").nth(4).check(force=True)
    page.get_by_role("button", name="Invia").click()
    assert journey.says(page, "aspetti che hai preferito")


def test_with_the_keyboard_alone_an_appointment_is_booked(served, browse):
    page = browse()
    page.goto(f"{served.url}{journey.CENTRE}servizi/inps/")
    tab_to(page, "button[name=starts_at]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dettagli/")
    tab_to(page, "#id_ground_floor")
    page.keyboard.press("Space")
    tab_to(page, journey.MAIN_BUTTON)
    page.keyboard.press("Enter")
    page.wait_for_url("**/richiedente/")
    for field, words in (("given_name", "Anna"), ("family_name", "Moretti"), ("email", "anna@example.org")):
        tab_to(page, f"#id_{field}")
        page.keyboard.type(words)
    tab_to(page, "#id_privacy")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/codice/")
    tab_to(page, "#id_code")
    page.keyboard.type(journey.code_in_mail(served, "anna@example.org"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/verifica/")
    assert journey.says(page, "Al piano terra, senza scale.")
    tab_to(page, journey.MAIN_BUTTON)
    page.keyboard.press("Enter")
    page.wait_for_url("**/prenotazioni/*/")
    assert heading(page) == "Prenotazione confermata"


def test_the_link_of_a_mail_cancels_with_one_button(served, browse):
    journey.newcomer_books_a_desk(browse(PHONE), served)
    page = browse(PHONE)
    page.goto(journey.link_in_mail(served, "anna@example.org"))
    assert "/g/" not in page.url
    page.get_by_role("link", name="Annulla la prenotazione").click()
    page.get_by_role("button", name="Sì, annulla").click()
    assert heading(page) == "Prenotazione annullata"


def test_with_code_and_email_a_booking_is_moved(served, browse):
    first = browse(PHONE)
    journey.newcomer_books_a_desk(first, served)
    code = first.locator(".code-large").inner_text()
    page = browse(PHONE)
    page.goto(f"{served.url}/gestisci/")
    page.fill("#id_code", code)
    page.fill("#id_email", "anna@example.org")
    press(page)
    page.get_by_role("link", name="Sposta").click()
    page.locator(".offers-list button").first.click()
    assert journey.says(page, "Spostata. Ti aspettiamo")
    assert page.locator(".code-large").inner_text() == code


def test_signing_in_and_leaving_for_good(served, browse):
    journey.newcomer_books_a_desk(browse(PHONE), served)
    page = browse(PHONE)
    page.goto(f"{served.url}/prenotazioni/")
    page.fill("#id_email", "anna@example.org")
    press(page)
    write_code(page, served)
    assert heading(page) == "Le mie prenotazioni"
    page.get_by_role("link", name="I tuoi dati").click()
    page.get_by_role("link", name="Cancella tutto").click()
    page.get_by_role("button", name="Sì, cancella tutto").click()
    assert journey.says(page, "Abbiamo cancellato i tuoi dati")
    page.goto(f"{served.url}/prenotazioni/")
    assert heading(page) == "Accedi"


def test_two_people_want_the_same_time_and_the_slower_one_loses_nothing(served, browse):
    slow, quick = browse(PHONE), browse(PHONE)
    slow.goto(f"{served.url}{journey.CENTRE}servizi/inps/")
    choose_time(quick, served)
    slow.locator("button[name=starts_at]").first.click()
    assert heading(slow) == "Questo orario non è possibile"
    slow.locator(".offers-list button").first.click()
    assert slow.url.endswith("/prenota/dettagli/")


def tab_to(page, selector: str, most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The keyboard does not reach {selector} on {page.url}")
