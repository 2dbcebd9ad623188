"""The secret key: from the environment, or made once in the data folder, readable by its owner only."""

import os
import secrets
from pathlib import Path


def key(path: Path, given: str) -> str:
    """The key given, else the one in the file, else a new one written there with mode 0600."""
    if given:
        return given
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(50)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made + "\n")
    return made
