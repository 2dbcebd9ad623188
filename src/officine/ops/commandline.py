"""What one may type after `./officine`, and which module carries it out."""

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

ABOUT = """Books desks and appointments for a municipal coworking and help desk.
Settings come from the environment: docs/reference/settings.md."""


def parser() -> argparse.ArgumentParser:
    """Each command sets `module`, whose `run(options)` returns the exit code, and whether it `needs_django`."""
    made = argparse.ArgumentParser(
        prog="./officine",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (_serve, _worker, _demo, _token, _staff, _centre, _test, _check, _requirements):
        add(commands)
    return made


def _command(
    commands: Commands, name: str, sentence: str, *, module: str, needs_django: bool = True
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=sentence, description=sentence, allow_abbrev=False)
    made.set_defaults(module=f"officine.ops.{module}", needs_django=needs_django)
    made.add_argument(
        "--data", metavar="DIR", help="the folder of the database, the secret key and the mailbox (else: data/)"
    )
    return made


def _serve(commands: Commands) -> None:
    made = _command(commands, "serve", "Prepares everything and runs web server and worker.", module="serve")
    made.set_defaults(seed=1)
    made.add_argument("--port", type=_port, default=8000, help="the port to listen on (8000)")
    made.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1: this machine only)")
    made.add_argument("--workers", type=_workers, default=2, help="web server processes, four threads each (2)")
    made.add_argument(
        "--centre",
        metavar="FILE",
        help="the centre to begin with while there is none (else: Allumiere); “none” begins empty",
    )
    made.add_argument("--no-worker", action="store_true", help="the web server alone: the worker runs elsewhere")
    made.add_argument(
        "--demo", action="store_true", help="fill the data folder with made-up people and bookings first, once"
    )


def _worker(commands: Commands) -> None:
    _command(
        commands, "worker", "Runs a worker alone (serve runs one too): sends mail, expires holds.", module="worker"
    )


def _demo(commands: Commands) -> None:
    made = _command(
        commands, "demo", "Fills the data folder with made-up people and bookings around today.", module="make_demo"
    )
    made.set_defaults(demo=True)
    made.add_argument("--seed", type=int, default=1, help="another number makes other people and bookings (1)")


def _token(commands: Commands) -> None:
    made = _command(
        commands, "token", "Makes a token for the API, and the person it belongs to if needed.", module="token"
    )
    made.add_argument("email", metavar="EMAIL", help="whose token it is")
    made.add_argument("--name", default="command line", help="what to call it in the person's list of tokens")


def _staff(commands: Commands) -> None:
    sentence = "Invites members of staff, lists them, takes their roles away, ends their sessions."
    made = _command(commands, "staff", sentence, module="staff")
    made.add_argument("action", choices=("add", "list", "remove", "sign-out"))
    made.add_argument("email", metavar="EMAIL", nargs="?", help="who; not for “list”")
    made.add_argument("--role", choices=("operator", "manager", "auditor"), help="what they may do")
    made.add_argument("--centre", metavar="SLUG", help="at this centre only (else: at every centre)")
    made.add_argument("--yes", action="store_true", help="remove although nobody is left who manages")


def _centre(commands: Commands) -> None:
    sentence = "Writes a centre to a file, or takes it from one: settings, hours, desks, services, shifts, texts."
    made = _command(commands, "centre", sentence, module="centre")
    made.add_argument("action", choices=("export", "import"))
    made.add_argument("file", metavar="FILE", help="a TOML file; “-” exports to the terminal")
    made.add_argument("--slug", help="which centre to export, where there are several")
    made.add_argument("--yes", action="store_true", help="import although existing bookings are touched")


def _test(commands: Commands) -> None:
    sentence = "Runs all tests, on SQLite and on PostgreSQL, with the journeys in a real browser."
    made = _command(commands, "test", sentence, module="test", needs_django=False)
    made.add_argument("--only", choices=("sqlite", "postgresql"), help="one database engine instead of both")
    made.set_defaults(takes_more=True)
    made.epilog = "Anything else goes to pytest, as in: ./officine test --only sqlite tests/rules -k hours"


def _check(commands: Commands) -> None:
    sentence = "Checks the code: formatting, lint, types, imports, migrations, translations, deployment."
    made = _command(commands, "check", sentence, module="check", needs_django=False)
    made.add_argument("--fix", action="store_true", help="put right what can be put right: formatting, simple lint")


def _requirements(commands: Commands) -> None:
    sentence = "Makes requirements/*.txt again from requirements/*.in, with the newest versions that fit."
    _command(commands, "requirements", sentence, module="requirements", needs_django=False)


def _port(word: str) -> int:
    if not word.isascii() or not word.isdigit() or not 0 < int(word) < 65536:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 65535, not “{word}”.")
    return int(word)


def _workers(word: str) -> int:
    if not word.isascii() or not word.isdigit() or not 0 < int(word) <= 64:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 64, not “{word}”.")
    return int(word)
