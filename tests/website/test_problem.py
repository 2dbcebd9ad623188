"""Reporting a problem: to the office's e-mail where there is one, else the page says where to go."""

import pytest

from officine.notices.models import Notice
from tests.website.town import town

pytestmark = pytest.mark.django_db
PAGE = "/segnalazioni/"


def test_a_report_goes_to_the_office(client):
    town(email="officine@comune.example")
    response = client.post(PAGE, {"text": "La stampante non va.", "email": "anna@example.org"}, follow=True)
    assert "Abbiamo ricevuto la tua segnalazione" in response.content.decode()
    notice = Notice.objects.get()
    assert (notice.kind, notice.to, notice.facts) == (
        "problem",
        "officine@comune.example",
        {"text": "La stampante non va.", "email": "anna@example.org"},
    )


def test_a_report_without_words_comes_back_with_what_was_typed(client):
    town(email="officine@comune.example")
    response = client.post(PAGE, {"text": " ", "email": "anna@"})
    page = response.content.decode().replace("&#x27;", "'")
    assert response.status_code == 422
    assert page.count("Scrivi che cosa non ha funzionato.") == 2  # in the summary and beside the field
    assert 'href="#id_text"' in page
    assert 'value="anna@"' in page
    assert Notice.objects.count() == 0


def test_without_an_address_there_is_no_form(client):
    town()
    page = client.get(PAGE).content.decode()
    assert "<form" not in page
    assert "Vieni allo sportello" in page
    client.post(PAGE, {"text": "La stampante non va."})
    assert Notice.objects.count() == 0
