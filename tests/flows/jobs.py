"""A worker's processes, and what waits for one: for tests that kill workers or feed them."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.processes import children
from tests.running import ROOT, RunningServer


def workers(pid: int) -> list[int]:
    """All processes of the worker that a server keeps, its first one first."""

    def of_worker(child: int) -> bool:
        try:
            return b"\0worker\0" in Path(f"/proc/{child}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return False

    return [child for child in children(pid) if of_worker(child)]


class Waiting:
    """Models of the demo that have yet to be prepared, in a data folder without a server."""

    def __init__(self, template: Path, data: Path, count: int = 1) -> None:
        shutil.copytree(template, data)
        self.data = data
        self.said = data.parent / "worker.log"
        rows = self._ask("SELECT id, sha256 FROM content_asset ORDER BY id LIMIT ?", count)
        self.originals = {int(pk): data / "originals" / sha256 for pk, sha256 in rows}
        for pk in self.originals:
            self._do("DELETE FROM content_rendition WHERE asset_id = ?", pk)
            self._do("UPDATE content_asset SET status='waiting' WHERE id = ?", pk)

    def _do(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.data / "arlearn.sqlite3", timeout=20)) as link, link:
            link.execute(statement, values)

    def _ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.data / "arlearn.sqlite3", timeout=20)) as link:
            return link.execute(question, values).fetchall()

    def states(self) -> list[tuple[Any, ...]]:
        """Status, deliveries and number of renditions of each, those that were given out least first."""
        asked = """SELECT status, deliveries, (SELECT count(*) FROM content_rendition WHERE asset_id = content_asset.id)
            FROM content_asset WHERE id <= ? ORDER BY deliveries"""
        return self._ask(asked, max(self.originals))

    def time_runs_out(self) -> None:
        """Of whatever a worker has begun."""
        self._do("UPDATE content_asset SET due_at='2020-01-01 00:00:00' WHERE status='working'")

    @contextmanager
    def endless(self) -> Iterator[None]:
        """Files that never end: what reads one is held where it is."""
        kept = {path: path.read_bytes() for path in self.originals.values()}
        for path in kept:
            path.unlink()
            os.mkfifo(path)
        yield
        for path, content in kept.items():
            path.unlink()
            path.write_bytes(content)

    @contextmanager
    def worker(self, **variables: str) -> Iterator["subprocess.Popen[bytes]"]:
        command = [sys.executable, "-m", "arlearn", "worker", "--data", str(self.data)]
        environment = RunningServer(self.data, **variables).environment()
        with self.said.open("ab") as said:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            yield process
        finally:
            process.kill()
            process.wait()
