"""The agenda in a real browser: worked by keys, kept up to date, and calm while the network is away."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import DESKTOP, PHONE
from tests.frontdesk.test_journey import join, look_at

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db]

TABLET, SMALL_SCREEN = (768, 1024), (1280, 720)
ON = re.compile("is-on")

# Eleven in the morning at the centre, whatever the hour here, so that the day does not end in the middle.
TWO_ARE_EXPECTED = """
from datetime import timedelta
from django.utils import timezone
from officine.bookings.models import Booking
from officine.catalogue.models import Centre
from officine.people.models import Person
now = timezone.now().replace(second=0, microsecond=0)
Centre.objects.update(timezone=f"Etc/GMT{now.hour - 11:+}")
centre = Centre.objects.get()
service = centre.services.get(kind="desk")
for place, name in zip(centre.resources.filter(kind="desk"), ("Dora", "Elio")):
    person = Person.objects.create(municipality=centre.municipality, given_name=name, family_name="Conti")
    ends = now + timedelta(minutes=30)
    Booking.objects.create(
        centre=centre, resource=place, service=service, person=person, rule=service.rules.first(), channel="web",
        status="confirmed", starts_at=now, ends_at=ends, blocked_until=ends, open_minutes=30,
    )
"""
SOMEBODY_ELSE_MARKS_ELIO = """
from django.utils import timezone
from officine.bookings.actions import arrive
from officine.bookings.models import Booking
from officine.people.models import Account
arrive(Booking.objects.get(person__given_name="Elio"), by=Account.objects.first(), at=timezone.now())
"""

COUNTERS = 4
BUSY = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from datetime import timedelta
from django.utils import timezone
from officine.bookings.models import Booking
from officine.catalogue.models import Centre
from officine.rules.days import local_date
from tests.frontdesk.busy import busy_day
Booking.objects.all().delete()
centre = Centre.objects.get()
busy_day(centre, local_date(timezone.now(), centre.zone), timezone.now())
"""


@pytest.fixture
def day(served, browse):
    """The day of two people who are expected now, open in the browser of an operator."""
    served.run(TWO_ARE_EXPECTED)
    page = browse(DESKTOP)
    join(page, served)
    page.goto(f"{served.url}/operatore/")
    return page


def row(page, name):
    return page.locator(".day-row", has_text=name)


def test_everyone_is_checked_in_by_keys_alone(day):
    day.keyboard.type("a")
    assert day.locator(":focus").input_value() == "a"  # a scanner types into the search
    day.keyboard.press("Backspace")
    day.keyboard.press("ArrowDown")
    expect(row(day, "Dora Conti")).to_have_class(ON)
    day.keyboard.press("a")
    expect(day.get_by_text("Dora Conti è qui.")).to_be_visible()
    expect(row(day, "Dora Conti")).to_be_focused()
    day.keyboard.press("u")
    expect(day.get_by_text("Dora Conti: ultimo passo annullato.")).to_be_visible()
    day.keyboard.press("j")
    day.keyboard.press("a")
    expect(day.get_by_text("Elio Conti è qui.")).to_be_visible()
    day.get_by_role("button", name="Torna indietro").click()
    expect(day.get_by_text("Elio Conti: ultimo passo annullato.")).to_be_visible()
    # Switched off, for whoever speaks to the computer, a letter is only a letter.
    day.keyboard.press("?")
    day.get_by_label("Usa questi tasti").uncheck()
    day.keyboard.press("Escape")
    row(day, "Elio Conti").focus()
    day.keyboard.press("a")
    expect(row(day, "Elio Conti").get_by_role("button", name="Arrivato")).to_be_visible()


def test_the_list_follows_what_others_do_and_nothing_is_lost_while_the_network_is_away(day, served):
    day.keyboard.press("ArrowDown")
    served.run(SOMEBODY_ELSE_MARKS_ELIO)
    day.wait_for_timeout(1600)  # the hand rests
    day.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(row(day, "Elio Conti")).to_contain_text("Qui dalle")
    expect(row(day, "Dora Conti")).to_be_focused()
    expect(row(day, "Dora Conti")).to_have_class(ON)
    day.context.set_offline(True)
    expect(day.get_by_role("status").filter(has_text="Connessione persa dalle")).to_be_visible()
    day.keyboard.press("a")
    expect(day.get_by_text("Non ancora inviato")).to_be_visible()
    day.context.set_offline(False)
    expect(day.get_by_text("Dora Conti è qui.")).to_be_visible()
    day.context.set_offline(True)
    expect(day.get_by_text("Connessione persa dalle")).to_be_visible()
    day.context.set_offline(False)
    expect(day.get_by_text("Connessione tornata")).to_be_visible()


def test_a_busy_day_and_its_week_are_clear_on_each_screen_and_print_on_one_page_each(day, served):
    served.run(BUSY)
    day.reload()
    for link, pages in ((None, 1), ("Settimana", COUNTERS)):
        if link:
            day.get_by_role("link", name=link, exact=True).click()
        look_at(day, sizes=(SMALL_SCREEN, TABLET, PHONE))
        assert len(re.findall(rb"/Type\s*/Page\b", day.pdf(prefer_css_page_size=True))) == pages
