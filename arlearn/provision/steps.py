"""One step of the preparation: a line on the screen, its seconds, and what to do when it fails; and stamps."""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

LAST_LINES = 25
"""How much of a failed program's output is shown."""


class Failed(Exception):
    """A step did not work. Carries what happened and what a person can do about it."""

    def __init__(self, what: str, advice: str, output: str = "", status: int = 1) -> None:
        super().__init__(what)
        self.advice = advice
        self.output = output
        self.status = status

    def show(self) -> int:
        """Say it on stderr; the exit status."""
        lines = self.output.rstrip().splitlines()[-LAST_LINES:]
        print(*(f"  | {line}" for line in lines), sep="\n", end="\n" if lines else "", file=sys.stderr)
        print(f"arlearn: {self}. {self.advice}", file=sys.stderr)
        return self.status


@contextmanager
def step(title: str) -> Iterator[None]:
    """Prints the title and how long the block took, when it ends: steps may run beside each other."""
    terminal = sys.stdout.isatty()
    again = "\r" if terminal else ""
    if terminal:
        print(f"\r  {title:<44}   ...  ", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print(f"{again}  {title:<44}  stopped", flush=True)
        raise
    print(f"{again}  {title:<44}{time.monotonic() - started:7.1f} s", flush=True)


def side_by_side(*works: Callable[[], None]) -> None:
    """Runs all of them at once, and waits for all; the first one's failure is raised."""
    with ThreadPoolExecutor(len(works)) as threads:
        for done in [threads.submit(work) for work in works]:
            done.result()


@dataclass(frozen=True)
class Program:
    """A program to run quietly; its output is shown only when it fails."""

    command: list[str]
    folder: Path
    environment: Mapping[str, str]
    advice: str
    variables: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> None:
        """Raises Failed with the end of the output."""
        try:
            done = subprocess.run(
                self.command,
                cwd=self.folder,
                env={**self.environment, **self.variables},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
        except OSError as error:
            raise Failed(f"{self.command[0]} could not be started ({error.strerror})", self.advice) from error
        if done.returncode:
            shown = " ".join([Path(self.command[0]).name, *self.command[1:3]])
            raise Failed(f"`{shown}` ended with status {done.returncode}", self.advice, done.stdout)


class Stamp:
    """Remembers from which inputs a thing was made, in a file inside the thing, so that it goes when the thing goes."""

    def __init__(self, file: Path, inputs: str) -> None:
        self.file = file
        self.inputs = inputs

    def read(self) -> list[str] | None:
        """The parts that were made from these very inputs; None when they were made from others, or not at all."""
        try:
            kept = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return None
        return kept["parts"] if isinstance(kept, dict) and kept.get("inputs") == self.inputs else None

    def write(self, parts: Iterable[str] = ()) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps({"inputs": self.inputs, "parts": sorted(parts)}))


def digest(paths: Iterable[Path], root: Path, *more: str) -> str:
    """One SHA-256 over the names and bytes of files, and of all files below folders; `more` is hashed too."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.exists() and "__pycache__" not in file.parts:
                total.update(f"{file.relative_to(root)}\0".encode())
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
