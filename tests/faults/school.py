"""A school on one server or several: children who answer all the time, educators who watch, and what the log has."""

import asyncio
import contextlib
import json
import os
import shutil
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from arlearn.bench import watch
from arlearn.bench.crowd import ComeBack, Learner, Panel, all_come, all_leave
from arlearn.bench.door import sign_in
from arlearn.bench.rooms import Rooms
from arlearn.bench.serving import free_port
from tests.running import RunningServer

CONVERGES_WITHIN = 5.0
"""Seconds after the end of a fault."""
FIRST_KNOCK = 30.0
"""Seconds that a server may take until everybody is in."""
BACK_SOON = ComeBack(first=0.4, longest=1.5)
COLUMNS = "group_id, seq, source, client_id, kind, cast(payload AS text)"
STEP = 0.02
"""Seconds between two handfuls of answers."""
GROWN = 1.1
"""Times the memory of before that a server may have after a fault."""


def busy() -> float:
    """How many times busier the machine is than we make it: then everything may take so much longer."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


async def paced(rate: float, act: Callable[[int], None]) -> None:
    """For ever, so often a second. What could not be done in time is made up for in handfuls."""
    started, count = time.monotonic(), 0
    while True:
        due = int((time.monotonic() - started) * rate)
        for number in range(count, min(due, count + 100)):
            act(number)
        count = min(due, count + 100)
        await asyncio.sleep(STEP)


def bare_server(data: Path, **variables: str) -> RunningServer:
    """Without demo books and HTTPS. Its port is none that the system deals to clients: one that knocks while nobody
    listens could be connected to itself."""
    server = RunningServer(data, "--no-demo", "--no-tls", "--no-worker", **variables)
    server.port = free_port()
    server.url = f"http://127.0.0.1:{server.port}"
    return server


@dataclass(frozen=True)
class Logged:
    """What the log has of one child."""

    numbers: list[int]
    """Of its answers, in the order of the log."""
    solved: set[tuple[str, str]]
    last: tuple[str, str] | None
    """Task and value of its last answer."""


@dataclass
class School:
    servers: list[RunningServer]
    rooms: Rooms
    learners: list[Learner]
    panels: list[Panel]

    @staticmethod
    @asynccontextmanager
    async def on(servers: Sequence[RunningServer], rooms: Rooms) -> AsyncIterator["School"]:
        """On servers that it starts and stops; children go to them in turn, and each room has a panel on each."""
        try:
            for server in servers:
                # One after the other: each makes the data ready.
                await asyncio.to_thread(server.start)
            cookies = [sign_in(server.url, rooms.educator, rooms.password) for server in servers]
            turns = cycle(server.url for server in servers)
            learners = [Learner(next(turns), place, BACK_SOON) for room in rooms.rooms for place in room.places]
            panels = [
                Panel(server.url, cookie, room.group, BACK_SOON)
                for room in rooms.rooms
                for server, cookie in zip(servers, cookies, strict=True)
            ]
            await all_come(learners, within=FIRST_KNOCK * busy())
            await all_come(panels, within=FIRST_KNOCK * busy())
            yield School(list(servers), rooms, learners, panels)
            await asyncio.gather(all_leave(learners), all_leave(panels))
        finally:
            for server in servers:
                if server.process is not None:
                    server.kill()

    @property
    def server(self) -> RunningServer:
        (server,) = self.servers
        return server

    @property
    def acknowledged(self) -> int:
        """Answers of all children together."""
        return sum(learner.acknowledged for learner in self.learners)

    @asynccontextmanager
    async def answering(self, every: float = 4.0) -> AsyncIterator[None]:
        """Every child answers so often (s), connected or not."""

        questions, learners = cycle(self.rooms.questions), cycle(self.learners)

        def answer(number: int) -> None:
            next(learners).answer(next(questions), right=number % 3 > 0)

        task = asyncio.ensure_future(paced(len(self.learners) / every, answer))
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    async def until(self, what: Callable[[], bool], within: float) -> float:
        """The seconds until it is so. Fails when it is not so in time, on a machine that has nothing else to do."""
        started, allowed = time.monotonic(), within * busy()
        while not what():
            assert time.monotonic() < started + allowed, f"not within {allowed:.1f} s"
            await asyncio.sleep(STEP)
        return time.monotonic() - started

    def worked(self) -> float:
        """Seconds of a processor that the servers have taken since they were started."""
        return sum(watch.cpu_seconds(pid) for pid in self._pids())

    def memory(self) -> int:
        """Resident bytes of all servers together."""
        return sum(watch.memory(pid) for pid in self._pids())

    async def memory_is_back(self, before: int) -> str:
        """After a fault, when all is as it was. What it was and is, for who reads the test's output."""
        with contextlib.suppress(AssertionError):
            await self.until(lambda: self.memory() < before * GROWN, within=CONVERGES_WITHIN)
        after = self.memory()
        assert after < before * GROWN, f"{before / 1e6:.1f} MB before, {after / 1e6:.1f} after"
        return f"memory {before / 1e6:.1f} MB before, {(after - before) / 1e6:+.1f} after"

    def _pids(self) -> list[int]:
        return [server.process.pid for server in self.servers if server.process and server.process.poll() is None]

    async def more_acknowledged(self, count: int, within: float = 20.0) -> float:
        """Returns when so many more answers are acknowledged; the seconds that it took."""
        before = self.acknowledged
        return await self.until(lambda: self.acknowledged >= before + count, within)

    async def outboxes_empty(self, within: float) -> float:
        return await self.until(lambda: not any(learner.outbox for learner in self.learners), within)

    # What must be true

    def acknowledged_is_there(self) -> None:
        """Every answer that a child was told to be safe is in the log once. To be called while the server is dead."""
        logged = self.logged()
        for learner in self.learners:
            numbers = logged[learner.place.learner].numbers
            assert len(numbers) == len(set(numbers)), "an answer is there twice"
            assert set(range(1, learner.acknowledged + 1)) <= set(numbers), "an acknowledged answer is not there"

    async def all_is_there(self) -> None:
        """Every answer that was ever given is in the log, once, and so is nothing else; positions have no gap."""
        logged = await asyncio.to_thread(self.logged)
        for learner in self.learners:
            assert learner.refused == {}
            assert learner.outbox == {}
            assert sorted(logged[learner.place.learner].numbers) == list(range(1, learner.last + 1))

    async def all_is_safe_and_shown(self) -> float:
        """Returns when every answer is acknowledged, in the log once, and on every panel; the seconds since the fault's
        end, CONVERGES_WITHIN at most, of which panels have one at least."""
        took = await self.outboxes_empty(within=CONVERGES_WITHIN)
        await self.all_is_there()
        return took + await self.panels_show_it(within=max(1.0, CONVERGES_WITHIN - took))

    async def panels_show_it(self, within: float = CONVERGES_WITHIN) -> float:
        """Returns when every panel shows what the log adds up to; the seconds that it took.

        Seconds on the wall cannot be asserted as they are: the machine that runs the tests does other things as well,
        and the children of the school alone keep one of its cores. What no other process lengthens is the servers' own
        work: each gets there `within` so many seconds of a processor, however long it had to wait for one.
        """
        before = self.worked()
        logged = await asyncio.to_thread(self.logged)
        everybody = {learner.place.learner for learner in self.learners}
        took = await self.until(lambda: not any(self._wrong(panel, logged, everybody) for panel in self.panels), within)
        worked = self.worked() - before
        assert worked <= within * len(self.servers), f"the servers worked {worked:.1f} s for it"
        for panel in self.panels[:: max(1, len(self.panels) // 8)]:
            assert await panel.differences() == []
        return took

    def _wrong(self, panel: Panel, logged: dict[str, Logged], everybody: set[str]) -> list[str]:
        """The children whose row is not what the log says."""
        return [who for who, row in panel.rows.items() if who in everybody and not _shows(row, logged[who])]

    def logged(self) -> dict[str, Logged]:
        """By child. Asserts that positions have no gap."""
        made: dict[str, Logged] = defaultdict(lambda: Logged([], set(), None))
        positions: dict[str, int] = defaultdict(int)
        for group, seq, source, client_id, kind, payload in self._rows(COLUMNS):
            positions[group] += 1
            assert seq == positions[group], "a position is missing"
            if kind != "answered":
                continue
            fact, before = json.loads(payload), made[source]
            if fact["correct"]:
                before.solved.add((fact["page"], fact["task"]))
            made[source] = Logged([*before.numbers, int(client_id)], before.solved, (fact["task"], fact["value"]))
        return made

    def times(self) -> list[str]:
        """When each line came into the log of the first room, in their order."""
        group = UUID(self.rooms.rooms[0].group).hex
        return [at for of, at in self._rows("group_id, at") if UUID(str(of)).hex == group]

    def _rows(self, columns: str) -> list[tuple[Any, ...]]:
        """Of all lines of the logs, in their order."""
        server = self.servers[0]
        url = server.variables.get("DATABASE_URL")
        ask = f"SELECT {columns} FROM live_event ORDER BY group_id, seq"  # noqa: S608  (our own names)
        if url:
            with psycopg.connect(url) as postgresql:
                return postgresql.execute(ask).fetchall()
        dead = server.process is None or server.process.poll() is not None
        with tempfile.TemporaryDirectory() as folder:
            if dead:
                # Of a copy: it is the server that has to find its way after a kill.
                for file in server.data.glob("arlearn.sqlite3*"):
                    shutil.copy(file, folder)
            with closing(sqlite3.connect(Path(folder if dead else server.data) / "arlearn.sqlite3")) as lite:
                return lite.execute(ask).fetchall()


def _shows(row: dict[str, Any], logged: Logged) -> bool:
    last = row["last"] and (row["last"]["task"], row["last"]["value"])
    solved = {(task["page"], task["task"]) for task in row["solved"]}
    return bool(row["tries"] == len(logged.numbers) and solved == logged.solved and last == logged.last)
