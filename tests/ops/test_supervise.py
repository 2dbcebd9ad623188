"""Processes that are kept running, as real ones."""

import signal
import subprocess
import sys
import time

import pytest

SCRIPT = """
import signal, sys, time
from officine.ops.supervise import Child, supervise

def steady():
    print("steady", flush=True)
    signal.pause()

def brief():
    print("brief", flush=True)
    {brief}

def deaf():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("deaf", flush=True)
    while True:
        time.sleep(1)

sys.exit(supervise([Child(work.__name__, work) for work in ({works},)], on_stop=lambda: print("closed", flush=True)))
"""


def supervised(works: str, brief: str = "pass") -> "subprocess.Popen[str]":
    code = SCRIPT.format(works=works, brief=brief)
    return subprocess.Popen([sys.executable, "-c", code], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_without_a_fault(number):
    process = supervised("steady")
    assert process.stdout.readline() == "steady\n"
    process.send_signal(number)
    assert process.communicate(timeout=10)[0] == "closed\n"
    assert process.returncode == 0


def test_a_process_that_keeps_ending_is_started_later_and_later():
    process = supervised("brief", "sys.exit(3)")
    time.sleep(5)
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=10)[0]
    assert "the brief ended; it is started again at once." in said
    assert "the brief ended; it is started again in 1 s." in said
    assert said.count("brief\n") <= 4


def test_a_fault_is_told_and_does_not_reach_the_others():
    process = supervised("steady, brief", "1 / 0")
    time.sleep(2)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert "ZeroDivisionError" in process.communicate(timeout=10)[0]
    assert process.returncode == 0


def test_a_second_signal_ends_a_process_that_does_not_listen():
    process = supervised("deaf")
    assert process.stdout.readline() == "deaf\n"
    process.send_signal(signal.SIGTERM)
    assert process.stdout.readline() == "closed\n"
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    assert time.monotonic() - began < 5
