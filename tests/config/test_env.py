"""A bad value is refused with a sentence that names the setting, before anything starts."""

import subprocess
import sys

import pytest

from officine.config import env
from tests.config.test_documents import settings_read

BAD = [
    ("OFFICINE_URL", "officine.example.it"),
    ("OFFICINE_URL", "https://officine.example.it/prenota"),
    ("OFFICINE_URL", "https://officine.example.it:x"),
    ("OFFICINE_URL", "https://officine.example.it:99999"),
    ("OFFICINE_URL", "https://officine.example.it?a=b"),
    ("OFFICINE_URL", "https://someone@officine.example.it"),
    ("OFFICINE_HOSTS", "https://officine.example.it"),
    ("OFFICINE_HOSTS", "a b"),
    ("OFFICINE_SECRET_KEY", "short"),
    ("OFFICINE_BEHIND_PROXY", "true"),
    ("OFFICINE_LOG", "LOUD"),
    ("OFFICINE_STAFF_IDLE_MINUTES", "0"),
    ("OFFICINE_MAIL", "mail.example.it:25"),
    ("OFFICINE_MAIL", "smtp://mail.example.it:99999"),
    ("OFFICINE_MAIL", "imap://mail.example.it"),
    ("OFFICINE_MAIL_FROM", "Officine Municipali"),
    ("OFFICINE_MAIL_FROM", "a@example.it\nBcc: b@example.it"),
    ("DATABASE_URL", "mysql://a@b/c"),
    ("DATABASE_URL", "postgresql://a@b"),
    ("DATABASE_URL", "postgresql://a@b:x/c"),
    ("DATABASE_URL", "postgresql://a@b/c?pool=yes"),
    ("DATABASE_URL", "sqlite://"),
    ("OFFICINE_DATA", "/dev/null/data"),
    ("OFFICINE_KEEP_CODES_DAYS", "31"),
    ("OFFICINE_KEEP_ADDRESSES_DAYS", "6"),
    ("OFFICINE_KEEP_NOTES_DAYS", "a year"),
    ("OFFICINE_KEEP_ANSWERS_DAYS", "0"),
    ("OFFICINE_KEEP_PEOPLE_DAYS", "-1"),
]


def start(tmp_path, **settings):
    """What loading the settings says on a machine where only these are set."""
    return subprocess.run(
        [sys.executable, "-P", "-c", "import officine.config.settings as s; print(s.MAIL_SERVER, s.ALLOWED_HOSTS)"],
        env={"OFFICINE_DATA": str(tmp_path / "data"), **settings},
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_refused_with_a_sentence(tmp_path, name, value):
    refused = start(tmp_path, **{name: value})
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Setting {name}: ")
    assert refused.stderr.rstrip().endswith(".")
    assert "Traceback" not in refused.stderr


def test_each_setting_is_refused_for_some_value():
    never_bad = {"OFFICINE_STATIC"}  # any folder will do; that it cannot be written is said when it is written
    assert {name for name, _ in BAD} | never_bad == settings_read()


def test_a_demo_sends_no_mail_whatever_is_set(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "demo").touch()
    assert start(tmp_path, OFFICINE_MAIL="smtp://mail.example.it").stdout.startswith("None ")


def test_the_host_of_the_public_address_is_answered_to(tmp_path):
    assert "'officine.example.it'" in start(tmp_path, OFFICINE_URL="https://officine.example.it:8443").stdout
    assert "'[fd00::7]'" in start(tmp_path, OFFICINE_URL="http://[fd00::7]:8000").stdout


def test_a_postgresql_address_says_all_that_is_needed(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://us%40er:p%2Fw@db.example.it:5433/officine?sslmode=require")
    read = env.database("DATABASE_URL", "unused")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        "us@er",
        "p/w",
        "db.example.it",
        "5433",
        "officine",
    )
    assert read["OPTIONS"]["sslmode"] == "require"


def test_a_postgresql_socket_may_be_named_as_host(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///officine?host=/run/postgresql")
    assert env.database("DATABASE_URL", "unused")["HOST"] == "/run/postgresql"


def test_without_a_database_address_sqlite_lies_in_the_data_folder(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert env.database("DATABASE_URL", "/data/officine.sqlite3")["NAME"] == "/data/officine.sqlite3"


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.it", 25, False, False),
        ("smtp+tls://u:p@mail.example.it", 587, True, False),
        ("smtps://mail.example.it", 465, False, True),
        ("smtp://mail.example.it:2525", 2525, False, False),
    ],
)
def test_a_mail_server_is_one_address(monkeypatch, address, port, tls, ssl):
    monkeypatch.setenv("OFFICINE_MAIL", address)
    read = env.mail("OFFICINE_MAIL")
    assert (read["EMAIL_PORT"], read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (port, tls, ssl)
