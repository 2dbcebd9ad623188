"""The first manager comes in by the printed link and works: in a real browser, against a real server."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import DESKTOP, NARROW
from tests.staff import totp

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db]

SOMEBODY_EXPECTED = """
from datetime import timedelta
from django.utils import timezone
from officine.bookings.models import Booking
from officine.catalogue.models import Centre
from officine.people.models import Person
centre = Centre.objects.get()
service = centre.services.filter(kind="counter").order_by("position").first()
person = Person.objects.create(municipality=centre.municipality, given_name="Dora", family_name="Conti")
starts = timezone.now() - timedelta(seconds=90)
ends = starts + timedelta(minutes=45)
Booking.objects.create(
    centre=centre, resource=centre.resources.filter(kind="counter").first(), service=service, person=person,
    rule=service.rules.first(), channel="web", status="confirmed", starts_at=starts, ends_at=ends,
    blocked_until=ends, open_minutes=45,
)
"""


def invitation(served) -> str:
    return served.url + re.search(r"/operatore/invito/\S+", served.said).group()


def look_at(page, sizes=(NARROW, DESKTOP)) -> None:
    """No obstacle that axe knows and nothing cut off, wide and narrow."""
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def join(page, served, look=lambda page: None) -> str:
    """Takes the invitation and sets up an app; returns the app's key."""
    page.goto(invitation(served))
    look(page)
    page.get_by_label("E-mail").fill("mara@comune.example")
    page.get_by_label("Password").fill("quattro sedie di legno")
    page.get_by_role("button", name="Accetta l'invito").click()
    look(page)
    page.get_by_role("link", name="Usa un'app").click()
    look(page)
    key = page.locator("#totp-key").inner_text()
    page.get_by_label("Codice dell'app").fill(totp(key))
    page.get_by_role("button", name="Fatto").click()
    look(page)
    page.get_by_role("link", name="Li ho messi al sicuro").click()
    return key


def sign_out_and_give_the_password(page) -> None:
    page.get_by_role("button", name="Esci").click()
    page.get_by_label("E-mail").fill("mara@comune.example")
    page.get_by_label("Password").fill("quattro sedie di legno")
    page.get_by_role("button", name="Continua").click()


def test_a_manager_takes_the_invitation_and_marks_an_arrival(served, browse):
    page = browse()
    join(page, served, look_at)
    served.run(SOMEBODY_EXPECTED)
    page.reload()
    row = page.locator(".day-row", has_text="Dora Conti")
    assert "In ritardo di " in row.inner_text()
    look_at(page)
    row.get_by_role("button", name="Arrivato").click()
    page.get_by_text("Dora Conti è qui.").wait_for()
    row.get_by_role("button", name="Fine").click()
    row.get_by_text("Conclusa").wait_for()
    for address in (
        "accesso/fattori/",
        "accesso/fattori/passkey/nuova/",
        "accesso/password/",
        "accesso/uscita/",
        "posta/",
    ):
        page.goto(f"{served.url}/operatore/{address}")
        look_at(page)
    page.goto(f"{served.url}/operatore/invito/gone/")
    look_at(page)
    sign_out_and_give_the_password(page)
    look_at(page)


def test_all_of_it_works_without_javascript(served, browse):
    page = browse(javascript=False)
    key = join(page, served)
    sign_out_and_give_the_password(page)
    page.get_by_label("Codice").fill(totp(key))
    page.get_by_role("button", name="Accedi", exact=True).click()
    assert "/operatore/allumiere/" in page.url


def test_a_passkey_takes_the_place_of_the_code(served, browse):
    page = browse()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device | {"automaticPresenceSimulation": True}})
    page.goto(invitation(served))
    page.get_by_label("E-mail").fill("mara@comune.example")
    page.get_by_label("Password").fill("quattro sedie di legno")
    page.get_by_role("button", name="Accetta l'invito").click()
    page.get_by_role("link", name="Usa una passkey").click()
    page.get_by_role("button", name="Aggiungi la passkey").click()
    page.get_by_role("link", name="Li ho messi al sicuro").click()
    sign_out_and_give_the_password(page)
    page.get_by_role("button", name="Usa una passkey").click()
    page.wait_for_url("**/operatore/allumiere/**")
    # So it does where the desk was locked.
    page.get_by_role("button", name="Blocca", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Usa una passkey").click()
    page.get_by_role("dialog").wait_for(state="hidden")
