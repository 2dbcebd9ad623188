"""What the tests need and Python cannot bring along: found, or installed with apt-get where that is allowed."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

# The shell is the same browser without what nobody sees in a test: half the time of a journey. Not every system has it.
SHELL = "chromium-headless-shell"
CHROMIUM = (SHELL, "chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def postgresql() -> Path | None:
    """The folder of initdb and postgres: Debian keeps them off the PATH, one folder a version."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return next((folder for folder in reversed(folders) if (folder / "postgres").exists()), None)


def install_missing(*, with_postgresql: bool) -> None:
    packages = []
    if chromium() is None:
        packages += ["chromium", "fonts-liberation"]
    if with_postgresql and postgresql() is None:
        packages += ["postgresql"]
    if packages:
        _install(packages)
    if "chromium" in packages:
        _try_to_install(SHELL)


def _try_to_install(package: str) -> None:
    as_root, apt_get = _way_to_root(), shutil.which("apt-get")
    if as_root is not None and apt_get is not None:
        command = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", apt_get, "install", "-q", "-y", package]
        subprocess.run(command, capture_output=True, check=False)


def _install(packages: list[str]) -> None:
    as_root = _way_to_root()
    apt_get = shutil.which("apt-get")
    if as_root is None or apt_get is None:
        raise SystemExit(f"The tests need these Debian packages, please install them: {' '.join(packages)}")
    print(f"Officine: installing {' '.join(packages)} with apt-get …", flush=True)
    for words in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        command = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", apt_get, *words]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{done.stdout}\napt-get could not install {' '.join(packages)}: see above.")


def _way_to_root() -> Sequence[str] | None:
    """What to write before a command, or None where it may not be: root, or sudo that asks for no password."""
    if os.geteuid() == 0:
        return ()
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ("sudo", "-n")
    return None
