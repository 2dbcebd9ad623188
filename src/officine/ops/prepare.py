"""Makes the data folder ready: the tables as this version wants them, and a centre to begin with."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from officine import catalogue
from officine.bookings.centre_import import CentreImport, import_centre_file
from officine.catalogue.centre_file import BadCentreFile
from officine.catalogue.models import Centre

SHIPPED_CENTRE = Path(catalogue.__file__).parent / "centres" / "allumiere.toml"
NO_CENTRE = "none"


def everything(centre: str | None = None) -> None:
    """The tables, and while there is no centre the one of this file; not given: Allumiere; “none”: none."""
    with _alone():
        database()
        if centre != NO_CENTRE and not Centre.objects.exists():
            first_centre(Path(centre) if centre else SHIPPED_CENTRE)


def database() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("preparing the database")
        call_command("migrate", interactive=False, verbosity=0)


def first_centre(path: Path) -> None:
    say(f"taking the centre from {path}")
    import_file(path, timezone.now())


def import_file(path: Path, at: datetime, *, yes: bool = False) -> CentreImport:
    """What importing the file did; a file that cannot be used ends the command with a sentence."""
    try:
        return import_centre_file(path.read_text(encoding="utf-8"), at, yes)
    except (OSError, UnicodeDecodeError, BadCentreFile) as error:
        raise SystemExit(f"The centre file {path} cannot be used: {error}") from error


@contextmanager
def _alone() -> Iterator[None]:
    """Two starts at once on one data folder take turns."""
    with (settings.DATA / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def say(what: str) -> None:
    print(f"Officine: {what} …", file=sys.stderr, flush=True)
