"""The grid and the page of a booking in a real browser: moved by mouse and by keyboard, and no obstacles."""

import pytest

from tests.frontdesk.test_journey import join, look_at

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db]

# Two people at desks 1 and 2, at the first time of the next days when both are free.
NEXT_DAY = """
from datetime import timedelta
from django.utils import timezone
from officine.bookings.actions import Wish, book
from officine.bookings.finding import first_free
from officine.catalogue.models import Centre
from officine.people.models import Person
centre, now = Centre.objects.get(), timezone.now()
service = centre.services.get(kind="desk")
start = first_free(service, now, minutes=60, count=1, after=now + timedelta(days=1))[0].start
for place, name in zip(centre.resources.filter(kind="desk").order_by("position"), ("Dora", "Elio")):
    person = Person.objects.create(municipality=centre.municipality, given_name=name, family_name="Conti")
    wish = Wish(service, start, minutes=60, resource=place)
    print(book(wish, person=person, by=None, channel="phone", at=now, role="staff").code)
print(start.astimezone(centre.zone).date())
"""
HISTORY = """
from officine.bookings.models import BookingEvent
for event in BookingEvent.objects.filter(role="staff", move="reschedule").order_by("pk").select_related("booking"):
    booking = event.booking
    was = event.facts["was"]["starts_at"]
    later = (booking.starts_at - booking.starts_at.fromisoformat(was)).total_seconds() // 60
    print(booking.person.given_name, int(later), booking.resource.name)
"""


A_MINUTE = "parseFloat(getComputedStyle(document.querySelector('[data-grid]')).getPropertyValue('--minute'))"


def drag(page, block, to, minutes):
    """Takes a block by its upper edge, and lets go of it so many minutes lower in another column."""
    one = page.evaluate(A_MINUTE)
    here, there = block.bounding_box(), to.bounding_box()
    page.mouse.move(here["x"] + 20, here["y"] + 6)
    page.mouse.down()
    page.mouse.move(there["x"] + 30, here["y"] + 6 + minutes * one, steps=6)
    page.mouse.up()


def test_a_booking_is_moved_by_mouse_by_keyboard_and_without_javascript(served, browse):
    code, _, on = served.run(NEXT_DAY).split()
    page = browse()
    join(page, served)
    page.goto(f"{served.url}/operatore/allumiere/{on}/griglia/")
    dora, elio = (page.get_by_role("link", name=name) for name in ("Dora Conti", "Elio Conti"))
    drag(page, dora, page.get_by_role("heading", name="Postazione 3", exact=True), 62)
    question = page.get_by_role("dialog")
    assert "postazione 1" in question.inner_text()
    assert "postazione 3" in question.inner_text()
    question.get_by_role("button", name="Sposta").click()
    page.get_by_text("Spostata: ").wait_for()

    elio.focus()
    for key in ("m", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    said = page.locator("[data-grid-says]")
    assert "Elio Conti: " in said.inner_text()
    page.keyboard.press("Escape")
    assert said.inner_text() == "Lasciata dov'era."
    for key in ("m", "ArrowDown", "ArrowRight", "ArrowRight", "Enter", "Enter"):
        page.keyboard.press(key)
    page.get_by_text("Spostata: ").filter(has_text="postazione 4").wait_for()
    step = int(elio.get_attribute("data-step"))
    assert served.run(HISTORY).splitlines() == ["Dora 60 3", f"Elio {step} 4"]

    plain = browse(javascript=False)
    plain.context.add_cookies(page.context.cookies())
    plain.goto(page.url)
    plain.get_by_role("link", name="Dora Conti").click()
    plain.get_by_role("link", name="Sposta").click()
    plain.get_by_role("radio").nth(1).check()
    plain.get_by_role("button", name="Sposta").click()
    assert plain.get_by_text("Spostata: ").is_visible()
    assert plain.url.endswith(f"/{code}/")


def test_every_page_of_a_booking_is_without_obstacles(served, browse):
    code, _, on = served.run(NEXT_DAY).split()
    page = browse()
    join(page, served)
    booking = f"{served.url}/operatore/allumiere/prenotazioni/{code}/"
    for address in ("", "spostamento/", "annullamento/", "seguito/"):
        page.goto(booking + address)
        look_at(page)
    page.goto(f"{served.url}/operatore/allumiere/{on}/griglia/")
    look_at(page)
    page.goto(booking + "spostamento/")
    page.locator("form[method=post] [name=version]").first.evaluate("field => { field.value = '9' }")
    page.get_by_role("button", name="Sposta").click()
    page.get_by_role("heading", name="Adesso è così").wait_for()
    look_at(page)
