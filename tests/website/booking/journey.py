"""What a person does on the way to a booking: presses, writes, looks into their mail."""

import email
import re
import time
from contextlib import suppress
from email.policy import default as modern

from playwright.sync_api import Error

from tests.live import Served

SECONDS_FOR_A_MAIL = 20
CENTRE = "/sedi/allumiere/"
MAIN_BUTTON = "main form:not(.release) .btn-primary"


def press(page) -> None:
    """The main button of the page, wherever it is."""
    page.locator(MAIN_BUTTON).last.click()


def choose_desk(page, served: Served) -> None:
    page.goto(f"{served.url}{CENTRE}postazioni/?da=2031-01-01")
    page.locator(".week a.half").first.click()
    press(page)


def choose_time(page, served: Served, service: str = "inps", number: int = 0) -> None:
    page.goto(f"{served.url}{CENTRE}servizi/{service}/")
    page.locator("button[name=starts_at]").nth(number).click()


def introduce(page, address: str = "anna@example.org", given_name: str = "Anna") -> None:
    page.fill("#id_given_name", given_name)
    page.fill("#id_family_name", "Moretti")
    page.fill("#id_email", address)
    page.check("#id_privacy")
    press(page)


def somebody(page, prefix: str, given_name: str, family_name: str) -> None:
    page.fill(f"#id_{prefix}_given_name", given_name)
    page.fill(f"#id_{prefix}_family_name", family_name)
    page.check(f"#id_{prefix}_consent")


def write_code(page, served: Served, address: str = "anna@example.org") -> None:
    page.fill("#id_code", code_in_mail(served, address))
    press(page)


def newcomer_books_a_desk(page, served: Served) -> None:
    choose_desk(page, served)
    introduce(page)
    write_code(page, served)
    confirm(page)


def confirm(page) -> None:
    press(page)
    page.wait_for_url("**/prenotazioni/*/")


def code_in_mail(served: Served, address: str) -> str:
    """The six digits of the newest mail to this address that has any."""
    return found_in_mail(served, address, r"\b(\d{6})\b")


def link_in_mail(served: Served, address: str) -> str:
    return found_in_mail(served, address, r"(http\S+/g/\S+/)")


def found_in_mail(served: Served, address: str, pattern: str) -> str:
    give_up = time.monotonic() + SECONDS_FOR_A_MAIL
    while time.monotonic() < give_up:
        for path in sorted(served.mailbox.glob("*.eml"), reverse=True):
            mail = email.message_from_bytes(path.read_bytes(), policy=modern)
            body = mail.get_body(("plain",))
            found = re.search(pattern, body.get_content()) if body else None
            if address in str(mail["To"]) and found:
                path.unlink()  # read: the next one asked for is another
                return found.group(1)
        time.sleep(0.1)
    raise AssertionError(f"No mail to {address} with {pattern}")


def says(page, words: str) -> bool:
    """Whether the page says this within ten seconds: right after a click the next one is still on its way."""
    for _attempt in range(100):
        with suppress(Error):  # the page is going away at this moment
            if words in page.content():
                return True
        page.wait_for_timeout(100)
    return False
