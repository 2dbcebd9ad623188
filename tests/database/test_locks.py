"""Every way in which a database says “someone was first” is one polite word; other faults stay faults."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from officine.database.locks import taken_if_refused
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.cast import MONDAY, rome
from tests.database.test_no_overlap import row


@pytest.mark.django_db
def test_the_guard_s_refusal_is_just_taken():
    centre = cast.centre()
    place = cast.desks(centre, 1)[0], cast.coworking(centre)
    row(*place, rome(MONDAY, 9), rome(MONDAY, 11))
    with pytest.raises(Refused) as caught, taken_if_refused(), transaction.atomic():
        row(*place, rome(MONDAY, 10), rome(MONDAY, 12))
    assert caught.value.rule == Rule.TAKEN


@pytest.mark.django_db
def test_another_broken_promise_stays_a_fault():
    centre = cast.centre()
    place = cast.desks(centre, 1)[0], cast.coworking(centre)
    with pytest.raises(IntegrityError), taken_if_refused(), transaction.atomic():
        row(*place, rome(MONDAY, 0), rome(MONDAY, 0).replace(day=30))


@pytest.mark.django_db
def test_a_broken_statement_stays_a_fault():
    with pytest.raises(DatabaseError) as caught, taken_if_refused(), transaction.atomic():
        connection.cursor().execute("SELECT nothing FROM nowhere")
    assert not isinstance(caught.value, Refused)
