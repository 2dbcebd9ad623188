"""Sending: once each, whatever the server and the rows are like."""

from datetime import timedelta

import pytest

from officine.notices import deliver as delivery
from officine.notices.collect import collect
from officine.notices.deliver import deliver
from officine.notices.models import Notice
from officine.people.sign_in import request_code
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.in_parallel import in_parallel

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def ask(*names):
    for name in names:
        request_code(f"{name}@example.org", "it", NOW)
    collect(NOW)


def booked(book, coworking, *names):
    """A confirmation due for each name."""
    for hour, name in enumerate(names, 9):
        book(cast.person(f"{name}@example.org"), coworking, rome(MONDAY + timedelta(days=3), hour if hour < 13 else 14))
    collect(NOW)


def states():
    return {notice.to.split("@")[0]: notice.status for notice in Notice.objects.all()}


def rounds(minutes, first=0):
    for minute in range(first, minutes):
        deliver(NOW + minute * MINUTE)


def test_what_is_due_is_sent_once_over_one_connection(server):
    ask("anna", "bruno", "carla")
    rounds(3)
    assert sorted(server.to) == ["anna@example.org", "bruno@example.org", "carla@example.org"]
    assert server.connections == 1
    notice = Notice.objects.first()
    assert (notice.status, notice.fault, notice.tries) == ("sent", "", 1)


def test_what_is_not_due_yet_waits(server):
    ask("anna")
    Notice.objects.update(try_at=NOW + MINUTE)
    deliver(NOW)
    assert server.to == []
    deliver(NOW + MINUTE)
    assert server.to == ["anna@example.org"]


def test_codes_go_before_everything_else(server, book, coworking):
    booked(book, coworking, "anna", "bruno")
    ask("carla")
    deliver(NOW)
    assert server.to[0] == "carla@example.org"


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_notice_once(server):
    server.slowness = 0.02
    ask(*(f"person{number}" for number in range(20)))
    in_parallel(2, lambda number: deliver(NOW))
    assert len(server.mails) == 20
    assert len(set(server.to)) == 20
    assert set(states().values()) == {"sent"}


def test_a_server_that_is_down_gets_one_try_a_minute_and_all_goes_out_soon_after(server, book, coworking):
    booked(book, coworking, "anna", "bruno", "carla", "dario")
    server.stop()
    for second in range(0, 1800, 5):
        deliver(NOW + timedelta(seconds=second))
    assert set(states().values()) == {"due"}
    assert set(Notice.objects.values_list("tries", flat=True)) == {0}
    server.start()
    late = NOW + timedelta(minutes=30)
    for second in range(0, 61, 5):
        deliver(late + timedelta(seconds=second))
    assert len(server.mails) == 4
    assert set(states().values()) == {"sent"}


def test_a_server_that_is_down_is_not_asked_for_each_notice(server, settings, monkeypatch):
    opened = []
    from django.core.mail.backends.smtp import EmailBackend

    real = EmailBackend.open
    monkeypatch.setattr(EmailBackend, "open", lambda self: opened.append(1) or real(self))
    ask(*(f"person{number}" for number in range(10)))
    server.stop()
    for second in range(60):
        if second % 10 == 0:
            ask(f"late{second}")
        deliver(NOW + timedelta(seconds=second))
    assert len(opened) == 1


def test_a_server_that_hangs_costs_its_time_limit_and_then_gets_rest(server):
    ask("anna", "bruno", "carla")
    server.hangs_for = "all"
    deliver(NOW)
    assert sum(server.asked.values()) == 2
    deliver(NOW + timedelta(seconds=50))
    assert sum(server.asked.values()) == 2
    server.hangs_for = ""
    rounds(9, first=2)
    assert sorted(server.to) == ["anna@example.org", "bruno@example.org", "carla@example.org"]


