"""Workers are killed in the middle of a job: the file is prepared all the same, and the server serves on."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from redis import Redis

from tests.flows.grown_up import GrownUp
from tests.pure.gltf_files import whole
from tests.running import ROOT, RunningServer
from tests.services import Service


def until(what: Callable[[], object], within: float = 60.0) -> None:
    end = time.monotonic() + within
    while not what():
        assert time.monotonic() < end, f"not within {within} s"
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    """Processes that this one has started, with theirs."""
    try:
        direct = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        # Those that another thread of it has started.
        for task in Path(f"/proc/{pid}/task").iterdir():
            direct += [int(child) for child in (task / "children").read_text().split() if int(child) not in direct]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [*direct, *(grand for child in direct for grand in children(child))]


def workers(pid: int) -> list[int]:
    """All processes of the worker that a server keeps, its first one first."""

    def of_worker(child: int) -> bool:
        try:
            return b"\0worker\0" in Path(f"/proc/{child}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return False

    return [child for child in children(pid) if of_worker(child)]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Waiting:
    """A model of the demo that has yet to be prepared, in a data folder without a server."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.said = data.parent / "worker.log"
        self._do("DELETE FROM content_rendition WHERE asset_id = (SELECT min(id) FROM content_asset)")
        self._do("UPDATE content_asset SET status='waiting' WHERE id = (SELECT min(id) FROM content_asset)")
        self.id, sha256 = self._ask("SELECT id, sha256 FROM content_asset WHERE status='waiting'")
        self.original = data / "originals" / str(sha256)

    def _do(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.data / "arlearn.sqlite3", timeout=20)) as link, link:
            link.execute(statement, values)

    def _ask(self, question: str, *values: object) -> tuple[object, ...]:
        with closing(sqlite3.connect(self.data / "arlearn.sqlite3", timeout=20)) as link:
            found: tuple[object, ...] = link.execute(question, values).fetchone()
            return found

    def state(self) -> tuple[object, ...]:
        return self._ask("SELECT status, deliveries FROM content_asset WHERE id=?", self.id)

    def renditions(self) -> object:
        return self._ask("SELECT count(*) FROM content_rendition WHERE asset_id=?", self.id)[0]

    def time_runs_out(self) -> None:
        self._do("UPDATE content_asset SET due_at='2020-01-01 00:00:00' WHERE id=?", self.id)

    @contextmanager
    def worker(self) -> Iterator["subprocess.Popen[bytes]"]:
        command = [sys.executable, "-m", "arlearn", "worker", "--data", str(self.data)]
        environment = RunningServer(self.data).environment()
        with self.said.open("ab") as said:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def waiting(demo_data: Path, tmp_path: Path) -> Waiting:
    shutil.copytree(demo_data, tmp_path / "data")
    return Waiting(tmp_path / "data")


def test_C31_a_job_outlives_kill_9_of_its_worker(waiting: Waiting) -> None:
    # A file that never ends holds the job where the worker is killed.
    content = waiting.original.read_bytes()
    waiting.original.unlink()
    os.mkfifo(waiting.original)
    with waiting.worker() as first:
        until(lambda: waiting.state() == ("working", 1))
        family = children(first.pid)
        first.kill()
        first.wait()
        until(lambda: not any(alive(pid) for pid in family))
    assert waiting.state() == ("working", 1)
    waiting.original.unlink()
    waiting.original.write_bytes(content)
    waiting.time_runs_out()
    with waiting.worker() as second:
        until(lambda: waiting.state() == ("ready", 2))
        assert waiting.renditions() == 1
        second.terminate()
        assert second.wait(20) == 0


@pytest.mark.uploads
def test_the_server_goes_on_when_its_worker_dies_and_gets_another(empty_server: RunningServer) -> None:
    assert empty_server.process is not None
    server = empty_server.process.pid
    until(lambda: len(workers(server)) >= 4)
    before = workers(server)
    os.kill(before[0], signal.SIGKILL)
    until(lambda: not any(alive(pid) for pid in before))
    assert empty_server.answers()
    until(lambda: len(workers(server)) >= 4)
    assert not set(workers(server)) & set(before)
    assert "ended by SIGKILL" in empty_server.said()


def test_C30_a_worker_prepares_what_it_is_told_of_over_redis(demo_data: Path, tmp_path: Path, redis: Service) -> None:
    shutil.copytree(demo_data, tmp_path / "data")
    with closing(sqlite3.connect(tmp_path / "data" / "arlearn.sqlite3")) as link:
        [left] = link.execute("SELECT count(*) FROM django_q_ormq").fetchone()
    server = RunningServer(tmp_path / "data", "--no-tls", REDIS_URL=redis.url).start()
    try:
        creator = GrownUp(server.url, *server.sign_in("creator"))
        library = creator.get("/api/people/me")["libraries"][0]["id"]
        sent = creator.upload(library, "figur.glb", whole())
        address = f"/api/studio/libraries/{library}/assets/{sent['sha256']}"
        until(lambda: creator.get(address)["status"] == "ready")
        assert creator.get(address)["report"]["after"]["triangles"] == 4
        told = Redis.from_url(redis.url).info("commandstats")
        assert told["cmdstat_rpush"]["calls"] >= 1
        assert told["cmdstat_blpop"]["calls"] >= 1
    finally:
        server.kill()
    with closing(sqlite3.connect(tmp_path / "data" / "arlearn.sqlite3")) as link:
        # Nothing was told by way of the database, and it was told once, not found forgotten later.
        assert link.execute("SELECT count(*) FROM django_q_ormq").fetchone() == (left,)
        own = link.execute("SELECT deliveries FROM content_asset WHERE sha256 = ?", (sent["sha256"],))
        assert own.fetchone() == (1,)
