"""The reference pages and the code say the same."""

import argparse
import re

import pytest

from officine.ops import commandline
from officine.ops.places import ROOT

SETTINGS, COMMANDS = ROOT / "docs" / "reference" / "settings.md", ROOT / "docs" / "reference" / "commands.md"


def settings_read():
    """The names that the code reads from the environment."""
    code = "".join(path.read_text() for path in (ROOT / "src" / "officine" / "config").glob("*.py"))
    return set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code))


def test_each_setting_is_in_the_reference_and_the_reference_names_no_other():
    assert set(re.findall(r"^## `([A-Z_]+)`", SETTINGS.read_text(), re.MULTILINE)) == settings_read()


def test_nothing_but_the_settings_reads_the_environment():
    readers = re.compile(r"os\.environ|getenv")
    found = {
        str(path.relative_to(ROOT / "src" / "officine"))
        for path in (ROOT / "src" / "officine").rglob("*.py")
        if readers.search(path.read_text())
    }
    # wsgi.py and ops set it, for the settings and for the programs that they start.
    assert found == {"config/env.py", "config/wsgi.py", "ops/__main__.py", "ops/steps.py", "ops/test.py"}


def commands():
    parser = commandline.parser()
    found = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    return dict(found.choices)


def test_each_command_is_in_the_reference_and_the_reference_names_no_other():
    assert re.findall(r"^## `./officine (\w+)", COMMANDS.read_text(), re.MULTILINE) == list(commands())


@pytest.mark.parametrize("name", commands())
def test_each_word_of_a_command_is_in_the_reference_and_no_other(name):
    section = re.search(rf"^## `./officine {name}.*?(?=^## |\Z)", COMMANDS.read_text(), re.MULTILINE | re.DOTALL)
    taken = {word for action in commands()[name]._actions for word in action.option_strings} - {
        "-h",
        "--help",
        "--data",
    }
    assert set(re.findall(r"^- `(--[\w-]+)", section.group(), re.MULTILINE)) == taken


@pytest.mark.parametrize("name", commands())
def test_each_command_says_what_it_does(name, capsys):
    with pytest.raises(SystemExit) as ended:
        commandline.parser().parse_args([name, "--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert commands()[name].description in said
    assert "--data DIR" in said


def test_a_port_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit):
        commandline.parser().parse_args(["serve", "--port", "70000"])
    assert "must be a number from 1 to 65535, not “70000”." in capsys.readouterr().err
