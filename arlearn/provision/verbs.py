"""run, build, test, check: what each of them prepares and then starts."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from arlearn.provision import programs
from arlearn.provision.checkout import Checkout
from arlearn.provision.passes import Row, Suite, in_turn, start, together, verdict
from arlearn.provision.steps import Failed

FILMED = ["tests/flows/test_lesson.py", "tests/browser/test_tracking.py", "tests/browser/test_reader_live.py"]
"""Tests in which a film runs in real time before a camera: the others give way to them."""
WITHOUT_DATABASE = ["serve_", "content_prepare", "content_hostile", "content_sandbox", "bench_assets"]
"""Tests of the server that touch no database: what the process itself does, and what files are made into."""
NICE = ["nice", "-n", "5"]
BEFORE_A_CAMERA = "before a camera"
ON_SERVICES = "server on PostgreSQL and Redis"
THE_REST = "everything else, as installed"

ROOT = Path(__file__).resolve().parents[2]


def build(checkout: Checkout, options: list[str]) -> int:
    """Everything made, nothing started."""
    checkout.packages(*(["s3"] if checkout.environment.get("ARLEARN_S3_BUCKET") else []))
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
    services = [checkout.python, "-m", "tests.services"]
    on_services = ["tests/server", *(f"--ignore-glob=*/test_{part}*" for part in WITHOUT_DATABASE)]
    # In the order of tests/conftest.py, so that no process is left with the longest at the end.
    spread = ["-n", "3", "--dist", "loadgroup", "--no-loadscope-reorder", *(f"--ignore={file}" for file in FILMED)]
    with tempfile.TemporaryDirectory(prefix="arlearn-tests-") as folder:
        kept = Path(folder)
        suites = {
            BEFORE_A_CAMERA: Suite(checkout, pytest, FILMED, kept / "films"),
            ON_SERVICES: Suite(checkout, [*NICE, *services, *pytest], on_services, kept / "services"),
            THE_REST: Suite(checkout, [*NICE, *pytest], [*spread, "tests"], kept / "rest"),
        }
        beside: list[Row] = [
            {BEFORE_A_CAMERA: suites[BEFORE_A_CAMERA].run},
            {
                "web client": lambda out: start(checkout, [*NICE, "npm", "test"], checkout.webclient, out),
                ON_SERVICES: suites[ON_SERVICES].run,
            },
        ]
        failed = together({THE_REST: suites[THE_REST].run}, beside)
        return verdict([title for title in failed if title not in suites or not suites[title].alone()])


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
    return verdict(in_turn(passes))


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
