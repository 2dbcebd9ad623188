"""A PostgreSQL server for the tests: in a temporary folder, on a free port, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from officine.ops import debian

SECONDS_TO_START = 30


@contextmanager
def postgresql(*, is_durable: bool) -> Iterator[str]:
    """Yields its address. Not durable: it does not wait for the disk, which only tests may do."""
    programs = debian.postgresql()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed.")
    folder = Path(tempfile.mkdtemp(prefix="officine-postgresql-"))
    who = _someone_else(folder)
    try:
        _make(programs, folder, who)
        port = _free_port()
        server = _start(programs, folder, who, port, is_durable)
        try:
            yield f"postgresql://officine@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(timeout=SECONDS_TO_START)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _someone_else(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as its own user, or as nobody."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    user = pwd.getpwnam(name)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _make(programs: Path, folder: Path, who: dict[str, Any]) -> None:
    command = [f"{programs}/initdb", f"--pgdata={folder}/data", "--username=officine", "--auth=trust"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd="/", **who
    )
    if made.returncode:
        raise SystemExit(f"{made.stdout}\nPostgreSQL could not be set up for the tests: see above.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(programs: Path, folder: Path, who: dict[str, Any], port: int, is_durable: bool) -> "subprocess.Popen[bytes]":
    settings = [
        f"port={port}",
        f"unix_socket_directories={folder}",
        "listen_addresses=127.0.0.1",
        "max_connections=200",
    ]
    if not is_durable:
        settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    words = [word for setting in settings for word in ("-c", setting)]
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [f"{programs}/postgres", "-D", f"{folder}/data", *words], stdout=output, stderr=output, cwd="/", **who
        )
    ready = [f"{programs}/pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}"]
    give_up = time.monotonic() + SECONDS_TO_START
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > give_up:
            server.kill()
            raise SystemExit(f"{log.read_text()}\nPostgreSQL did not start for the tests: see above.")
        time.sleep(0.1)
    return server
