"""`./officine token EMAIL`."""

import pytest

from officine.ops import token
from officine.people.models import Account, Acting, Person
from officine.people.tokens import account_of_token
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_fresh_address_gets_a_person_named_after_it_and_the_token_comes_last():
    cast.municipality()
    lines = token.make("zoe.b@example.org", "test")
    assert account_of_token(lines[-1], cast.NOW).email == "zoe.b@example.org"
    assert Person.objects.get(acting__relation=Acting.Relation.SELF).given_name == "zoe.b"
    assert lines[0] == "zoe.b@example.org was not known: it is now “zoe.b” of Comune di Allumiere. The token:"


def test_a_known_person_stays_who_they_are():
    alice = cast.person()
    assert token.make("alice@example.org", "test")[0] == "A token for alice@example.org:"
    assert list(Person.objects.all()) == [alice]
    assert Account.objects.count() == 1


def test_without_a_centre_there_is_nobody_to_book_with():
    with pytest.raises(SystemExit, match="There is no centre yet"):
        token.make("alice@example.org", "test")
    assert not Person.objects.exists()
