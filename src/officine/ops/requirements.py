"""`./officine requirements`: pins the newest versions that fit, with hashes, and names no package index."""

import argparse
import subprocess

from officine.ops.places import ROOT


def run(options: argparse.Namespace) -> int:
    for name in ("tools", "run", "dev"):
        command = [".tools/bin/uv", "pip", "compile", "--quiet", "--upgrade", "--universal", "--python-version", "3.11"]
        command += ["--generate-hashes", "--no-emit-index-url", "--no-header"]
        if name == "dev":  # tests run what runs
            command += ["--constraint", "requirements/run.txt"]
        command += [f"requirements/{name}.in", "--output-file", f"requirements/{name}.txt"]
        subprocess.run(command, cwd=ROOT, check=True)
    print("Done. `./officine check` and `./officine test` install them and tell whether they will do.")
    return 0
