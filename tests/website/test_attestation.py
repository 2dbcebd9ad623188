"""Verifying a proof of presence: by its code alone, and nobody learns a name."""

from datetime import timedelta

import pytest

from officine.bookings import actions
from officine.bookings.actions import Wish, book
from officine.bookings.attestations import attest
from officine.notices.privacy import export_account, forget_account
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.website.town import town

pytestmark = pytest.mark.django_db
PAGE = "/attestati/"
EVENING = rome(MONDAY, 18)


@pytest.fixture
def visit():
    centre = town()
    olga = cast.account("olga@comune.example")
    service = cast.spid(centre, slug="riservato", name={"it": "Denuncia"}, active_bookings=None)
    cast.counter(centre, service, name="Sportello riservato")
    maria = cast.person("maria@example.org", given_name="Maria")
    wish = Wish(service, rome(MONDAY, 9), minutes=45)
    booking = book(wish, person=maria, by=cast.account_of(maria), channel="web", at=NOW - timedelta(days=1))
    actions.arrive(booking, by=olga, at=rome(MONDAY, 9, 3))
    booking.olga = olga
    return booking


def given(booking, left=(9, 40)):
    return attest(booking, rome(MONDAY, 9, 3), rome(MONDAY, *left), by=booking.olga, at=EVENING)


def asked(client, code):
    answer = client.post(PAGE, {"code": code})
    return answer.status_code, " ".join(answer.content.decode().split())


def test_a_good_paper_is_told_with_its_times_and_initials_and_nothing_more(client, visit):
    paper = given(visit)
    status, page = asked(client, f" {paper.code[:4].lower()}-{paper.code[4:]} ")
    assert status == 200
    assert (
        "Presenza presso Officine Municipali, Comune di Allumiere, <strong>lunedì 23 novembre 2026</strong> "
        "dalle <strong>9:03</strong> alle <strong>9:40</strong>." in page
    )
    assert "Rilasciato lunedì 23 novembre 2026 a <strong>M. R.</strong>" in page
    for secret in ("Maria", "Rossi", "maria@example.org", "Denuncia", "Sportello riservato", visit.code):
        assert secret not in page


def test_an_unknown_code_and_a_bookings_own_code_say_that_there_is_none(client, visit):
    given(visit)
    for code in ("ABCD-2345", visit.code, "'; --"):
        status, page = asked(client, code)
        assert status == 422
        assert "dalle <strong>" not in page
    assert "Nessun attestato ha questo codice" in asked(client, "ABCD-2345")[1]


def test_a_paper_with_wrong_times_is_taken_back(client, visit):
    old = given(visit)
    new = given(visit, left=(9, 30))
    assert "L'attestato è stato ritirato" in asked(client, old.code)[1].replace("&#x27;", "'")
    assert "alle <strong>9:30</strong>" in asked(client, new.code)[1]


def test_a_visit_that_was_taken_back_takes_its_paper_back(client, visit):
    paper = given(visit)
    actions.undo(visit, by=visit.olga, at=EVENING)
    assert "9:40" not in asked(client, paper.code)[1]


def test_after_an_erasure_the_times_can_still_be_verified(client, visit):
    paper = given(visit)
    told = export_account(cast.account_of(visit.person))
    assert [each["code"] for each in told["bookings"][0]["attestations"]] == [paper.code]
    forget_account(cast.account_of(visit.person), EVENING)
    page = asked(client, paper.code)[1]
    assert "alle <strong>9:40</strong>" in page
    assert "Non conserviamo più a chi" in page
    assert "M. R." not in page


def test_codes_cannot_be_guessed_at_leisure(client, visit):
    paper = given(visit)
    answers = {asked(client, f"AAAA{number:04}")[0] for number in range(30)}
    assert answers == {422}
    assert asked(client, paper.code)[0] == 429


@pytest.mark.browser
def test_the_picture_on_the_paper_fills_in_the_code(served, browse):
    page = browse()
    page.goto(f"{served.url}/attestati/#ABCD-2345")
    assert page.get_by_label("Codice dell'attestato").input_value() == "ABCD-2345"
    assert page.url == f"{served.url}/attestati/"
    page.get_by_role("button", name="Verifica").click()
    assert page.get_by_text("Nessun attestato ha questo codice").first.is_visible()
