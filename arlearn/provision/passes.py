"""Programs that check and test: run in turn or beside each other, and what became of them."""

import contextlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from arlearn.provision.checkout import Checkout

Passes = dict[str, Callable[[], int]]
"""What is run, by its title; each gives an exit status."""
Row = dict[str, Callable[[IO[str]], int]]
"""The same, for what runs beside others and says what it has to say to a file."""
GROUP = re.compile(r"@[\w-]+$")
"""What pytest-xdist appends to the name of a test that has to share a process with others."""
FEW = 3
"""So many tests may fail because the machine was busy. More do not fail by chance."""


def start(checkout: Checkout, command: list[str], folder: Path, out: IO[str] | None = None) -> int:
    """Runs a program that speaks for itself, to `out` if given; its exit status."""
    print(f"$ {' '.join([Path(command[0]).name, *command[1:]])}", file=out, flush=True)
    told: dict[str, Any] = {"stdout": out, "stderr": out} if out else {}
    return subprocess.run(command, cwd=folder, env=checkout.environment, stdin=subprocess.DEVNULL, **told).returncode


@dataclass(frozen=True)
class Suite:
    """Tests of pytest, and those of them that get a second hearing.

    Tests here wait for real servers and browsers, many at once on few cores, so one of thousands may be late though
    nothing is wrong. Where a few failed, those few run once more with nothing beside them; what fails then is broken.
    Both results are shown.
    """

    checkout: Checkout
    command: list[str]
    """Runs pytest. The tests of its last run that failed are kept in `kept`."""
    tests: list[str]
    """Which, and how they are spread."""
    kept: Path

    def run(self, out: IO[str] | None = None) -> int:
        return self._start(self.tests, out)

    def failed(self) -> list[str]:
        """Names of the tests that failed when it ran last; none as well where pytest itself could not go on."""
        try:
            found = json.loads((self.kept / "v/cache/lastfailed").read_text())
        except (OSError, ValueError):
            return []
        return sorted(GROUP.sub("", name) for name in found)

    def alone(self) -> bool:
        """Whether all that failed pass now that nothing else runs."""
        names = self.failed()
        if not 0 < len(names) <= FEW or any("::" not in name for name in names):
            return False
        print(f"\nOnce more, with nothing beside: {', '.join(names)}", flush=True)
        return self._start(names, None) == 0

    def _start(self, tests: list[str], out: IO[str] | None) -> int:
        return start(self.checkout, [*self.command, "-o", f"cache_dir={self.kept}", *tests], self.checkout.root, out)


def in_turn(passes: Passes) -> list[str]:
    """Runs every pass, also after one that failed, so that one run tells all there is to mend; which failed."""
    return [title for title, start_pass in passes.items() if start_pass()]


def together(passes: Passes, beside: list[Row]) -> list[str]:
    """Runs `passes` in turn as they speak, and each row of `beside` meanwhile: what those said is shown at the end.

    Tests wait more than they work, so some rows of them are quicker than one. Gives the titles of those that failed.
    """
    failed: list[str] = []
    with contextlib.ExitStack() as files:

        def run(row: Row, said: IO[str]) -> None:
            failed.extend(title for title, start_pass in row.items() if start_pass(said))

        told = [files.enter_context(tempfile.TemporaryFile("w+")) for _ in beside]
        others = [threading.Thread(target=run, args=each) for each in zip(beside, told, strict=True)]
        for other in others:
            other.start()
        failed += in_turn(passes)
        for other, said in zip(others, told, strict=True):
            other.join()
            said.seek(0)
            shutil.copyfileobj(said, sys.stdout)
    return failed


def verdict(failed: list[str]) -> int:
    """The exit status, and a line that names what failed."""
    if failed:
        print(f"arlearn: failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0
