"""Reporting a problem: to the office's e-mail where there is one, else the page says where to go."""

import pytest

from officine.notices.compose import compose
from officine.notices.models import Notice
from tests.cast import NOW
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


def test_the_mailbox_of_the_office_cannot_be_flooded(client):
    town(email="officine@comune.example")
    answers = [client.post(PAGE, {"text": "La stampante non va."}).status_code for _again in range(8)]
    assert answers == [302] * 3 + [429] * 5
    assert Notice.objects.count() == 3


def test_the_office_reads_what_was_written_in_the_body_and_not_in_the_subject(client):
    town(email="officine@comune.example")
    client.post(PAGE, {"text": "Bcc: altri@example.org\n<b>Non va.</b>", "email": "anna@example.org"})
    mail = compose(Notice.objects.get(), NOW)
    assert mail.subject == "Una segnalazione dal sito"
    assert mail.to == ["officine@comune.example"]
    assert "<b>Non va.</b>" in mail.body
    assert "anna@example.org" in mail.body
    assert "&lt;b&gt;Non va." in mail.alternatives[0].content


def test_without_an_address_there_is_no_form(client):
    town()
    page = client.get(PAGE).content.decode()
    assert "<form" not in page
    assert "Vieni allo sportello" in page
    client.post(PAGE, {"text": "La stampante non va."})
    assert Notice.objects.count() == 0
