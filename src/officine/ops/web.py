"""The web server: gunicorn with threads, in a process of its own."""

import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver
from django.utils import translation
from gunicorn.app.base import BaseApplication

SECONDS_TO_FINISH = 5


def load() -> WSGIHandler:
    """The application with its pages, loaded once; the processes forked from here on share it."""
    from officine.config.wsgi import application

    get_resolver().url_patterns  # noqa: B018 (loads the views)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("today")  # loads the texts
    return application


def run(application: Callable[..., Any], listener: socket.socket, workers: int) -> None:
    listener.set_inheritable(True)
    # Whoever holds a lock of the database lets go of Python's own at each statement, and gets it back only after the
    # other threads' turns, of 5 ms each if nothing is said: under 50 rivals that made locks last ten times as long.
    sys.setswitchinterval(0.0005)
    _Server(application, listener.fileno(), workers).run()


def load_the_api_soon(worker: object) -> None:
    """The pages can do without it: just after the first one, so that nobody's first request to the API waits for it."""
    threading.Timer(1, lambda: get_resolver(settings.URLCONF_WITH_API).url_patterns).start()


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, set up here and not from its own command line or files."""

    def __init__(self, application: Callable[..., Any], fileno: int, workers: int) -> None:
        self.application = application
        self.chosen = {
            "bind": f"fd://{fileno}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": 4,
            "graceful_timeout": SECONDS_TO_FINISH,
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_worker_init": load_the_api_soon,
            "proc_name": "officine",
        }
        # Gunicorn touches a file every second to show that it lives: in memory, a slow disk cannot make it look dead.
        if Path("/dev/shm").is_dir():  # noqa: S108
            self.chosen["worker_tmp_dir"] = "/dev/shm"  # noqa: S108
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        return self.application
