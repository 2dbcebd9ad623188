"""A form that a script sends learns where it leads, without the page behind it being asked for."""

import pytest
from django.urls import reverse

from tests import cast
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db


def test_a_script_is_told_where_a_form_leads_and_a_browser_is_redirected():
    staff("olga@comune.example", "operator", cast.centre())
    browser = signed_in("olga@comune.example")
    told = browser.post(reverse("account_logout"), headers={"X-Officine-Steady": "1"})
    assert (told.status_code, told["X-Officine-Location"]) == (204, "/operatore/accesso/")
    assert not told.has_header("Location")


def test_a_page_to_read_is_an_answer_like_any_other():
    staff("olga@comune.example", "operator", cast.centre())
    browser = signed_in("olga@comune.example")
    page = browser.post(reverse("account_change_password"), {}, headers={"X-Officine-Steady": "1"})
    assert page.status_code == 200
    assert not page.has_header("X-Officine-Location")
