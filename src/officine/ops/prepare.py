"""Makes the data folder ready: the tables as this version wants them, and a centre to begin with."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def database() -> bool:
    """Migrates if needed. Says whether the database was empty before."""
    with _alone():
        executor = MigrationExecutor(connection)
        was_empty = not executor.loader.applied_migrations
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            say("preparing the database")
            call_command("migrate", interactive=False, verbosity=0)
    return was_empty


@contextmanager
def _alone() -> Iterator[None]:
    """Two starts at once on one data folder take turns."""
    with (settings.DATA / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def say(what: str) -> None:
    print(f"Officine: {what} …", file=sys.stderr, flush=True)
