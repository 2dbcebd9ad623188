"""The secret key: from the environment, or made once in the data folder, readable by its owner only."""

import os
import secrets
import tempfile
from pathlib import Path


def key(path: Path, given: str) -> str:
    """The key given, else the one in the file, else a new one written there with mode 0600."""
    if given:
        return given
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    # Written aside and then linked: of several processes that start at once one is first, and nobody reads half a key.
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as file:  # mode 0600
        file.write(secrets.token_urlsafe(50) + "\n")
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:
            return
