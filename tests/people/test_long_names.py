"""The longest details that people can have are kept on both databases, and found."""

import pytest

from officine.people.models import Person
from officine.people.register import register
from officine.people.searching import search
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
LONGEST_ADDRESS = f"{'a' * 64}@{'.'.join(['b' * 60] * 3)}.it"


@pytest.mark.parametrize("letter", ["z", "ﬃ", "ﷺ"])  # one that is searched as three letters, one as eighteen
def test_the_longest_names_phone_and_address_are_kept_and_found(letter):
    town, account = cast.municipality(), cast.account(LONGEST_ADDRESS)
    register(account, town, letter * 80, "Q" + letter * 79, "0" * 15 + "-" * 10, "it", NOW)
    assert search(town, "q" + letter * 2) == [Person.objects.get()]
