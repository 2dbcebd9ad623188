"""The PostgreSQL server of the tests."""

from pathlib import Path

import psycopg
import pytest

from officine.ops import debian, throw_away

pytestmark = pytest.mark.skipif(debian.postgresql() is None, reason="PostgreSQL is not installed")


@pytest.mark.parametrize(("is_durable", "fsync"), [(True, "on"), (False, "off")])
def test_it_answers_while_it_is_wanted_and_leaves_nothing(is_durable, fsync):
    with throw_away.postgresql(is_durable=is_durable) as address, psycopg.connect(address) as connection:
        assert connection.execute("SHOW fsync").fetchone() == (fsync,)
        folder = Path(connection.execute("SHOW data_directory").fetchone()[0]).parent
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)
