"""Workers are killed in the middle of a job: the file is prepared all the same, and the server serves on."""

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from tests.flows.grown_up import GrownUp
from tests.flows.jobs import Waiting, workers
from tests.processes import alive, children, until
from tests.pure.gltf_files import whole
from tests.running import RunningServer
from tests.services import Service


@pytest.mark.parametrize("over", ["database", "redis"])
def test_C31_jobs_outlive_kill_9_of_their_worker(
    over: str, demo_data: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    queue = request.getfixturevalue("redis").url if over == "redis" else ""
    variables = {"REDIS_URL": queue} if queue else {}
    # Over Redis one more, which lies in the queue, or in the worker's own hands, when it is killed.
    waiting = Waiting(demo_data, tmp_path / "data", count=2 if queue else 1)
    rest: list[tuple[Any, ...]] = [("waiting", 0, 0)] if queue else []
    with waiting.endless(), waiting.worker(**variables) as first:
        until(lambda: waiting.states() == [*rest, ("working", 1, 0)])
        family = children(first.pid)
        first.kill()
        first.wait()
        until(lambda: not any(alive(pid) for pid in family))
    assert waiting.states() == [*rest, ("working", 1, 0)]
    waiting.time_runs_out()
    with waiting.worker(**variables) as second:
        until(lambda: waiting.states() == [*([("ready", 1, 1)] if queue else []), ("ready", 2, 1)])
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
