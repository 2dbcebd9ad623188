"""A page that was left alone covers itself, and opens again with what was being typed: in a real browser."""

import pytest

from tests.frontdesk.test_journey import join, look_at

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db]

TYPED = "cinque lampade accese"


def test_a_page_left_alone_covers_itself_and_loses_nothing(serve, browse):
    served = serve(OFFICINE_STAFF_IDLE_MINUTES="2")
    page = browse()
    page.clock.install()
    join(page, served)
    page.goto(f"{served.url}/operatore/accesso/password/")
    typed = page.get_by_label("Nuova password", exact=False).first
    typed.fill(TYPED)
    other = page.context.new_page()
    other.goto(f"{served.url}/operatore/accesso/fattori/")
    page.bring_to_front()
    page.clock.fast_forward("02:05")
    page.get_by_role("dialog", name="Bloccato").wait_for()
    assert (page.title(), typed.is_visible()) == ("Bloccato", False)
    look_at(page)
    page.keyboard.press("Escape")
    proof = page.get_by_label("Codice dell'app, oppure password")
    proof.fill("sbagliata")
    proof.press("Enter")
    page.get_by_text("Non è il codice che l'app mostra adesso").wait_for()
    # The other page of this browser is covered too, and uncovered with this one.
    other.get_by_role("dialog", name="Bloccato").wait_for()
    proof.fill("quattro sedie di legno")
    proof.press("Enter")
    page.get_by_role("dialog").wait_for(state="hidden")
    other.get_by_role("dialog").wait_for(state="hidden")
    assert typed.input_value() == TYPED
    with page.expect_response(lambda answer: answer.request.method == "POST"):  # the server has locked it, too
        page.get_by_role("button", name="Blocca", exact=True).click()
    page.get_by_role("dialog", name="Bloccato").wait_for()
    assert other.reload().status == 423
    look_at(other)
