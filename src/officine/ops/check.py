"""`./officine check`: what must be true of the code before it is shared, as one list of named steps."""

import argparse
import tempfile
from collections.abc import Iterator

from officine.ops.steps import Step, python, run_all

# Like a town's server, so that Django's own checks for deployment say what they would say there.
IN_EARNEST = {
    "OFFICINE_URL": "https://officine.example.it",
    "OFFICINE_BEHIND_PROXY": "yes",
    "OFFICINE_MAIL": "smtp+tls://mail.example.it",
    "DATABASE_URL": "",
}

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def run(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="officine-check-") as data:
        environment = {**IN_EARNEST, "OFFICINE_DATA": data}
        return run_all(Step(name, command, environment) for name, command in steps(fix=options.fix))


def steps(*, fix: bool = False) -> Iterator[tuple[str, list[str]]]:
    yield "Formatting", python("-m", "ruff", "format", *([] if fix else ["--check"]), ".")
    yield "Lint", python("-m", "ruff", "check", *(["--fix"] if fix else []), ".")
    yield "Templates", python("-m", "djlint", "--lint", "--quiet", "src")
    yield "Types", python("-m", "mypy")
    yield "Imports run one way", python("-c", LINT_IMPORTS)
    yield "Migrations are complete", python("manage.py", "makemigrations", "--check", "--dry-run")
    yield "Translations are complete", python("-m", "officine.ops.translations")
    yield "Fit to be deployed", python("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    yield "No package index is named", python("-m", "officine.ops.index_hosts")
