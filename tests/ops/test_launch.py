"""The launch script believes in what was installed only while it is whole, fitting and in its place."""

import json
import os
import sys

import pytest

from tests.ops.launch import launch_script


@pytest.fixture
def script(tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("django\n")
    (tmp_path / "requirements" / "dev.txt").write_text("django\npytest\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    return launch_script(tmp_path)


def stamp(script, kind):
    written = {"kind": kind, "requirements": script.digest_of(kind), "python": os.path.realpath(sys.executable)}
    script.STAMP.write_text(json.dumps({**written, "root": str(script.ROOT)}))


def test_what_was_not_finished_does_not_count(script):
    assert not script.is_installed("run")


def test_half_a_stamp_does_not_count(script):
    script.STAMP.write_text('{"requirements": "')
    assert not script.is_installed("run")


def test_what_was_finished_counts(script):
    stamp(script, "run")
    assert script.is_installed("run")
    assert not script.is_installed("dev")


def test_what_tests_need_is_more_than_enough_to_run(script):
    stamp(script, "dev")
    assert script.is_installed("run")
    assert script.is_installed("dev")


def test_changed_requirements_are_installed_again(script):
    stamp(script, "run")
    (script.REQUIREMENTS / "run.txt").write_text("django\ngunicorn\n")
    assert not script.is_installed("run")


def test_a_checkout_that_was_moved_installs_again(script):
    stamp(script, "run")
    script.ROOT = script.ROOT / "elsewhere"
    assert not script.is_installed("run")


def test_a_python_that_is_gone_or_another_now_is_installed_for_again(script, tmp_path):
    stamp(script, "run")
    script.PYTHON.unlink()
    assert not script.is_installed("run")
    (tmp_path / "python3.99").touch()
    script.PYTHON.symlink_to(tmp_path / "python3.99")
    assert not script.is_installed("run")


def test_without_pip_it_says_what_to_install(script):
    with pytest.raises(SystemExit, match="apt-get install python3-pip"):
        script.run("sh", "-c", "echo /usr/bin/python3: No module named pip; exit 1")


def test_without_network_it_says_what_failed(script):
    with pytest.raises(SystemExit, match="(?s)connection refused.*Is the network there"):
        script.run("sh", "-c", "echo connection refused; exit 2")


def test_a_failed_installation_leaves_no_stamp(script):
    stamp(script, "run")
    (script.REQUIREMENTS / "run.txt").write_text("changed\n")
    script.UV = "false"
    with pytest.raises(SystemExit):
        script.install("run")
    assert not script.STAMP.exists()


def test_who_has_what_tests_need_keeps_it_when_requirements_change(script):
    stamp(script, "dev")
    (script.REQUIREMENTS / "run.txt").write_text("django\ngunicorn\n")
    (script.REQUIREMENTS / "dev.txt").write_text("django\ngunicorn\npytest\n")
    script.UV = "true"
    script.install("run")
    assert script.is_installed("dev")


def test_where_nothing_can_be_written_it_says_so(script, tmp_path):
    script.ROOT = tmp_path / "missing"
    with pytest.raises(SystemExit, match="is not installed yet, and .* cannot be written"):
        script.set_up("run")


def test_serving_does_not_take_a_developer_s_tools_away(script, monkeypatch):
    stamp(script, "dev")
    (script.REQUIREMENTS / "run.txt").write_text("changed\n")
    (script.REQUIREMENTS / "dev.txt").write_text("changed\npytest\n")
    installed = []
    monkeypatch.setattr(script, "fetch_uv", lambda: None)
    monkeypatch.setattr(script, "install", installed.append)
    script.set_up("run")
    assert installed == ["dev"]
