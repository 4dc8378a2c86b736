"""Several processes behind one address: one dies under the children, and the room goes on."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from arlearn.bench.crowd import Client, ComeBack, Learner, Panel, all_come, all_leave
from arlearn.bench.door import sign_in
from arlearn.bench.rooms import Rooms, make_rooms
from tests.running import ROOT, RunningServer
from tests.services import Service

CHILDREN = 16
SERVICE_RESTART = 1012
NO_SOCKET = "0"
"""The inode of a connection that nobody holds any more."""
SOON = ComeBack(first=6.0, longest=7.0)
"""Long enough to be seen to be away, also where the machine is busy."""


async def until(what: Callable[[], Any], within: float) -> float:
    """The seconds until it is so. Fails when it is not so in time."""
    started = time.monotonic()
    while not what():
        assert time.monotonic() < started + within, f"not within {within} s"
        await asyncio.sleep(0.02)
    return time.monotonic() - started


# The parent alone, with workers that do nothing

CREW = """
import sys
from pathlib import Path
from arlearn.commands.workers import Crew
worker, folder = sys.argv[1:]
command = lambda number, line: [sys.executable, "-c", worker, str(line), folder]
sys.exit(Crew([], command, 2, Path(folder) / "measures", lambda: print("all ready", flush=True)).run())
"""
LISTENS = """
import os, socket, sys
from pathlib import Path
line = socket.socket(fileno=int(sys.argv[1]))
line.send(f"ready {os.getpid()}\\n".encode())
heard = b""
while b"end\\n" not in heard and b"stop\\n" not in heard and (piece := line.recv(99)):
    heard += piece
(Path(sys.argv[2]) / f"{os.getpid()}.heard").write_bytes(heard)
"""
"""Ends when it is told to, or when nobody is there to tell it; writes down what it heard."""
DIES = "import sys; sys.exit('no memory')"
LISTENS_AND_DIES = LISTENS.replace("heard = b", "import time; time.sleep(0.4); os._exit(3)\nheard = b")


class Parent:
    def __init__(self, worker: str, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-c", CREW, worker, str(folder)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    def says(self, line: str) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == f"{line}\n"

    def complains(self) -> str:
        assert self.process.stderr is not None
        return self.process.stderr.readline()

    def heard(self, count: int) -> list[str]:
        """What the workers that have ended had heard."""
        end = time.monotonic() + 20
        while len(list(self.folder.glob("*.heard"))) < count and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.05)
        return sorted(file.read_text() for file in self.folder.glob("*.heard"))

    def ends(self) -> int:
        return self.process.wait(20)


@pytest.fixture
def parent(tmp_path: Path) -> Iterator[Callable[[str], Parent]]:
    started: list[Parent] = []

    def start(worker: str) -> Parent:
        started.append(Parent(worker, tmp_path))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            os.killpg(each.process.pid, signal.SIGKILL)
        each.process.communicate()


def test_the_parent_passes_the_end_on_and_waits_for_it(parent: Callable[[str], Parent]) -> None:
    crew = parent(LISTENS)
    crew.says("all ready")
    # As whoever stops the whole service does it.
    os.kill(crew.process.pid, signal.SIGTERM)
    assert crew.ends() == 0
    assert crew.heard(2) == ["end\n", "end\n"]


def test_ctrl_c_twice_is_passed_on_as_a_hurry(parent: Callable[[str], Parent]) -> None:
    crew = parent(LISTENS.replace('and b"stop\\n" not in heard', 'and b"hurry\\n" not in heard'))
    crew.says("all ready")
    os.kill(crew.process.pid, signal.SIGINT)
    time.sleep(0.3)
    os.kill(crew.process.pid, signal.SIGINT)
    assert crew.ends() == 0
    assert crew.heard(2) == ["stop\nhurry\n"] * 2


def test_workers_do_not_outlive_their_parent(parent: Callable[[str], Parent]) -> None:
    crew = parent(LISTENS)
    crew.says("all ready")
    crew.process.kill()
    assert crew.heard(2) == ["", ""]


def test_a_worker_that_cannot_start_ends_it_all_with_its_reason(parent: Callable[[str], Parent]) -> None:
    crew = parent(DIES)
    assert crew.ends() == 1
    assert crew.process.stderr is not None
    said = crew.process.stderr.read()
    assert "no memory" in said
    assert "a worker ended with status 1 before it served" in said


def test_a_worker_that_dies_at_once_again_and_again_is_not_started_as_fast_as_it_dies(
    parent: Callable[[str], Parent],
) -> None:
    crew = parent(LISTENS_AND_DIES)
    crew.says("all ready")
    said = [crew.complains() for _ in range(6)]
    died = re.compile(
        r"arlearn: worker [12] ended with status 3\. It lived \d\.\d s; the next starts in ([\d.]+) s\.\n"
    )
    waits = [float(match[1]) for line in said if (match := died.fullmatch(line))]
    assert sorted(waits) == [0.5, 0.5, 1, 1, 2, 2]
    os.kill(crew.process.pid, signal.SIGTERM)
    assert crew.ends() == 0


def test_the_others_are_told_who_died(parent: Callable[[str], Parent]) -> None:
    crew = parent(LISTENS)
    crew.says("all ready")
    children = Path(f"/proc/{crew.process.pid}/task/{crew.process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    assert "ended by SIGKILL" in crew.complains()
    os.kill(crew.process.pid, signal.SIGTERM)
    assert crew.ends() == 0
    assert f"gone {children[0]}\nend\n" in crew.heard(1)


@pytest.mark.parametrize(
    ("options", "variables", "says"),
    [
        (["--workers", "2"], {}, "Set REDIS_URL"),
        (["--workers", "0"], {}, "1 or more"),
        (["--workers", "2", "--data", "x" * 90], {"REDIS_URL": "redis://127.0.0.1:1"}, "too long"),
    ],
)
def test_what_several_workers_need_is_said_in_a_line(
    options: list[str], variables: dict[str, str], says: str, tmp_path: Path
) -> None:
    server = RunningServer(tmp_path / "data", "--no-tls", "--no-demo", "--no-worker", *options, **variables)
    done = subprocess.run(
        server.command(), cwd=tmp_path, env={**server.environment(), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert says in line


# The real thing


class Workers(RunningServer):
    """`arlearn up --workers 2`, without demo books and HTTPS."""

    def __init__(self, data: Path, redis: str) -> None:
        super().__init__(data, "--no-demo", "--no-tls", "--workers", "2", REDIS_URL=redis)

    def workers(self) -> list[int]:
        """Process ids of those that listen."""
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(child) for child in children if self.port in listening(int(child))]

    def of(self, client: Client) -> int:
        """Which of them serves this client."""
        assert client.wire is not None
        port = client.wire.transport.get_extra_info("sockname")[1]
        return next(pid for pid in self.workers() for inode in inodes_of(self.port, port) if inode in sockets(pid))

    def measured(self) -> dict[tuple[str, str], float]:
        """What is counted, by name and the label's value."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=10) as answer:
            families = text_string_to_metric_families(answer.read().decode())
            return {
                (sample.name, *sample.labels.values())[:2]: sample.value  # type: ignore[misc]  # two of them
                for family in families
                for sample in family.samples
                if len(sample.labels) == 1
            }


