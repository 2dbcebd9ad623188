"""Whoever comes to the desk, in a real browser: found by a scanner or a camera, served at once, or given a number."""

import re

import pytest
import segno

from officine.ops import debian
from tests.browser import DESKTOP, WORDS
from tests.frontdesk.test_journey import join, look_at

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db]

THE_DAY = re.compile("/operatore/allumiere/20")

# Eleven in the morning at the centre, whatever the hour here. Its counter serves all day; two people are expected now.
A_DAY = """
from datetime import time, timedelta
from django.utils import timezone
from officine.bookings.models import Booking
from officine.catalogue.models import Centre, Closure, OpeningHours, Shift
from officine.people.models import Person
from officine.rules.days import local_date
now = timezone.now().replace(second=0, microsecond=0)
Centre.objects.update(keeps_national_holidays=False, timezone=f"Etc/GMT{now.hour - 11:+}")
centre = Centre.objects.get()
Closure.objects.all().delete()
OpeningHours.objects.all().delete()
for weekday in range(7):
    OpeningHours.objects.create(centre=centre, weekday=weekday, opens=time(0), closes=time(23, 59))
Shift.objects.all().delete()
counter = centre.resources.filter(kind="counter").first()
shift = Shift.objects.create(
    centre=centre, counter=counter, on=local_date(now, centre.zone),
    starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=12),
)
shift.services.set(centre.services.filter(kind="counter"))
service = centre.services.get(kind="desk")
for place, name in zip(centre.resources.filter(kind="desk"), ("Dora", "Elio")):
    person = Person.objects.create(municipality=centre.municipality, given_name=name, family_name="Conti")
    ends = now + timedelta(minutes=30)
    booking = Booking.objects.create(
        centre=centre, resource=place, service=service, person=person, rule=service.rules.first(), channel="web",
        status="confirmed", starts_at=now, ends_at=ends, blocked_until=ends, open_minutes=30,
    )
    print(booking.code)
"""


@pytest.fixture
def codes(served):
    return served.run(A_DAY).split()


@pytest.fixture
def with_camera(chromium, tmp_path):
    """A page of a browser whose camera sees a text as a QR code; None: a machine without a camera."""
    started = []

    def open_page(text):
        words = ["--use-fake-ui-for-media-stream"]
        if text:
            words += ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film(text, tmp_path)}"]
        browser = chromium.browser_type.launch(executable_path=debian.chromium(), args=[*WORDS, *words])
        started.append(browser)
        page = browser.new_page(locale="it-IT", viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
        page.set_default_timeout(10_000)
        return page

    yield open_page
    for browser in started:
        browser.close()


def film(text, folder):
    """Two equal pictures of the code, 640 × 480, as an uncompressed film (Y4M): shades of grey, no colour."""
    width, height, dot = 640, 480, 10
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    left, top = (width - len(rows) * dot) // 2, (height - len(rows) * dot) // 2
    grey = bytearray([235]) * (width * height)
    for y, row in enumerate(rows):
        for x in (x for x, is_dark in enumerate(row) if is_dark):
            for line in range(dot):
                start = (top + y * dot + line) * width + left + x * dot
                grey[start : start + dot] = bytes([16]) * dot
    frame = b"FRAME\n" + bytes(grey) + bytes([128]) * (width * height // 2)
    path = folder / "camera.y4m"
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + frame * 2)
    return path


def test_the_camera_checks_somebody_in(served, codes, with_camera):
    page = with_camera(codes[0])
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    join(page, served)
    page.goto(f"{served.url}/operatore/allumiere/ricerca/")
    page.get_by_role("button", name="Inquadra il codice").click()
    page.wait_for_url(THE_DAY)
    page.get_by_text("Dora Conti è qui.").wait_for()
    assert complaints == []


def test_without_a_camera_the_page_says_what_to_do_and_a_scanner_types(served, codes, with_camera):
    page = with_camera(None)
    join(page, served)
    page.goto(f"{served.url}/operatore/allumiere/ricerca/")
    look_at(page)
    page.get_by_role("button", name="Inquadra il codice").click()
    page.get_by_text("Qui non c'è una fotocamera").wait_for()
    look_at(page)
    # A scanner types what it reads and presses Enter.
    page.get_by_label("Nome, telefono o codice").fill("")
    page.keyboard.type(f"{codes[1][:4]}-{codes[1][4:]}")
    page.keyboard.press("Enter")
    page.get_by_text("Elio Conti è qui.").wait_for()
    page.goto(f"{served.url}/operatore/allumiere/ricerca/")
    page.locator("#find-text:focus").wait_for()
    page.keyboard.type("con")
    page.keyboard.press("Enter")
    row = page.locator("[aria-labelledby=today] li").filter(has_text="Dora Conti")
    row.wait_for()
    look_at(page)
    row.get_by_role("button", name="Arrivato").click()
    page.get_by_text("Dora Conti è qui.").wait_for()


def test_two_presses_serve_the_first_and_the_second_gets_a_number(served, codes, browse):
    page, wall = browse(), browse()
    join(page, served)
    page.wait_for_url(THE_DAY)
    page.get_by_role("link", name=re.compile("Senza prenotazione")).click()
    page.get_by_role("button", name=re.compile("adesso: Sportello")).first.click()
    page.wait_for_url(THE_DAY)
    page.get_by_text("si comincia adesso").wait_for()
    page.keyboard.press("w")
    page.get_by_role("button", name=re.compile("Dai un numero")).first.wait_for()
    look_at(page)
    page.get_by_role("button", name=re.compile("Dai un numero")).first.click()
    page.get_by_role("heading", name=re.compile("1$")).wait_for()
    look_at(page)
    page.get_by_role("link", name="Tutti i numeri").click()
    page.get_by_role("button", name="Chiama").wait_for()
    look_at(page)
    wall.goto(f"{served.url}/sedi/allumiere/sala-d-attesa/")
    assert wall.get_by_text("1 numero in attesa").is_visible()
    look_at(wall)
    page.get_by_role("button", name="Chiama").click()
    page.get_by_text("Chiamato:").wait_for()
    look_at(page)
    # The screen on the wall follows by itself.
    wall.locator(".wall-call strong", has_text="1").wait_for()
    look_at(wall)
