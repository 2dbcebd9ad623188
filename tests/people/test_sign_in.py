"""Signing in with a code by e-mail."""

from datetime import timedelta

import pytest

from officine.people.models import Account, SignInCode
from officine.people.sign_in import account_for, check_code, code_for, request_code
from tests.cast import NOW
from tests.in_parallel import in_parallel

pytestmark = pytest.mark.django_db
ALICE = "alice@example.org"


def ask(at=NOW, email=ALICE):
    request_code(email, "it", at)
    return code_for(SignInCode.objects.latest("pk"))


def wrong(*codes):
    return next(each for each in ("000000", "111111", "222222", "333333") if each not in codes)


def test_a_code_has_six_digits_and_is_not_in_the_database():
    code = ask()
    assert len(code) == 6
    assert code.isdigit()
    row = SignInCode.objects.values().get()
    assert not [value for value in row.values() if code in str(value)]


def test_a_code_is_good_for_ten_minutes():
    code = ask()
    assert not check_code(ALICE, code, NOW + timedelta(minutes=10))
    assert check_code(ALICE, code, NOW + timedelta(minutes=9, seconds=59))


def test_a_code_is_good_once():
    code = ask()
    assert check_code(ALICE, code, NOW)
    assert not check_code(ALICE, code, NOW)


def test_spaces_and_capitals_do_not_matter():
    code = ask()
    assert check_code(" Alice@Example.org ", f"{code[:3]} {code[3:]} ", NOW)


def test_an_earlier_code_that_arrives_late_is_good_too():
    first, second = ask(), ask()
    assert check_code(ALICE, first, NOW)
    assert check_code(ALICE, second, NOW)


def test_a_code_of_someone_else_is_no_use():
    code = ask(email="bob@example.org")
    ask()
    assert not check_code(ALICE, code, NOW)


def test_after_five_wrong_attempts_the_right_code_is_refused():
    code = ask()
    for _ in range(4):
        assert not check_code(ALICE, wrong(code), NOW)
    assert check_code(ALICE, code, NOW)
    code = ask()
    for _ in range(5):
        assert not check_code(ALICE, wrong(code), NOW)
    assert not check_code(ALICE, code, NOW)


def test_a_wrong_attempt_counts_against_every_live_code():
    first, second = ask(), ask()
    for _ in range(5):
        check_code(ALICE, wrong(first, second), NOW)
    assert not check_code(ALICE, first, NOW)
    assert not check_code(ALICE, second, NOW)


@pytest.mark.parametrize("typed", ["", "abcdef", "12345", "1234567", "１２３４５６", "\x00", "è" * 6])
def test_anything_typed_is_answered(typed):
    ask()
    assert not check_code(ALICE, typed, NOW)


def test_one_address_gets_three_codes_in_a_quarter_of_an_hour():
    for _ in range(10):
        request_code(ALICE, "it", NOW)
    request_code("ALICE@example.org", "it", NOW + timedelta(minutes=14))
    assert SignInCode.objects.count() == 3
    request_code(ALICE, "it", NOW + timedelta(minutes=15))
    assert SignInCode.objects.count() == 4
    request_code("bob@example.org", "it", NOW)
    assert SignInCode.objects.filter(email="bob@example.org").count() == 1


def test_one_address_gets_ten_codes_in_a_day():
    for quarter in range(20):
        request_code(ALICE, "it", NOW + timedelta(minutes=16 * quarter))
    assert SignInCode.objects.count() == 10
    request_code(ALICE, "it", NOW + timedelta(days=1))
    assert SignInCode.objects.count() == 11


@pytest.mark.django_db(transaction=True)
def test_parallel_requests_do_not_beat_the_limit():
    in_parallel(12, lambda number: request_code(ALICE, "it", NOW))
    assert SignInCode.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_one_code_typed_in_parallel_is_good_once():
    code = ask()
    assert in_parallel(8, lambda number: check_code(ALICE, code, NOW)).count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_guesses_count_each():
    code = ask()
    in_parallel(8, lambda number: check_code(ALICE, wrong(code), NOW))
    assert not check_code(ALICE, code, NOW)


@pytest.mark.django_db(transaction=True)
def test_one_address_has_one_account_even_when_made_in_parallel():
    accounts = in_parallel(8, lambda number: account_for(" Alice@example.org", "en"))
    assert {account.pk for account in accounts} == {Account.objects.get().pk}
    account = Account.objects.get()
    assert (account.email, account.language, account.has_usable_password()) == (ALICE, "en", False)


def test_asking_for_a_known_and_for_an_unknown_address_does_the_same(django_assert_num_queries):
    account_for(ALICE, "it")
    known, unknown = {}, {}
    for found, email in ((known, ALICE), (unknown, "nobody@example.org")):
        with django_assert_num_queries(5 if _is_sqlite() else 6):
            request_code(email, "it", NOW)
        found.update(SignInCode.objects.values("language", "attempts", "expires_at").get(email=email))
    assert known == unknown


def _is_sqlite():
    from django.db import connection

    return connection.vendor == "sqlite"