def connections() -> list[tuple[int, int, str]]:
    """Local and remote port and inode of every connection and listener of this machine over IPv4."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [(int(row[1][-4:], 16), int(row[2][-4:], 16), row[9]) for row in rows]


def inodes_of(local: int, remote: int) -> set[str]:
    """The socket between two ports. The kernel's table is no one moment's: a row may come twice, or be missed."""
    for _ in range(20):
        if found := {row[2] for row in connections() if row[:2] == (local, remote)} - {NO_SOCKET}:
            return found
    raise AssertionError(f"no connection from port {remote} to {local}")


def sockets(pid: int) -> set[str]:
    links = []
    for file in Path(f"/proc/{pid}/fd").iterdir():
        try:
            links.append(os.readlink(file))
        except OSError:
            continue
    return {link[8:-1] for link in links if link.startswith("socket:[")}


def listening(pid: int) -> set[int]:
    try:
        own = sockets(pid)
    except OSError:
        return set()
    return {local for local, remote, inode in connections() if remote == 0 and inode in own}


@pytest.fixture
def crew(redis: Service, tmp_path: Path) -> Iterator[tuple[Workers, Rooms]]:
    server = Workers(tmp_path / "data", redis.url)
    try:
        server.start()
        yield server, make_rooms(server.environment() | {"ARLEARN_DATA": str(server.data)}, 1, CHILDREN)
    finally:
        server.kill()


def poll(url: str, at: str, **said: Any) -> Any:
    """One request on a connection of its own, which the kernel deals to any worker."""
    asked = urllib.request.Request(
        f"{url}/api/live/poll?at={at}", json.dumps(said).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.load(answer)


async def test_L25_a_worker_is_killed_and_the_room_goes_on(crew: tuple[Workers, Rooms]) -> None:
    server, rooms = crew
    (room,) = rooms.rooms
    learners = [Learner(server.url, place, SOON) for place in room.places]
    panel = Panel(server.url, sign_in(server.url, rooms.educator, rooms.password), room.group, SOON)
    await all_come(learners)
    await panel.come()
    mine = server.of(panel)
    far = [learner for learner in learners if server.of(learner) != mine]
    assert 0 < len(far) < CHILDREN
    names = {learner.place.learner for learner in far}

    # What is ordered on one process comes to the children on the other; what these do comes to the panel.
    paused = [asyncio.Event() for _ in far]
    for learner, heard in zip(far, paused, strict=True):
        learner.heard = lambda said, heard=heard: heard.set() if said["kind"] == "control" else None
    started = time.monotonic()
    await panel.order(do="pause")
    await asyncio.wait_for(asyncio.gather(*(heard.wait() for heard in paused)), 1.5)
    print(f"an order came to {len(far)} children of another process after {time.monotonic() - started:.3f} s")
    for learner in learners:
        learner.show(rooms.questions[0].page, help=True)
        learner.answer(rooms.questions[0])
    await until(lambda: all(row["help"] and row["tries"] == 1 for row in panel.rows.values()), 1.5)

    # Polls of one conversation come to one worker, whichever takes them. A child that polls too is not away when the
    # process of its socket dies, so it is one of the others.
    near = next(learner for learner in learners if learner not in far)
    for at in "abcdefgh":
        begun = await asyncio.to_thread(poll, server.url, at, talk=None, heard=0, said=0, messages=[near.hello()])
        assert begun["messages"][0]["kind"] == "welcome"
        went = await asyncio.to_thread(
            poll, server.url, at, talk=begun["talk"], heard=1, said=1, messages=[{"kind": "ping"}]
        )
        assert [said["kind"] for said in went["messages"]] == ["pong"]

    # The power cut of one process, while everybody answers.
    for learner in learners:
        learner.answer(rooms.questions[0], right=False)
    away: set[str] = set()
    panel.drawn = lambda frame: away.update(row["learner"]["id"] for row in frame["rows"] if not row["connected"])
    os.kill(server.of(far[0]), signal.SIGKILL)
    await until(lambda: away == names, SOON.first)
    for learner in learners:
        learner.answer(rooms.questions[0])
    took = await until(lambda: all(panel.rows[name]["connected"] for name in names), 20)
    print(f"{len(far)} children were back {took:.2f} s after they were seen to be away")
    await until(lambda: not any(learner.outbox for learner in learners), 5)
    await until(lambda: all(row["tries"] == 3 for row in panel.rows.values()), 5)
    assert await panel.differences() == []
    assert server.of(panel) == mine

    # Another takes its place, and what was counted is not lost with the dead one.
    await until(lambda: len(server.workers()) == 2, 120)
    assert "ended by SIGKILL" in server.said()
    await until(lambda: server.measured()["arlearn_connections", "learner"] == CHILDREN, 10)
    assert server.measured()["arlearn_events_total", "answer"] >= 2 * CHILDREN

    # The end: everybody is asked to come back soon, and nothing is an error.
    ends = [client.wire.closed for client in (panel, *learners) if client.wire is not None]
    assert server.process is not None
    server.process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(asyncio.gather(*ends), 10) == [SERVICE_RESTART] * (1 + CHILDREN)
    assert await asyncio.to_thread(server.process.wait, 30) == 0
    await all_leave(learners)
    await panel.leave()


def test_another_server_does_not_slip_onto_the_shared_port(redis: Service, tmp_path: Path) -> None:
    server = Workers(tmp_path / "data", redis.url)
    held = subprocess.Popen([sys.executable, "-c", HOLD, str(server.port)], stdout=subprocess.PIPE, cwd=ROOT)
    assert held.stdout is not None
    held.stdout.readline()
    try:
        done = subprocess.run(
            server.command(), cwd=ROOT, env=server.environment(), capture_output=True, text=True, timeout=120
        )
    finally:
        held.kill()
        held.communicate()
    assert done.returncode == 2
    assert f"port {server.port} cannot be used" in done.stderr


HOLD = """
import sys, time
from arlearn.commands.workers import reserve
held = reserve("127.0.0.1", int(sys.argv[1]))
print("held", flush=True)
time.sleep(600)
"""
