"""The launch script at the root, which has no .py to its name, as a module."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

from officine.ops.places import ROOT


def launch_script(root: Path) -> ModuleType:
    """As if it stood in `root`."""
    loader = SourceFileLoader("launch_script", str(ROOT / "officine"))
    script = module_from_spec(spec_from_loader("launch_script", loader))
    loader.exec_module(script)
    script.ROOT, script.VENV, script.REQUIREMENTS = root, root / ".venv", root / "requirements"
    script.PYTHON, script.STAMP = root / ".venv/bin/python", root / ".venv/officine-stamp.json"
    return script
