"""The list of calls, the proof of presence and the register, in a real browser: no obstacles, and one press each."""

import pytest

from tests.frontdesk.test_journey import join, look_at

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db]

WHO_IS_THERE = """
from datetime import timedelta
from django.utils import timezone
from officine.bookings.models import Booking
from officine.catalogue.models import Centre
from officine.notices.to_phone import to_phone
from officine.people.models import Person
from officine.rules.days import midnight
centre, now = Centre.objects.get(), timezone.now()
service = centre.services.filter(kind="counter").order_by("position").first()
def visit(name, starts, **fields):
    person = Person.objects.create(
        municipality=centre.municipality, given_name=name, family_name="Conti", phone="0766 96011"
    )
    ends = starts + timedelta(minutes=45)
    return Booking.objects.create(
        centre=centre, resource=centre.resources.filter(kind="counter").first(), service=service, person=person,
        rule=service.rules.first(), channel="phone", starts_at=starts, ends_at=ends, blocked_until=ends,
        open_minutes=45, created_at=now - timedelta(days=3), **fields,
    )
next_day = midnight(to_phone(centre, now).reminds_of, centre.zone)
visit("Nina", next_day + timedelta(hours=10), status="confirmed")
print(visit("Dora", now - timedelta(minutes=2), status="arrived", arrived_at=now - timedelta(minutes=1)).code)
"""


def test_an_operator_phones_and_gives_out_a_paper(served, browse):
    page = browse()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    join(page, served)
    today = page.url
    code = served.run(WHO_IS_THERE).split()[-1]

    page.get_by_role("link", name="Da chiamare").click()
    nina = page.get_by_role("listitem").filter(has_text="Nina Conti")
    nina.get_by_text("Testo per un messaggio").click()
    nina.get_by_role("button", name="Copia").click()
    assert nina.get_by_role("button", name="Copiato").is_visible()
    assert "ti aspettiamo" in page.evaluate("navigator.clipboard.readText()")
    look_at(page)
    nina.get_by_role("button", name="Raggiunto").click()
    page.get_by_text("1 telefonata fatta").click()
    assert page.get_by_text("Raggiunto: oggi").is_visible()

    page.goto(f"{served.url}/operatore/allumiere/prenotazioni/{code}/attestato/")
    page.get_by_role("button", name="Rilascia l'attestato").click()
    assert page.get_by_role("link", name="Apri e stampa").is_visible()
    look_at(page)

    page.goto(f"{today}registro/")
    assert page.get_by_role("row").filter(has_text="Dora Conti").is_visible()
    look_at(page)
