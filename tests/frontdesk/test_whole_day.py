"""A whole day at the desk by keyboard alone, in a real browser: from signing in to booking a follow-up."""

import pytest

from tests.frontdesk.test_book_for_journey import PEOPLE
from tests.staff import PASSWORD, SECRET, totp

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Eleven in the morning at the centre, whatever the hour here; open all week, the counter too; five people are expected.
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
for days in range(8):
    starts = now - timedelta(hours=3) + timedelta(days=days)
    shift = Shift.objects.create(
        centre=centre, counter=counter, on=local_date(starts, centre.zone),
        starts_at=starts, ends_at=starts + timedelta(hours=12),
    )
    shift.services.set(centre.services.filter(kind="counter"))
desks = centre.services.get(kind="desk")
places = list(centre.resources.filter(kind="desk").order_by("position"))
expected = (("Dora", 0), ("Elio", 0), ("Furio", 0), ("Gino", -20), ("Irma", 120))
for place, (name, minutes) in zip(places, expected):
    person = Person.objects.create(municipality=centre.municipality, given_name=name, family_name="Conti")
    starts = now + timedelta(minutes=minutes)
    booking = Booking.objects.create(
        centre=centre, resource=place, service=desks, person=person, rule=desks.rules.first(), channel="web",
        status="confirmed", starts_at=starts, ends_at=starts + timedelta(hours=1),
        blocked_until=starts + timedelta(hours=1), open_minutes=60,
    )
    print(booking.code)
"""
WHAT_HAPPENED = """
from officine.bookings.models import Booking, BookingEvent
for booking in Booking.objects.order_by("pk").select_related("person"):
    name = booking.person.given_name if booking.person else "-"
    moves = BookingEvent.objects.filter(booking=booking).order_by("version").values_list("move", "by__email")
    print(name, booking.channel, booking.status, *(f"{move}:{(by or '').split('@')[0]}" for move, by in moves))
"""
# What the field, button or link that has the focus says of itself.
FOCUSED = "(document.querySelector(':focus')?.labels?.[0] ?? document.querySelector(':focus'))?.innerText ?? ''"


class Keyboard:
    """A page on which nothing but keys is used."""

    def __init__(self, page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def tab_to(self, words: str) -> None:
        """Presses Tab until what has the focus says these words."""
        for _ in range(60):
            if words in self.page.evaluate(FOCUSED):
                return
            self.press("Tab")
        raise AssertionError(f"No Tab leads to “{words}” on {self.page.url}.")

    def row(self, name: str) -> None:
        """Moves the highlight to the row of this person."""
        self.press("Escape")  # out of the search
        for key in ["ArrowUp"] * 12 + ["ArrowDown"] * 12:
            if name in self.page.locator(".day-row.is-on").inner_text():
                return
            self.press(key)
        raise AssertionError(f"No arrow leads to {name}.")

    def arrives_at(self, part: str) -> None:
        self.page.wait_for_url(f"**/{part}/**")
        self.page.wait_for_load_state()

    def today(self) -> None:
        self.tab_to("Oggi")
        self.press("Enter")
        self.page.locator("[data-find]").wait_for()


def test_a_whole_day_by_keyboard_alone(served, browse):
    served.run(PEOPLE)
    codes = served.run(A_DAY).split()
    page = browse()
    page.goto(f"{served.url}/operatore/")
    keys = Keyboard(page)

    keys.tab_to("E-mail")
    keys.type("olga@comune.example")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.wait_for_selector("[name=code]")
    keys.tab_to("Codice")
    keys.type(totp(SECRET))
    keys.press("Enter")
    page.locator("[data-find]").wait_for()

    # Three people come: one by a key on their row, one found by three letters, one by the code a scanner types.
    keys.row("Dora Conti")
    keys.press("a")
    keys.sees("Dora Conti è qui.")
    keys.press("/")
    keys.type("eli")
    keys.press("Enter")
    page.locator("[aria-labelledby=today]").wait_for()
    keys.tab_to("Arrivato")
    keys.press("Enter")
    keys.sees("Elio Conti è qui.")
    keys.press("/")
    keys.type(codes[2])
    keys.press("Enter")
    keys.sees("Furio Conti è qui.")

    # Gino did not come. Somebody without a booking is served at once.
    keys.row("Gino Conti")
    keys.press("x")
    keys.sees("Gino Conti: assente.")
    keys.press("Escape", "w")
    keys.arrives_at("senza-prenotazione")
    keys.tab_to("adesso: Sportello")
    keys.press("Enter")
    keys.sees("si comincia adesso")

    # Ada, who is known, books on the phone.
    keys.press("Escape", "n")
    keys.arrives_at("nuova")
    page.locator("input:focus").wait_for()
    keys.type("ada")
    page.wait_for_selector(".pp-match")
    keys.press("Enter")
    page.wait_for_selector("#id_service")
    keys.type("att")
    page.wait_for_selector("[data-time]")
    keys.press("Tab", "Enter")
    page.wait_for_selector(".pp-code")
    keys.today()

    # Irma would rather come at another time.
    keys.row("Irma Conti")
    keys.press("m")
    keys.arrives_at("spostamento")
    page.get_by_role("radio").first.wait_for()
    while not page.evaluate("document.activeElement.type === 'radio'"):
        keys.press("Tab")
    keys.press("ArrowDown", "Enter")
    keys.sees("Spostata: ")
    keys.tab_to("Oggi")
    keys.press("Enter")

    # Dora leaves, and comes again next week.
    page.locator("[data-find]").wait_for()
    keys.row("Dora Conti")
    keys.press("f")
    keys.sees("Dora Conti: visita conclusa.")
    keys.row("Dora Conti")
    keys.press("o")
    keys.arrives_at("prenotazioni")
    keys.tab_to("Prenota il seguito")
    keys.press("Enter")
    keys.arrives_at("seguito")
    while not page.evaluate("document.activeElement.type === 'radio'"):
        keys.press("Tab")
    keys.press("ArrowDown", "Enter")
    page.wait_for_url(lambda url: "seguito" not in url)

    assert served.run(WHAT_HAPPENED).splitlines() == [
        "Dora web done arrive:olga finish:olga",
        "Elio web arrived arrive:olga",
        "Furio web arrived arrive:olga",
        "Gino web absent miss:olga",
        "Irma web confirmed reschedule:olga",
        "- walk_in arrived walk_in:olga",
        "Ada phone confirmed book:olga",
        "Dora counter confirmed book:olga",
    ]
