"""The development mailbox: one file a mail, read back whole."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from officine.notices import mailbox
from officine.notices.collect import collect
from officine.notices.deliver import deliver
from officine.people.sign_in import request_code
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "officine.notices.mailbox.MailboxBackend"
    settings.MAILBOX = tmp_path / "mailbox"
    return settings.MAILBOX


def test_each_mail_is_one_file_that_its_owner_alone_reads(folder):
    for name in ("anna", "bruno"):
        request_code(f"{name}@example.org", "it", NOW)
    collect(NOW)
    deliver(NOW)
    assert len(list(folder.iterdir())) == 2
    assert {os.stat(path).st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert os.stat(folder).st_mode & 0o777 == 0o700


def test_mails_are_read_back_newest_first(book, coworking, alice):
    booking = book(alice, coworking)
    collect(NOW)
    deliver(NOW)
    request_code("bruno@example.org", "it", NOW)
    collect(NOW)
    deliver(NOW)
    code, confirmation = mailbox.mails()
    assert (code.to, confirmation.to) == ("bruno@example.org", "alice@example.org")
    assert confirmation.subject == f"Postazione prenotata: martedì 24 novembre alle 9:00 ({booking.spoken_code})"
    assert "Ti aspettiamo martedì 24 novembre alle 9:00" in confirmation.text
    assert "<html lang" in confirmation.html
    assert confirmation.calendar.startswith("BEGIN:VCALENDAR")
    assert code.calendar == ""
    assert mailbox.mail(code.name) == code
    assert timezone.now() - code.written_at < timedelta(minutes=1)


@pytest.mark.parametrize("name", ["../secret.key", "", ".", "x.eml", "20261122T190000000000-00000000.eml", "\x00"])
def test_a_name_that_is_none_reads_nothing(name, folder):
    folder.mkdir()
    (folder.parent / "secret.key").write_text("secret")
    assert mailbox.mail(name) is None


def test_an_empty_mailbox_has_no_mails():
    assert mailbox.mails() == []
