"""Every reading page, in both languages: it answers, it keeps to itself, and it says where one is."""

import re
from urllib.parse import urlsplit

import pytest
import time_machine

from officine.website.views.errors import unavailable
from tests.cast import NOW
from tests.website.town import town

pytestmark = pytest.mark.django_db
CENTRE = "/sedi/allumiere/"
READING = [
    "/",
    CENTRE,
    f"{CENTRE}postazioni/",
    f"{CENTRE}servizi/",
    f"{CENTRE}servizi/coworking/",
    "/privacy/",
    "/note-legali/",
    "/accessibilita/",
    "/domande-frequenti/",
    "/segnalazioni/",
]
WITH_FORM = [
    f"{CENTRE}postazioni/2026-11-23/",
    f"{CENTRE}servizi/spid/",
    f"{CENTRE}servizi/spid/orari/",
]


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("address", READING + WITH_FORM)
def test_a_page_answers_in_both_languages(client, address):
    town()
    for language, prefix in (("it", ""), ("en", "/en")):
        response = client.get(prefix + address)
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.parametrize("address", READING)
def test_a_page_to_read_sets_no_cookie(client, address):
    town()
    assert client.get(address).cookies == {}


@pytest.mark.parametrize("address", WITH_FORM)
def test_a_page_with_a_form_sets_the_cookie_of_the_form_alone(client, address):
    town()
    assert list(client.get(address).cookies) == ["csrftoken"]


@pytest.mark.parametrize("address", READING + WITH_FORM)
def test_a_page_loads_nothing_from_elsewhere_and_has_no_inline_style_or_script(client, address):
    town()
    page = client.get(address).content.decode()
    loaded = re.findall(r'<(?:link|script|img|use|iframe)[^>]*?(?:href|src)="([^"]+)"', page)
    assert {urlsplit(each).netloc for each in loaded} <= {"", "localhost:8000"}
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)", page)


@pytest.mark.parametrize("address", READING + WITH_FORM)
def test_the_other_language_keeps_the_page(client, address):
    town()
    assert f'href="/en{address}" lang="en"' in client.get(address).content.decode()
    assert f'href="{address}" lang="it"' in client.get("/en" + address).content.decode()


def test_the_footer_has_what_the_model_of_the_towns_asks_for(client):
    town()
    page = client.get("/").content.decode()
    wanted = {
        "faq",
        "appointment-booking",
        "report-inefficiency",
        "privacy-policy-link",
        "legal-notes",
        "accessibility-link",
        "personal-area-login",
        "all-services",
    }
    assert wanted <= set(re.findall(r'data-element="([^"]+)"', page))


def test_a_town_puts_its_own_text_in_place_of_ours(client):
    centre = town()
    centre.municipality.texts = {"privacy": {"it": "Il nostro testo.\n\n<b>Secondo</b> capoverso."}}
    centre.municipality.save()
    page = client.get("/privacy/").content.decode()
    assert "Il nostro testo." in page
    assert "&lt;b&gt;Secondo" in page
    assert "Su quale base giuridica" not in page


def test_facts_that_the_town_has_not_given_are_hidden_or_asked_for_at_the_desk(client):
    town()
    page = client.get("/").content.decode()
    assert "tel:" not in page
    assert "mailto:" not in page
    assert "chiedi allo sportello" in page
    assert "Vieni allo sportello negli orari di apertura: prenotiamo noi." in page


def test_the_phone_of_the_office_stands_where_one_may_get_stuck(client):
    town(phone="0766 96 00 10", phone_hours={"it": "ore 9-13"}, access={"lift": {"it": "sì, dal cortile"}})
    page = client.get("/").content.decode()
    assert 'href="tel:0766960010"' in page
    assert "Chiamaci al numero 0766 96 00 10" in page
    assert "sì, dal cortile" in page


@pytest.mark.parametrize(
    "address", ["/nulla/", f"{CENTRE}servizi/nulla/", "/sedi/nulla/postazioni/", f"{CENTRE}postazioni/2026-02-30/"]
)
def test_a_page_that_is_not_there_says_so_in_words(client, address):
    town()
    response = client.get(address)
    assert response.status_code == 404
    assert "Qui non c'è nessuna pagina" in response.content.decode().replace("&#x27;", "'")


def test_a_form_without_its_token_is_refused_in_words():
    from django.test import Client

    town()
    response = Client(enforce_csrf_checks=True).post("/prenota/posto/", {"centre": "allumiere"})
    assert response.status_code == 403
    assert "Il modulo è rimasto aperto troppo a lungo" in response.content.decode()


def test_a_fault_is_told_without_asking_the_database(client, django_assert_num_queries):
    from officine.website.views.errors import broken

    with django_assert_num_queries(0):
        assert broken(None).status_code == 500
        answer = unavailable(None)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"


def test_pages_of_the_signed_in_are_kept_by_nobody(client):
    from tests.cast import account

    town()
    client.force_login(account())
    assert client.get("/")["Cache-Control"] == "no-store, private"
    assert "Your area" in client.get("/en/").content.decode()
