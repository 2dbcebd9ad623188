"""Where `./officine` arrives: reads the command, sets the environment by it, and only then loads what runs it."""

import argparse
import gc
import os
import sys
from importlib import import_module
from pathlib import Path

import django

from officine.ops import commandline


def main() -> int:
    options, more = commandline.parser().parse_known_args()
    options.more = more
    if more and "takes_more" not in options:
        commandline.parser().error(f"unknown: {' '.join(more)}")
    set_environment(options)
    gc.disable()  # while a thousand modules load, looking for garbage takes a tenth of the time
    if options.needs_django:
        os.umask(0o077)  # what it writes is about people: nobody else on this machine reads it
        django.setup()
    # Imported only now: a module with models can be imported once Django is set up, and that needs the environment.
    module = import_module(options.module)
    gc.enable()
    return int(module.run(options))


def set_environment(options: argparse.Namespace) -> None:
    """What was typed goes where the settings look for it, for this process and for those it starts."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "officine.config.settings"
    if options.data is not None:
        os.environ["OFFICINE_DATA"] = str(Path(options.data).resolve())
    if "port" in options and not os.environ.get("OFFICINE_URL"):
        os.environ["OFFICINE_URL"] = local_address(options.host, options.port)
    if getattr(options, "demo", False):
        os.environ.pop("OFFICINE_MAIL", None)  # a demo's mail never leaves the machine


def local_address(host: str, port: int) -> str:
    """How a browser reaches a server that listens on this address."""
    name = "localhost" if host in ("", "0.0.0.0", "::", "127.0.0.1") else host  # noqa: S104
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
