"""Every page of booking and of one's own area: no obstacle that axe knows, nothing cut off, nothing too small."""

import pytest

from tests.browser import DESKTOP, NARROW
from tests.website.booking import journey
from tests.website.booking.journey import choose_time, introduce, press, write_code
from tests.website.test_in_a_browser import is_too_wide, violations

pytestmark = [pytest.mark.browser, pytest.mark.once]
TOO_SMALL = """[...document.querySelectorAll("main a, main button, main select, main summary, main .choice label")]
  .filter((each) => !each.closest("p:not(.buttons), .visually-hidden, .crumbs, .error-summary"))
  .filter((each) => each.getClientRects().length && each.getBoundingClientRect().height < 44)
  .map((each) => each.outerHTML.slice(0, 120))"""


def look(page) -> None:
    assert violations(page) == [], page.url
    assert not is_too_wide(page), page.url
    assert page.evaluate(TOO_SMALL) == [], page.url


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "320"])
def test_the_steps_of_a_booking(served, browse, size):
    page = browse(size)
    choose_time(page, served, "sussidi")
    press(page)  # nothing chosen: the page with its errors
    look(page)
    page.locator("input[name=need]").first.check()
    page.get_by_label("Siamo in due").check()
    press(page)
    press(page)
    look(page)
    journey.somebody(page, "second", "Ugo", "Neri")
    introduce(page)
    look(page)
    write_code(page, served)
    page.goto(f"{served.url}/en/prenota/verifica/")
    look(page)
    journey.confirm(page)
    look(page)


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "320"])
def test_ones_own_pages(served, browse, size):
    page = browse(size)
    for address in ("/accesso/", "/gestisci/"):
        page.goto(served.url + address)
        press(page)
        look(page)
    journey.newcomer_books_a_desk(page, served)
    booking = page.url
    for address in ("annullamento/", "spostamento/"):
        page.goto(booking + address)
        look(page)
    page.goto(booking)
    page.locator("input[name=stars]").nth(2).check(force=True)
    page.get_by_role("button", name="Invia").click()
    look(page)
    for address in ("/prenotazioni/", "/profilo/cancellazione/"):
        page.goto(served.url + address)
        look(page)
    page.goto(f"{served.url}/profilo/")
    page.get_by_role("button", name="Crea l'indirizzo").click()
    look(page)


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "320"])
def test_the_page_for_a_place_just_taken(served, browse, size):
    page = browse(size)
    page.goto(f"{served.url}{journey.CENTRE}servizi/inps/")
    choose_time(browse(size), served)
    page.locator("button[name=starts_at]").first.click()
    look(page)
