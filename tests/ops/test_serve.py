"""`./officine serve`, as a real process on a data folder of its own."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.live import free_port, wait_for_page


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], stdout=subprocess.PIPE, text=True, check=False).stdout.split()
    direct = [int(each) for each in found]
    return direct + [each for child in direct for each in children_of(child)]


def is_alive(pid: int) -> bool:
    """Whether it runs; a zombie waits for its parent only."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def all_end(pids: list[int], seconds: float = 10) -> bool:
    give_up = time.monotonic() + seconds
    while any(map(is_alive, pids)) and time.monotonic() < give_up:
        time.sleep(0.05)
    return not any(map(is_alive, pids))


def get(served, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(served.url + path, timeout=10) as answer:
        return answer.status, answer.read().decode()


def link_in(said: str) -> str:
    return re.search(r"http://localhost:\d+(/operatore/invito/\S+)", said).group(1)


def officine(data: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OFFICINE_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-P", "-m", "officine.ops", *words, "--data", str(data)],
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )


def test_the_first_page_comes_and_ctrl_c_ends_everything(served):
    status, page = get(served, "/")
    assert status == 200
    assert "Officine Municipali" in page
    processes = children_of(served.process.pid)
    assert len(processes) >= 4  # the web server with two workers, and the worker
    began = time.monotonic()
    assert served.stop() == 0
    assert time.monotonic() - began < 8
    assert all_end(processes, seconds=1)
    assert "Traceback" not in served.said


def test_sigterm_ends_everything_too(serve):
    served = serve(worker=False)
    processes = children_of(served.process.pid)
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(timeout=15) == 0
    assert all_end(processes, seconds=1)


def test_a_killed_supervisor_leaves_nobody_behind(serve):
    served = serve()
    processes = children_of(served.process.pid)
    served.process.kill()
    served.process.wait()
    assert all_end(processes)


def test_a_process_that_was_killed_is_started_again(serve):
    served = serve()
    for child in children_of(served.process.pid):
        os.kill(child, signal.SIGKILL)
    wait_for_page(served)
    assert get(served, "/")[0] == 200
    assert "the web server ended; it is started again" in served.said
    assert "the worker ended; it is started again" in served.said


def test_the_first_manager_comes_in_by_the_link_of_the_last_start(serve, servers):
    served = serve(worker=False)
    first = link_in(served.said)
    assert get(served, first)[0] == 200
    served.stop()
    again = servers.start_again(served)
    try:
        assert get(again, link_in(again.said))[0] == 200
        with pytest.raises(urllib.error.HTTPError, match="404|410"):
            get(again, first)
    finally:
        again.stop()


def test_nobody_else_on_the_machine_reads_what_is_written(tmp_path):
    """Also in a folder that was there before, as a service's home is."""
    tmp_path.chmod(0o755)
    assert officine(tmp_path, "token", "alice@example.org").returncode == 0
    open_to_others = [path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077]
    assert open_to_others == []
    assert (tmp_path / "officine.sqlite3").exists()


def test_the_data_folder_and_its_secret_are_the_owners_alone(tmp_path):
    data = tmp_path / "data"
    assert officine(data, "token", "alice@example.org").returncode == 0
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "secret.key").stat().st_mode) == 0o600


def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = officine(tmp_path / "data", "serve", "--port", port)
    assert refused.returncode == 1
    assert f"Port {port} of 127.0.0.1 cannot be used: Address already in use." in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "data" / "officine.sqlite3").exists()


def test_a_centre_file_that_is_none_is_refused_with_its_place(tmp_path):
    (tmp_path / "centre.toml").write_text("format = 1\n[centre]\nslug = 7\n")
    refused = officine(
        tmp_path / "data", "serve", "--port", str(free_port()), "--centre", str(tmp_path / "centre.toml")
    )
    assert refused.returncode == 1
    assert "cannot be used" in refused.stderr
    assert "Traceback" not in refused.stderr
