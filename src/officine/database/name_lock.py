"""A lock on a name, such as an address, for checks about rows that do not exist yet."""

from django.db import connection


def hold_name(name: str) -> None:
    """Makes every other transaction that asks for this name wait until this one ends.

    Must be called inside a transaction. SQLite needs nothing: a transaction holds its one write lock from the start.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
