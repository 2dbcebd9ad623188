"""`./officine serve`: prepares the data folder, then runs web server and worker until told to stop."""

import argparse
import gc
import socket

from django.conf import settings
from django.db import OperationalError, connections

from officine.ops import prepare, static_files, web, welcome
from officine.ops.supervise import Child, supervise


def run(options: argparse.Namespace) -> int:
    listener = listen_later(options.host, options.port)
    try:
        prepare.everything(options.centre)
        news = _demo(options.seed) if options.demo else []
        prepare_static_files()
        news += welcome.lines()
    except OperationalError as error:
        raise SystemExit(f"The database cannot be reached: {error}") from error
    application = web.load()
    # What is open now would be shared by the processes below, which none of them would notice. What is loaded now
    # is shared too, for good: there is nothing in it to collect.
    connections.close_all()
    gc.freeze()
    children = [Child("web server", lambda: web.run(application, listener, options.workers))]
    if not options.no_worker:
        children.append(Child("worker", _work))
    print("\n".join(news), flush=True)
    return supervise(children, on_stop=listener.close)


def _work() -> None:
    from officine.ops import worker  # docs/decisions/quick-start.md

    worker.work()


def _demo(seed: int) -> list[str]:
    from officine.ops import make_demo  # docs/decisions/quick-start.md

    return make_demo.fill(seed)


def listen_later(host: str, port: int) -> socket.socket:
    """Takes the port before the work begins. The web server listens on it; while it restarts, callers wait."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        raise SystemExit(
            f"Port {port} of {host} cannot be used: {error.strerror}. Try another one: --port {port % 65535 + 1}"
        ) from error
    return taken


def prepare_static_files() -> None:
    if static_files.are_collected():
        return
    prepare.say(f"putting style sheets and pictures into {settings.STATIC_ROOT}")
    static_files.collect()
