"""run, build, test, check: what each of them prepares and then starts."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from arlearn.provision import programs
from arlearn.provision.checkout import Checkout
from arlearn.provision.steps import Failed

Passes = dict[str, Callable[[], int]]
"""What is run, by its title; each gives an exit status."""
Row = dict[str, Callable[[IO[str]], int]]
"""The same, for what runs beside others and says what it has to say to a file."""
FILMED = ["tests/flows/test_lesson.py", "tests/browser/test_tracking.py", "tests/browser/test_reader_live.py"]
"""Tests in which a film runs in real time before a camera: the others give way to them."""
NICE = ["nice", "-n", "5"]

ROOT = Path(__file__).resolve().parents[2]


def build(checkout: Checkout, options: list[str]) -> int:
    """Everything made, nothing started."""
    checkout.packages()
    checkout.web_client()
    return 0


def run(checkout: Checkout, options: list[str]) -> int:
    """Builds what is not built, then becomes `arlearn up`, so that signals reach the server itself."""
    build(checkout, [])
    command = [checkout.python, "-m", "arlearn", "up", *options]
    os.chdir(checkout.root)
    os.execve(command[0], command, checkout.environment)


def test(checkout: Checkout, options: list[str]) -> int:
    """All tests; those of the server twice: on PostgreSQL and Redis, then as installed. pytest has the last word."""
    programs.ensure()
    checkout.packages("test")
    checkout.web_client()
    pytest = [checkout.python, "-m", "pytest"]
    if options:
        return start(checkout, [*pytest, *options], checkout.root)
    # What shows the server process itself touches no database.
    on_services = ["tests/server", "--ignore-glob=*/test_serve_*"]
    # In the order of tests/conftest.py, so that no process is left with the longest at the end.
    spread = ["-n", "3", "--dist", "loadgroup", "--no-loadscope-reorder", *(f"--ignore={file}" for file in FILMED)]
    beside: list[Row] = [
        {"before a camera": lambda out: start(checkout, [*pytest, *FILMED], checkout.root, out)},
        {
            "web client": lambda out: start(checkout, [*NICE, "npm", "test"], checkout.webclient, out),
            "server on PostgreSQL and Redis": lambda out: start(
                checkout, [*NICE, checkout.python, "-m", "tests.services", *pytest, *on_services], checkout.root, out
            ),
        },
    ]
    return together(
        {"everything else, as installed": lambda: start(checkout, [*NICE, *pytest, *spread, "tests"], checkout.root)},
        beside,
    )


def check(checkout: Checkout, options: list[str]) -> int:
    """Style, types and layers, in both languages."""
    checkout.packages("check", "test")
    checkout.web_packages()
    checkout.tracker()
    passes = {
        "Ruff": lambda: start(checkout, [checkout.python, "-m", "ruff", "check"], checkout.root),
        "Ruff's format": lambda: start(checkout, [checkout.python, "-m", "ruff", "format", "--check"], checkout.root),
        "mypy": lambda: start(checkout, [checkout.python, "-m", "mypy"], checkout.root),
        "layers": lambda: start(checkout, [str(checkout.venv / "bin" / "lint-imports")], checkout.root),
        "Biome and tsc": lambda: start(checkout, ["npm", "run", "check"], checkout.webclient),
    }
    return in_turn(passes)


def start(checkout: Checkout, command: list[str], folder: Path, out: IO[str] | None = None) -> int:
    """Runs a program that speaks for itself, to `out` if given; its exit status."""
    print(f"$ {' '.join([Path(command[0]).name, *command[1:]])}", file=out, flush=True)
    told: dict[str, Any] = {"stdout": out, "stderr": out} if out else {}
    return subprocess.run(command, cwd=folder, env=checkout.environment, stdin=subprocess.DEVNULL, **told).returncode


def in_turn(passes: Passes) -> int:
    """Runs every pass, also after one that failed, so that one run tells all there is to mend."""
    return verdict([title for title, start_pass in passes.items() if start_pass()])


def together(passes: Passes, beside: list[Row]) -> int:
    """Runs `passes` in turn as they speak, and each row of `beside` meanwhile: what those said is shown at the end.

    Tests wait more than they work, so some rows of them are quicker than one.
    """
    failed: list[str] = []
    with contextlib.ExitStack() as files:

        def run(row: Row, said: IO[str]) -> None:
            failed.extend(title for title, start_pass in row.items() if start_pass(said))

        told = [files.enter_context(tempfile.TemporaryFile("w+")) for _ in beside]
        others = [threading.Thread(target=run, args=each) for each in zip(beside, told, strict=True)]
        for other in others:
            other.start()
        failed += [title for title, start_pass in passes.items() if start_pass()]
        for other, said in zip(others, told, strict=True):
            other.join()
            said.seek(0)
            shutil.copyfileobj(said, sys.stdout)
    return verdict(failed)


def verdict(failed: list[str]) -> int:
    if failed:
        print(f"arlearn: failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


VERBS: dict[str, Callable[[Checkout, list[str]], int]] = {"run": run, "build": build, "test": test, "check": check}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in VERBS:
        print(f"usage: python3 -m arlearn.bootstrap {{{','.join(VERBS)}}} [options]", file=sys.stderr)
        return 2
    try:
        return VERBS[arguments[0]](Checkout(ROOT), arguments[1:])
    except Failed as failure:
        return failure.show()
    except KeyboardInterrupt:
        return 130
