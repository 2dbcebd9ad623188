"""Runs named steps one after the other, all of them, and says at the end how each went."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from officine.ops.places import ROOT

NO_TESTS = 5  # pytest's word for “nothing was chosen”


@dataclass
class Step:
    """A command that succeeds with 0, or with one of `fine`."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    fine: tuple[int, ...] = ()


def run_all(steps: Iterable[Step]) -> int:
    """0 when every step succeeded, else 1."""
    results = [(step.name, *_run(step)) for step in steps]
    print("\n== Summary")
    for name, succeeded, seconds in results:
        print(f"{'ok    ' if succeeded else 'FAILED'} {seconds:6.1f} s  {name}")
    return 0 if all(succeeded for _, succeeded, _ in results) else 1


def _run(step: Step) -> tuple[bool, float]:
    print(f"\n== {step.name}", flush=True)
    began = time.monotonic()
    code = subprocess.run(step.command, cwd=ROOT, env={**os.environ, **step.environment}, check=False).returncode
    return code in (0, *step.fine), time.monotonic() - began


def python(*words: str) -> list[str]:
    return [sys.executable, "-P", *words]
