"""`./officine test`: every test on SQLite, and again on PostgreSQL whatever the database has a part in."""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Iterator

from officine.ops import debian, throw_away
from officine.ops.steps import NO_TESTS, Step, python, run_all

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
TWO_AT_A_TIME = ["-n", "2"]

# On the second engine not what has no database in it, nor how pages look: the ten minutes are for what could differ.
AGAIN = " and not once"

# What each step runs: its name, which tests, pytest's other words, and whether PostgreSQL waits for the disk as it
# would in earnest.
KINDS: tuple[tuple[str, str, list[str], bool], ...] = (
    ("tests", "not browser and not race", TWO_AT_A_TIME, False),
    ("journeys in a browser", "browser", TWO_AT_A_TIME, True),
    ("races", "race", [], True),
)


def run(options: argparse.Namespace) -> int:
    engines = [options.only] if options.only else ENGINES
    debian.install_missing(with_postgresql="postgresql" in engines)
    forget_own_settings()
    # Whoever stops the tests stops the PostgreSQL that they started, too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="officine-test-") as data:
        os.environ["OFFICINE_DATA"] = data
        return run_all(step for engine in engines for step in steps(engine, options.more))


def forget_own_settings() -> None:
    """The tests bring their own: a developer's mail server is none of their business."""
    for name in list(os.environ):
        if name.startswith("OFFICINE_") or name == "DATABASE_URL":
            del os.environ[name]


def steps(engine: str, words: list[str]) -> Iterator[Step]:
    for kind, choice, how, is_durable in KINDS:
        which = choice if engine == "sqlite" or words else choice + AGAIN
        command = python("-m", "pytest", "-m", which, *how, *words)
        # Chosen tests are often of one kind: that the other steps find none is no failure then.
        step = Step(f"{kind} on {ENGINES[engine]}", command, fine=(NO_TESTS,) if words else ())
        if engine == "sqlite":
            yield step
            continue
        with throw_away.postgresql(is_durable=is_durable) as address:
            step.environment = {"DATABASE_URL": address}
            yield step
