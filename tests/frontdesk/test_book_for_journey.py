"""Booking on the phone by keyboard alone, timed, in a real browser: somebody known, and somebody new."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.hashers import make_password

from tests.browser import DESKTOP, PHONE
from tests.staff import PASSWORD, SECRET, totp

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db]

# How long a practised person takes for one key, and to look at what has changed on the screen.
A_KEY, A_LOOK = 0.28, 1.2

PEOPLE = f"""
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from officine.catalogue.models import Centre, StaffRole
from officine.people.models import Account, Person
centre = Centre.objects.get()
olga = Account.objects.create(email="olga@comune.example", password={make_password(PASSWORD)!r})
StaffRole.objects.create(account=olga, role="operator", centre=centre)
Authenticator.objects.create(user=olga, type="totp", data={{"secret": encrypt({SECRET!r})}})
for given_name, phone in (("Ada", "333 1234567"), ("Bea", "")):
    Person.objects.create(municipality=centre.municipality, given_name=given_name, family_name="Bianchi", phone=phone)
"""
BOOKED = """
from officine.bookings.models import Booking
for booking in Booking.objects.order_by("pk").select_related("person"):
    print(booking.person.full_name, booking.person.phone, booking.channel, sep="|")
"""


class Hand:
    """Presses keys and counts them."""

    def __init__(self, page) -> None:
        self.page, self.keys, self.looks = page, 0, 0
        self.began = time.monotonic()

    def types(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    def presses(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.keys += 1
            self.page.keyboard.press(key)

    def sees(self, what: str) -> None:
        self.looks += 1
        self.page.wait_for_selector(what)

    def report(self, who: str) -> float:
        person = self.keys * A_KEY + self.looks * A_LOOK
        script = time.monotonic() - self.began
        print(f"\n{who}: {self.keys} keys, {self.looks} looks; script {script:.1f} s, by hand about {person:.0f} s")  # noqa: T201 (the figures of the journey)
        return person


def sign_in(page, served):
    served.run(PEOPLE)
    page.goto(f"{served.url}/operatore/")
    page.get_by_label("E-mail").fill("olga@comune.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Codice").fill(totp(SECRET))
    page.keyboard.press("Enter")
    page.wait_for_url("**/operatore/allumiere/**")


def begin(page, served):
    page.goto(f"{served.url}/operatore/allumiere/nuova/")
    page.locator("input:focus").wait_for()
    return Hand(page)


def focus(page):
    return page.evaluate("[document.activeElement.id, document.activeElement.dataset.time ?? null]")


def test_somebody_known_and_somebody_new_are_booked_by_keyboard_in_twenty_seconds(served, browse):
    page = browse()
    sign_in(page, served)
    hand = begin(page, served)
    hand.types("ada")
    hand.sees(".pp-match")
    hand.presses("Enter")
    hand.sees("#id_service")
    assert focus(page)[0] == "id_service"
    hand.types("att")  # Attivazione SPID
    hand.sees("[data-time]")
    hand.presses("Tab")
    assert focus(page) == ["", ""]
    hand.presses("Enter")
    hand.sees(".pp-code")
    assert hand.report("Known") < 20

    hand = begin(page, served)
    hand.types("ugo neri")
    hand.sees(".pp-none")
    hand.presses("Enter")
    hand.sees("#id_phone")
    assert focus(page)[0] == "id_phone"
    hand.types("3331112223")
    hand.presses("Tab", 4)  # e-mail, language, phone or counter, service
    hand.types("att")
    hand.sees("[data-time]")
    hand.presses("Tab")
    hand.presses("Enter")
    hand.sees(".pp-code")
    assert hand.report("New") < 20
    assert served.run(BOOKED).split("\n")[:2] == ["Ada Bianchi|333 1234567|phone", "Ugo Neri|3331112223|phone"]


def look_at(page) -> None:
    """No obstacle that axe knows, and nothing cut off on a phone."""
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], page.url
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})


def test_it_works_without_javascript_and_no_page_puts_an_obstacle(served, browse):
    page = browse(javascript=False)
    sign_in(page, served)
    page.goto(f"{served.url}/operatore/allumiere/nuova/")
    page.get_by_label("Chi è?").fill("bianchi")
    page.get_by_role("button", name="Cerca").click()
    page.get_by_role("link", name="Ada Bianchi").click()
    page.get_by_label("Servizio").select_option(label="Attivazione SPID")
    page.get_by_role("button", name="Mostra gli orari").first.click()
    page.locator("[data-time]").first.click()
    assert page.get_by_text("Prenotato per Ada Bianchi").is_visible()
    booked, cookies = page.url, page.context.cookies()

    page = browse()
    page.context.add_cookies(cookies)
    person = f"{served.url}/operatore/allumiere/persone/1/"
    addresses = [booked, booked.replace("conferma", "promemoria"), f"{served.url}/operatore/allumiere/nuova/?persona=1"]
    pages = ("", "correzione/", "unione/", "unione/?con=2", "imprese/")
    for address in (*addresses, person.removesuffix("1/"), *(person + each for each in pages)):
        page.goto(address)
        look_at(page)
