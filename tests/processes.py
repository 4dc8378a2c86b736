"""Processes that tests have started, and waiting for what they do."""

import time
from collections.abc import Callable
from pathlib import Path


def until(what: Callable[[], object], within: float = 60.0) -> None:
    end = time.monotonic() + within
    while not what():
        assert time.monotonic() < end, f"not within {within} s"
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    """Processes that this one has started, by whichever of its threads, with theirs."""
    direct: list[int] = []
    for task in (Path(f"/proc/{pid}/task/{pid}"), *listed(Path(f"/proc/{pid}/task"))):
        try:
            direct += [int(child) for child in (task / "children").read_text().split() if int(child) not in direct]
        except (FileNotFoundError, ProcessLookupError):
            continue  # a thread that has ended meanwhile; what it started is another's
    return [*direct, *(grand for child in direct for grand in children(child))]


def listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
