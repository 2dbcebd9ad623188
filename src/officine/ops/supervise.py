"""Keeps processes running: one that ends is started again, later and later if it keeps ending; a signal stops all."""

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

STOP = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
HEEDED = STOP | {signal.SIGCHLD}
SECONDS_TO_STOP = 8
LONGEST_PAUSE = 30
# A process that ran this long was well: its next end counts as the first.
SECONDS_OF_HEALTH = 60


@dataclass
class Child:
    """A process to keep running: `work` returns when its SIGTERM has come."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    started: float = 0.0
    restart: float = 0.0
    ends: int = 0


def supervise(children: list[Child], *, on_stop: Callable[[], None]) -> int:
    """Returns 0 when a signal has stopped everything; `on_stop` runs before the processes are told."""
    # Signals wait until sigtimedwait takes them, so none is lost between two looks.
    signal.pthread_sigmask(signal.SIG_BLOCK, HEEDED)
    for child in children:
        _start(child)
    while not _told_to_stop(1.0):
        now = time.monotonic()
        for child in children:
            if child.pid and _has_ended(child):
                _plan_restart(child, now)
            if not child.pid and now >= child.restart:
                _start(child)
    on_stop()
    _stop(children)
    return 0


def _told_to_stop(seconds: float) -> bool:
    came = signal.sigtimedwait(HEEDED, seconds)
    return came is not None and came.si_signo in STOP


def _start(child: Child) -> None:
    child.started = time.monotonic()
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    child.pid = os.fork()
    if child.pid == 0:
        _run(child, parent)


def _run(child: Child, parent: int) -> NoReturn:
    """In the new process. It must not come back into the code that called fork, whatever happens."""
    code = 1
    try:
        os.setpgrp()  # Ctrl-C reaches the supervisor alone, which then stops the others in order
        _end_with_parent(parent)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEEDED)
        child.work()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001 (told, and the process ends)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _end_with_parent(parent: int) -> None:
    """Even a supervisor that was killed leaves nobody behind (Linux; elsewhere it does)."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, int(signal.SIGTERM))
    if os.getppid() != parent:
        os._exit(1)


def _has_ended(child: Child) -> bool:
    return os.waitpid(child.pid, os.WNOHANG)[0] == child.pid


def _plan_restart(child: Child, now: float) -> None:
    child.pid = 0
    child.ends = 1 if now - child.started > SECONDS_OF_HEALTH else child.ends + 1
    pause = 0 if child.ends == 1 else min(2 ** (child.ends - 2), LONGEST_PAUSE)
    child.restart = now + pause
    when = f"in {pause} s" if pause else "at once"
    print(f"Officine: the {child.name} ended; it is started again {when}.", file=sys.stderr, flush=True)


def _stop(children: list[Child]) -> None:
    running = [child for child in children if child.pid and not _has_ended(child)]
    for child in running:
        os.kill(child.pid, signal.SIGTERM)
    give_up = time.monotonic() + SECONDS_TO_STOP
    while running and time.monotonic() < give_up:
        hurried = _told_to_stop(0.2)
        running = [child for child in running if not _has_ended(child)]
        if hurried:
            break
    for child in running:
        os.killpg(child.pid, signal.SIGKILL)
        os.waitpid(child.pid, 0)
