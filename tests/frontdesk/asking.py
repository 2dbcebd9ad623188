"""What the form of a booking for somebody sends."""

from officine.catalogue.models import Service
from tests.cast import MONDAY, rome

BOOK_FOR = "/operatore/allumiere/nuova/"


def form(person=None, /, **said):
    """What the page sends; a new person's names unless there is a person."""
    who = {"persona": person.pk} if person else {"persona": "", "given_name": "Ugo", "family_name": "Neri"}
    asked = {
        "key": "k1",
        "channel": "phone",
        "service": "spid",
        "language": "it",
        "start": rome(MONDAY, 10).isoformat(),
    }
    return {name: value for name, value in (who | asked | said).items() if value is not None}


def text(answer):
    return answer.content.decode()


def service(slug):
    return Service.objects.get(slug=slug)
