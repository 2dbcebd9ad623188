"""The mails of a machine without a mail server: read by a manager, on that machine, and by nobody else."""

import pytest
from django.core.mail import EmailMultiAlternatives

from officine.notices import mailbox
from tests import cast
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db

HERE = {"HTTP_HOST": "localhost:8000", "REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture(autouse=True)
def _one_mail(settings, tmp_path):
    settings.MAILBOX, settings.MAIL_SERVER = tmp_path, None
    mail = EmailMultiAlternatives("Il tuo codice", "Codice: 123456 <b>", "officine@localhost", ["alice@example.org"])
    mail.attach_alternative("<p>Codice: 123456</p><script>alert(1)</script>", "text/html")
    mail.attach("officine.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")
    mailbox.MailboxBackend().send_messages([mail])
    staff("mara@comune.example", "manager")
    staff("olga@comune.example", "operator", cast.centre())


@pytest.fixture
def mara():
    return signed_in("mara@comune.example")


def test_a_manager_reads_a_mail_with_its_sources_and_nothing_in_it_runs(mara):
    listed = mara.get("/operatore/posta/", **HERE)
    assert "Il tuo codice" in listed.content.decode()
    page = mara.get(f"/operatore/posta/{mailbox.mails()[0].name}/", **HERE).content.decode()
    assert "Codice: 123456 &lt;b&gt;" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "BEGIN:VCALENDAR" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "seen_from",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "::ffff:192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_HOST": "officine.example.it"},
    ],
)
def test_from_elsewhere_or_through_a_proxy_there_is_no_such_page(mara, settings, seen_from):
    settings.ALLOWED_HOSTS = ["*"]
    assert mara.get("/operatore/posta/", **(HERE | seen_from)).status_code == 404


def test_an_address_of_version_six_is_this_machine_too(mara, settings):
    settings.ALLOWED_HOSTS = ["*"]
    here = {"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"}
    assert mara.get("/operatore/posta/", **here).status_code == 200


def test_behind_a_proxy_or_with_a_mail_server_there_is_no_such_page(mara, settings):
    settings.BEHIND_PROXY = True
    assert mara.get("/operatore/posta/", **HERE).status_code == 404
    settings.BEHIND_PROXY, settings.MAIL_SERVER = False, {"EMAIL_HOST": "mail.example.it"}
    assert mara.get("/operatore/posta/", **HERE).status_code == 404


def test_an_operator_finds_no_such_page():
    assert signed_in("olga@comune.example").get("/operatore/posta/", **HERE).status_code == 404


@pytest.mark.parametrize("name", ["nothing.eml", "..%2Fsecret.key", "20260101T000000000000-00000000.eml"])
def test_a_mail_that_is_not_there_is_a_missing_page(mara, name):
    assert mara.get(f"/operatore/posta/{name}/", **HERE).status_code == 404
