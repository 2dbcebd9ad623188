"""No file of the project names the host of a package index: a town may have a mirror, and a lock would bypass it."""

import subprocess
import sys

from officine.ops.places import ROOT

# Written so that this file does not name one either.
HOSTS = r"(pypi|pythonhosted|registry[.]npmjs|yarnpkg|crates|deb[.]debian)[.](org|com|io)"


def named() -> list[str]:
    """“file:line:text” for each place in a tracked file."""
    command = ["git", "grep", "--line-number", "-I", "--extended-regexp", HOSTS]
    found = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode not in (0, 1):
        raise SystemExit("This check needs git, and a clone.")
    return [line[:200] for line in found.stdout.splitlines()]


if __name__ == "__main__":
    places = named()
    print("\n".join(places) or "None is.")
    sys.exit(1 if places else 0)
