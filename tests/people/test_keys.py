"""Keys to the API and the secret address of one's calendar."""

from datetime import timedelta

import pytest

from officine.people.feeds import account_of_feed, close_feed, make_feed
from officine.people.models import ApiToken, CalendarFeed
from officine.people.tokens import account_of_token, make_token, revoke
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return cast.account()


def test_a_token_opens_its_account_until_it_is_revoked(alice):
    token = make_token(alice, "laptop", NOW)
    assert account_of_token(token, NOW) == alice
    assert account_of_token(token + "x", NOW) is None
    revoke(ApiToken.objects.get(), NOW)
    assert account_of_token(token, NOW) is None


def test_only_the_hash_of_a_token_is_kept(alice):
    token = make_token(alice, "laptop", NOW)
    assert len(token) >= 43
    assert not [value for value in ApiToken.objects.values().get().values() if token in str(value)]


def test_a_closed_account_opens_nothing(alice):
    token, secret = make_token(alice, "laptop", NOW), make_feed(alice, NOW)
    alice.is_active = False
    alice.save()
    assert account_of_token(token, NOW) is None
    assert account_of_feed(secret) is None


def test_the_last_use_is_written_once_a_day(alice, django_assert_num_queries):
    token = make_token(alice, "laptop", NOW)
    account_of_token(token, NOW)
    assert ApiToken.objects.get().last_used_on == NOW.date()
    with django_assert_num_queries(1):
        account_of_token(token, NOW + timedelta(hours=1))
    account_of_token(token, NOW + timedelta(days=1))
    assert ApiToken.objects.get().last_used_on == NOW.date() + timedelta(days=1)


def test_a_new_calendar_address_closes_the_old_one(alice):
    old = make_feed(alice, NOW)
    assert account_of_feed(old) == alice
    new = make_feed(alice, NOW)
    assert (account_of_feed(old), account_of_feed(new)) == (None, alice)
    assert CalendarFeed.objects.get().token_hash != new
    close_feed(alice)
    assert account_of_feed(new) is None