@pytest.mark.parametrize("temper", ["550 no such user", "450 mailbox busy", "421 closing", "drop"])
def test_an_address_that_is_refused_does_not_hold_up_the_others(server, temper):
    server.answers["anna@example.org"] = temper
    ask("anna", "bruno", "carla")
    rounds(2)
    assert sorted(server.to) == ["bruno@example.org", "carla@example.org"]
    assert states()["anna"] == "due"


def test_a_notice_that_makes_the_server_hang_does_not_hold_up_the_others(server):
    server.hangs_for = "anna@example.org"
    ask("anna", "bruno", "carla")
    rounds(2)
    assert sorted(server.to) == ["bruno@example.org", "carla@example.org"]


def test_an_address_that_is_refused_for_good_is_parked_after_three_tries(server, book, coworking):
    server.answers["anna@example.org"] = "550 5.1.1 anna@example.org is unknown"
    booked(book, coworking, "anna")
    rounds(30)
    notice = Notice.objects.get()
    assert (notice.status, notice.tries, notice.fault) == ("parked", 3, "refused: 550")
    assert server.asked["anna@example.org"] == 3


def test_an_address_that_is_put_off_is_tried_every_five_minutes_and_given_up_after_a_day(server, book, coworking):
    server.answers["anna@example.org"] = "451 greylisted"
    booked(book, coworking, "anna")
    rounds(60)
    assert 10 <= server.asked["anna@example.org"] <= 14
    assert states() == {"anna": "due"}
    deliver(NOW + timedelta(days=1, minutes=1))
    assert states() == {"anna": "parked"}


def test_a_server_that_puts_off_everything_has_all_mail_within_ten_minutes_of_its_return(server, book, coworking):
    server.answer_to_all = "421 too busy"
    booked(book, coworking, "anna", "bruno", "carla", "dario", "elena")
    rounds(60)
    assert server.mails == []
    server.answer_to_all = ""
    rounds(70, first=60)
    assert len(set(server.to)) == len(server.mails) == 5


def test_a_notice_that_cannot_be_written_is_parked_and_the_others_go_out(server, book, coworking):
    booked(book, coworking, "anna", "bruno")
    Notice.objects.filter(to="anna@example.org").update(kind="nonsense")
    rounds(20)
    assert server.to == ["bruno@example.org"]
    poisoned = Notice.objects.get(to="anna@example.org")
    assert (poisoned.status, poisoned.tries, poisoned.fault) == ("parked", 3, "cannot be written: ValueError")


def test_an_address_that_tries_to_add_headers_is_parked(server, book, coworking):
    booked(book, coworking, "anna", "bruno")
    Notice.objects.filter(to="anna@example.org").update(to="anna@example.org\nBcc: victim@example.org")
    rounds(20)
    assert server.to == ["bruno@example.org"]
    assert Notice.objects.filter(status="parked").count() == 1


def test_a_row_whose_worker_died_is_sent_by_another_after_the_lease(server):
    ask("anna")
    notice = Notice.objects.get()
    assert delivery._claim(notice, NOW)
    deliver(NOW + delivery.LEASE - timedelta(seconds=1))
    assert server.to == []
    deliver(NOW + delivery.LEASE)
    assert server.to == ["anna@example.org"]


def test_a_row_that_keeps_killing_its_worker_is_parked(server):
    ask("anna")
    at = NOW
    for _ in range(3):
        assert delivery._claim(Notice.objects.get(), at)
        at += timedelta(minutes=6)
    deliver(at)
    assert (server.to, states()) == ([], {"anna": "parked"})


def test_the_message_id_of_a_notice_stays_and_is_its_own(server, book, coworking):
    booked(book, coworking, "anna", "bruno")
    deliver(NOW)
    Notice.objects.update(status="due", tries=0, try_at=NOW)
    deliver(NOW)
    ids = [str(mail["Message-ID"]) for mail in server.mails]
    assert ids[:2] == ids[2:]
    assert len(set(ids)) == 2
