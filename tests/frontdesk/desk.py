"""What tests of the front desk share: a centre on a working day, bookings in it, and Olga at the desk."""

import html
import re

import time_machine
from django.urls import reverse

from officine.bookings.actions import Details, Wish, book
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.staff import signed_in, staff

OLGA, MARA = "olga@comune.example", "mara@comune.example"


def house(**spid):
    """Three desks, and two counters for SPID."""
    centre = cast.centre()
    cast.desks(centre, 3)
    cast.coworking(centre)
    service = cast.spid(centre, **{"bring": {"it": ["Tessera sanitaria"]}} | spid)
    cast.counter(centre, service, days=12)
    cast.counter(centre, service, name="Sportello 2", days=12)
    staff(OLGA, "operator", centre)
    staff(MARA, "manager", centre)
    return centre


def booked(centre, slug, hour, who="alice@example.org", *, minute=0, on=MONDAY, place=None, at=NOW, **details):
    service, person = centre.services.get(slug=slug), cast.person(who)
    where = centre.resources.get(name=place, kind=service.kind) if place else None
    wish = Wish(service, rome(on, hour, minute), minutes=service.shortest_minutes, resource=where)
    account = cast.account_of(person)
    return book(wish, person=person, by=account, channel="web", at=at, details=Details(**details))


def at(hour, minute=0, on=MONDAY):
    return time_machine.travel(rome(on, hour, minute), tick=True)


def page_of(booking, browser=None, name="booking", **query):
    return (browser or signed_in(OLGA)).get(address(booking, name), query)


def send(booking, name, browser=None, *args, **fields):
    """Sends a form about a booking, with the version as it is now unless another is given."""
    if "version" not in fields:
        booking.refresh_from_db()
        fields["version"] = booking.version
    return (browser or signed_in(OLGA)).post(address(booking, name, *args), fields)


def address(booking, name, *args):
    return reverse(f"frontdesk:{name}", args=[booking.centre.slug, booking.code, *args])


def text(response):
    """What is read on a page."""
    words = re.sub(r"<[^>]+>", " ", html.unescape(response.content.decode()))
    return re.sub(r"\s+", " ", words)
