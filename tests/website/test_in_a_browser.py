"""The reading pages in a real browser: no obstacle that axe knows, wide or narrow, with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import DESKTOP, NARROW, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db]
CENTRE = "/sedi/allumiere/"
FIRST_FREE_DAY = ".week a.half"
PAGES = [
    "/",
    f"{CENTRE}postazioni/",
    f"{CENTRE}servizi/",
    f"{CENTRE}servizi/spid/",
    f"{CENTRE}servizi/sussidi/",
    f"{CENTRE}servizi/coworking/",
    f"{CENTRE}servizi/spid/orari/",
    "/privacy/",
    "/note-legali/",
    "/accessibilita/",
    "/domande-frequenti/",
    "/segnalazioni/",
    "/nulla/",
]


def violations(page) -> list[str]:
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [f"{each['id']}: {node['html'][:160]}" for each in found.response["violations"] for node in each["nodes"]]


def is_too_wide(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize(("size", "prefix"), [(DESKTOP, ""), (NARROW, "/en")], ids=["desktop", "320"])
def test_axe_finds_no_obstacle_and_nothing_is_cut_off(served_to_all, browse, size, prefix):
    page = browse(size)
    for address in PAGES:
        page.goto(served_to_all.url + prefix + address)
        assert violations(page) == [], address
        assert not is_too_wide(page), address
    page.goto(f"{served_to_all.url}{prefix}{CENTRE}postazioni/?da=2031-01-01")
    page.locator(FIRST_FREE_DAY).first.click()
    assert violations(page) == [], page.url
    assert not is_too_wide(page), page.url


def test_what_one_presses_is_large_enough(served_to_all, browse):
    page = browse(PHONE)
    for address in PAGES[:7]:
        page.goto(served_to_all.url + address)
        small = page.evaluate(
            """[...document.querySelectorAll("a, button, select, label.needs-tab, .choice label")]
            .filter((each) => !each.closest("p:not(.buttons), .skiplinks-of-page, .visually-hidden"))
            .filter((each) => each.getClientRects().length && each.getBoundingClientRect().height < 44)
            .map((each) => each.outerHTML.slice(0, 120))"""
        )
        assert small == [], address


def test_pressing_a_desk_on_the_plan_chooses_it_in_the_list(served_to_all, browse):
    page = browse()
    page.goto(f"{served_to_all.url}{CENTRE}postazioni/?da=2031-01-01")
    page.locator(FIRST_FREE_DAY).first.click()
    page.locator(".plan .desk label").nth(3).click()
    assert page.locator("input[name=resource]:checked + label strong").inner_text() == "Postazione 4"
    assert page.locator(".plan .desk.is-chosen text").text_content() == "4"


def test_a_desk_is_chosen_by_keyboard_alone(served, browse):
    page = browse()
    page.goto(f"{served.url}{CENTRE}postazioni/?da=2031-01-01")
    page.locator(FIRST_FREE_DAY).first.focus()
    page.keyboard.press("Enter")
    page.locator("input[name=part]:checked").focus()
    page.keyboard.press("Tab")  # from
    page.keyboard.press("Tab")  # to
    page.keyboard.press("Tab")  # the desks
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=resource]:checked + label strong").inner_text() == "Postazione 1"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/prenota/**")


def test_without_javascript_a_desk_is_held_from_the_plan(served, browse):
    page = browse(PHONE, javascript=False)
    page.goto(f"{served.url}{CENTRE}postazioni/?da=2031-01-01")
    page.locator(FIRST_FREE_DAY).first.click()
    page.locator(".plan .desk label").nth(3).click()
    page.get_by_role("button", name="Continua").click()
    page.wait_for_url("**/prenota/**")
    assert "Postazione 4" in page.content() or "postazione 4" in page.content()


def test_the_tabs_of_needs_turn_without_javascript(served_to_all, browse):
    page = browse(PHONE, javascript=False)
    page.goto(served_to_all.url)
    assert page.get_by_role("link", name="Attivazione SPID").is_visible()
    page.get_by_text("Per le imprese", exact=True).first.click()
    assert page.get_by_role("link", name="Consulenza su bandi").is_visible()
    assert not page.get_by_role("link", name="Attivazione SPID").is_visible()


def test_without_javascript_a_time_is_held_from_the_sheet(served, browse):
    page = browse(PHONE, javascript=False)
    page.goto(f"{served.url}{CENTRE}servizi/spid/")
    page.locator("button[name=starts_at]").first.click()
    page.wait_for_url("**/prenota/**")
