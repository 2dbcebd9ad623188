"""Style sheets, scripts and pictures: hashed and compressed once into one folder, and again when one has changed."""

import fcntl
import hashlib
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def are_collected() -> bool:
    return _stamp().is_file() and _stamp().read_text() == _digest()


def collect() -> None:
    """Old files stay, since a server that still runs may be asked for them. The stamp comes last."""
    folder = Path(settings.STATIC_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise SystemExit(
            f"{folder} cannot be written ({error.strerror}): name another folder in OFFICINE_STATIC."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if are_collected():  # by another start, while this one waited
            return
        _stamp().unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        _stamp().write_text(_digest())


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".collected"


def _digest() -> str:
    """Changes with every file's name, size and time of writing: reading them all would take too long at each start."""
    seen = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            seen.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return seen.hexdigest()
