"""“Chiudi oggi” from a phone, in a real browser: snow; and the pages of a disruption without obstacles."""

import re

import pytest

from tests.browser import PHONE
from tests.frontdesk.test_journey import join, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Dora has come and Elio is expected in a minute; whatever the hour and day of the test.
EXPECTED = """
from datetime import timedelta
from django.utils import timezone
from officine.bookings.models import Booking
from officine.catalogue.models import Centre
from officine.people.models import Person
centre, now = Centre.objects.get(), timezone.now()
service = centre.services.get(kind="desk")
for desk, name, status in zip(centre.resources.filter(kind="desk"), ("Dora", "Elio"), ("arrived", "confirmed")):
    person = Person.objects.create(municipality=centre.municipality, given_name=name, phone="0766 96011")
    starts = now + timedelta(minutes=1 if name == "Elio" else -1)
    ends = starts + timedelta(minutes=60)
    Booking.objects.create(
        centre=centre, resource=desk, service=service, person=person, rule=service.rules.first(), channel="phone",
        status=status, starts_at=starts, ends_at=ends, blocked_until=ends, open_minutes=60,
    )
"""
HOW_THEY_STAND = """
from datetime import timedelta
from officine.bookings.models import Booking
for booking in Booking.objects.select_related("person").order_by("pk"):
    print(booking.person.given_name, booking.status, booking.starts_at > booking.created_at + timedelta(hours=2))
"""


def on_a_phone(page):
    look_at(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def test_snow_is_one_step_on_a_phone_and_can_be_taken_back(served, browse):
    page = browse(size=PHONE)
    join(page, served)
    served.run(EXPECTED)
    page.get_by_role("link", name="Imprevisti").click()
    page.get_by_role("link", name="Chiudi oggi").click()
    assert page.get_by_text("1 prenotazione riceve una nuova data").is_visible()
    on_a_phone(page)
    page.get_by_label("Neve, venire non è sicuro").check()
    button = page.get_by_role("button", name="Chiudi oggi")
    assert button.bounding_box()["height"] >= 44
    button.click()
    page.get_by_text("Chiuso. Il sito lo dice").wait_for()
    on_a_phone(page)
    closed = page.url
    assert served.run(HOW_THEY_STAND).splitlines() == ["Dora arrived False", "Elio confirmed True"]

    page.goto(served.url)
    assert page.get_by_text("Neve, venire non è sicuro").first.is_visible()
    assert page.get_by_role("complementary", name="Chiusura improvvisa").is_visible()
    on_a_phone(page)

    page.goto(closed)
    page.get_by_role("button", name="Ripristina").click()
    page.get_by_text("tutto è come prima").wait_for()
    assert served.run(HOW_THEY_STAND).splitlines() == ["Dora arrived False", "Elio confirmed False"]
    page.goto(served.url)
    assert page.get_by_role("complementary", name="Chiusura improvvisa").count() == 0


def test_the_pages_of_a_disruption_have_no_obstacles(served, browse):
    page = browse()
    join(page, served)
    served.run(EXPECTED)
    page.get_by_role("link", name="Imprevisti").click()
    look_at(page)
    page.get_by_role("link", name="Nuovo imprevisto").click()
    for name in ("Un operatore non può venire", "Uno sportello o una postazione"):
        page.get_by_role("link", name=name).click()
        look_at(page)
        page.go_back()
    page.get_by_role("link", name="Tutta la sede resta chiusa").click()
    page.get_by_role("button", name="Mostra i nuovi orari").click()
    page.get_by_role("link", name=re.compile("Cambia.*Elio")).click()
    look_at(page)
    page.get_by_role("button", name="Lascia da sistemare dopo").click()
    look_at(page)
    page.get_by_role("button", name="Applica a tutti").click()
    page.get_by_role("link", name=re.compile("Sistema.*Elio")).click()
    look_at(page)
    page.get_by_role("button", name="Sposta adesso").click()
    page.get_by_role("heading", name="Spostati").wait_for()
    look_at(page)
