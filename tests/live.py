"""Real servers for journeys and races: `./officine serve` on a database of its own, with the shipped centre."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

SECONDS_TO_START = 40
PREPARE = "import django; django.setup(); from officine.ops import prepare; prepare.everything()"


@dataclass
class Served:
    """A running server. `mailbox` is the folder where its worker leaves mails."""

    url: str
    data: Path
    environment: dict[str, str]
    process: "subprocess.Popen[bytes]"

    @property
    def mailbox(self) -> Path:
        return self.data / "mailbox"

    @property
    def said(self) -> str:
        """What it printed."""
        return (self.data / "said.txt").read_text()

    def officine(self, *words: str) -> str:
        """What another command prints about the same data folder: `.officine("token", "alice@example.org")`."""
        return python(self.environment, "-m", "officine.ops", *words)

    def run(self, code: str) -> str:
        """What this piece of Python prints; it may use the models, on the server's database."""
        return python(self.environment, "-c", f"import django\ndjango.setup()\n{code}")

    def stop(self) -> int:
        """Its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=15)


class Servers:
    """Starts servers, each on a copy of one prepared database: preparing takes seconds, copying does not."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.database_url = database_url
        self.databases: list[str] = []
        self.prepared = self._environment("prepared", self._new_database(None))
        python(self.prepared, "-c", PREPARE)

    def start(self, *, workers: int = 2, worker: bool = True, **settings: str) -> Served:
        """Returns once the first page has come; `settings` are more of the environment."""
        place = secrets.token_hex(4)
        data = self.folder / place
        shutil.copytree(self.prepared["OFFICINE_DATA"], data)
        environment = self._environment(place, self._new_database(self.prepared.get("DATABASE_URL"))) | settings
        return self._serve(data, environment, workers=workers, worker=worker)

    def start_again(self, stopped: Served, *, workers: int = 2, worker: bool = True) -> Served:
        """On what a stopped server left behind."""
        return self._serve(stopped.data, stopped.environment, workers=workers, worker=worker)

    def _serve(self, data: Path, environment: dict[str, str], *, workers: int, worker: bool) -> Served:
        port = free_port()
        words = [f"--port={port}", f"--workers={workers}", *([] if worker else ["--no-worker"])]
        with (data / "said.txt").open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "officine.ops", "serve", *words],
                env=environment,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        served = Served(f"http://localhost:{port}", data, environment, process)
        wait_for_page(served)
        return served

    def drop_databases(self) -> None:
        for name in self.databases:
            self._administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _environment(self, place: str, database_url: str | None) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("OFFICINE_", "DATABASE_"))}
        kept |= {"DJANGO_SETTINGS_MODULE": "officine.config.settings", "OFFICINE_DATA": str(self.folder / place)}
        return kept | ({"DATABASE_URL": database_url} if database_url else {})

    def _new_database(self, like: str | None) -> str | None:
        """Its address on PostgreSQL; None on SQLite, where it is a file in the data folder."""
        if not self.database_url:
            return None
        name = f"officine_{secrets.token_hex(6)}"
        template = urlsplit(like).path.strip("/") if like else "template0"
        self._administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self.databases.append(name)
        return urlunsplit(urlsplit(self.database_url)._replace(path=f"/{name}"))

    def _administer(self, statement: str) -> None:
        address = urlunsplit(urlsplit(self.database_url)._replace(path="/postgres"))
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


def python(environment: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-P", *words]
    return subprocess.run(command, env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_page(served: Served) -> None:
    give_up = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(served.url.replace("localhost", "127.0.0.1") + "/api/v1/openapi.json", timeout=5)
            return
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            if served.process.poll() is not None or time.monotonic() > give_up:
                pytest.fail(f"The server did not start:\n{served.said}")
            time.sleep(0.05)


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    made = Servers(tmp_path_factory.mktemp("servers"), os.environ.get("DATABASE_URL", ""))
    yield made
    made.drop_databases()


@pytest.fixture
def serve(servers):
    """Starts a fresh server: `serve(workers=8, worker=False)`. It is stopped after the test."""
    started = []

    def start(**how) -> Served:
        started.append(servers.start(**how))
        return started[-1]

    yield start
    for served in started:
        served.stop()


@pytest.fixture
def served(serve) -> Served:
    """A fresh server with its worker, for this test alone."""
    return serve()


@pytest.fixture(scope="session")
def served_to_all(servers):
    """One server for all tests that only look: nothing is booked on it."""
    served = servers.start()
    yield served
    served.stop()
