"""A bad Wi-Fi between a class and its server: children on sockets and on polls answer all the while."""

import asyncio
import random
import shutil
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from arlearn.bench import client
from arlearn.bench.crowd import Client, ComeBack, Learner, Panel, Said, all_come, all_leave
from arlearn.bench.door import sign_in
from arlearn.bench.frames import Wire, connect
from arlearn.bench.rooms import Rooms
from tests.faults.conftest import some
from tests.faults.poll_clients import PollLearner, PollPanel
from tests.faults.proxy import FAIR, Proxy, Weather
from tests.faults.school import CONVERGES_WITHIN, School, bare_server, busy
from tests.running import RunningServer

CHILDREN = 24
EVERY = 0.8
"""Seconds between two answers of a child."""
SILENCE, PATIENCE, HANDSHAKE = 0.7, 2.2, 2.2
"""Seconds; a client's own are 4, 9 and 10. Shorter, so that a dead connection is found while the test runs."""
LASTS = 1.2
"""Seconds of each fault."""
CLASSES = 4
"""That suffer at the same time, each on a network of its own."""


async def hasty_connect(client: Client) -> Wire:
    return await connect(client.url, client._hear, client.headers, HANDSHAKE * busy())


@dataclass(frozen=True)
class Running:
    server: RunningServer
    cookie: str
    """Of the educator."""


@pytest.fixture(scope="module")
def running(filled: tuple[Path, Rooms], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    server = bare_server(tmp_path_factory.mktemp("network") / "data")
    shutil.copytree(filled[0], server.data)
    try:
        server.start()
        yield Running(server, sign_in(server.url, filled[1].educator, filled[1].password))
    finally:
        server.kill()


@dataclass
class Room:
    """A class behind a proxy: every other child, and one of two panels, goes by polls."""

    school: School
    proxy: Proxy

    async def panels_converge(self) -> float:
        """Returns when every panel shows what the log adds up to, and the same as one that comes now; the seconds that
        it took. Looks more than once, since the server finds out one after the other who is still there."""
        began = time.monotonic()
        while True:
            try:
                await self.school.panels_show_it()
                return time.monotonic() - began
            except AssertionError:
                if time.monotonic() > began + CONVERGES_WITHIN * busy():
                    raise

    def unsettled(self) -> list[str]:
        """What every child that is not done has and lacks, for who reads the failure."""
        return [
            f"{type(learner).__name__} {learner.acknowledged} of {learner.last}, "
            f"{'here' if learner.wire else 'away'}, {learner.dismissed}, {learner.refused}"
            for learner in self.school.learners
            if learner.outbox or learner.refused
        ]

    async def fair_again(self) -> str:
        """The network is well: all that was answered arrives, once, and the panels show it. What was counted."""
        self.proxy.weather = FAIR
        took = await self.school.outboxes_empty(within=CONVERGES_WITHIN)
        await self.school.all_is_there()
        took += await self.panels_converge()
        given = sum(learner.last for learner in self.school.learners)
        return (
            f"{given} answers over {self.proxy.connections} connections, {self.proxy.broken} of them broken, "
            f"{self.proxy.swallowed} bytes lost; all safe and shown {took:.1f} s after the end"
        )


@asynccontextmanager
async def classroom(running: Running, all_rooms: Rooms, number: int, seed: int) -> AsyncIterator[Room]:
    """The class of the room with this number."""
    rooms = replace(all_rooms, rooms=some(all_rooms, number + 1, CHILDREN).rooms[number:])
    group, places = rooms.rooms[0].group, rooms.rooms[0].places
    come_back = ComeBack(first=0.2, longest=0.8)
    async with Proxy.before(running.server.port, random.Random(seed)) as proxy:
        learners: list[Learner] = [
            (PollLearner if i % 2 else Learner)(proxy.url, place, come_back) for i, place in enumerate(places)
        ]
        panels: list[Panel] = [kind(proxy.url, running.cookie, group, come_back) for kind in (Panel, PollPanel)]
        await all_come(learners)
        await all_come(panels)
        yield Room(School([running.server], rooms, learners, panels), proxy)
        await asyncio.gather(all_leave(learners), all_leave(panels))


async def lasting(proxy: Proxy) -> None:
    await asyncio.sleep(LASTS)


async def cutting(proxy: Proxy) -> None:
    for _ in range(6):
        await asyncio.sleep(LASTS / 6)
        proxy.cut(0.5)


async def half_closing(proxy: Proxy) -> None:
    for _ in range(4):
        await asyncio.sleep(LASTS / 4)
        proxy.half_close(0.5)


FAULTS: dict[str, tuple[Weather, Callable[[Proxy], Awaitable[None]]]] = {
    "late": (Weather(late=(0.05, 0.6)), lasting),
    "slow": (Weather(rate=2000), lasting),
    "torn": (Weather(torn=0.2), lasting),
    "cut": (FAIR, cutting),
    "half closed": (FAIR, half_closing),
    "held up": (Weather(held=True), lasting),
    "requests lost": (Weather(swallowed="requests"), lasting),
    "answers lost": (Weather(swallowed="answers"), lasting),
    "gone": (Weather(swallowed="all", closed=True), lasting),
    "sign-in wanted": (Weather(portal=True), cutting),
}


async def test_L27_classes_on_bad_networks_lose_nothing(
    running: Running, filled: tuple[Path, Rooms], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "SILENCE", SILENCE)
    monkeypatch.setattr(client, "PATIENCE", PATIENCE)
    seed = random.randrange(10**6)
    print("seed", seed)

    at_once = asyncio.Semaphore(CLASSES)
    before: list[int] = []

    async def suffer(number: int, fault: str) -> None:
        weather, while_it_lasts = FAULTS[fault]
        async with at_once, classroom(running, filled[1], number, seed + number) as here:
            async with here.school.answering(EVERY):
                await here.school.more_acknowledged(CHILDREN)
                before.append(here.school.memory())
                here.proxy.weather = weather
                await while_it_lasts(here.proxy)
            try:
                print(f"{fault}: {await here.fair_again()}")
                print(await here.school.memory_is_back(before[0]))
            except AssertionError as error:
                where = traceback.extract_tb(error.__traceback__)[-1].line
                raise AssertionError(f"{where}: {error} {here.unsettled()}") from error

    ends = await asyncio.gather(*(suffer(i, fault) for i, fault in enumerate(FAULTS)), return_exceptions=True)
    assert {fault: repr(end) for fault, end in zip(FAULTS, ends, strict=True) if end is not None} == {}


async def test_L27_where_sockets_are_refused_those_on_polls_do_not_notice(
    running: Running, filled: tuple[Path, Rooms]
) -> None:
    async with classroom(running, filled[1], len(FAULTS), seed=1) as here:
        on_polls = [learner for learner in here.school.learners if isinstance(learner, PollLearner)]
        here.proxy.weather = Weather(no_upgrades=True)
        here.proxy.cut()
        async with here.school.answering(EVERY):
            before = sum(learner.acknowledged for learner in on_polls)
            await here.school.until(lambda: sum(one.acknowledged for one in on_polls) > before + CHILDREN, within=5)
        assert not any(learner.welcomed.is_set() for learner in here.school.learners if learner not in on_polls)
        print(await here.fair_again())


async def test_L32_a_server_that_stops_sends_waiting_polls_away_at_once(
    running: Running, filled: tuple[Path, Rooms]
) -> None:
    async with classroom(running, filled[1], len(FAULTS) + 1, seed=1) as here:
        on_polls = [learner for learner in here.school.learners if isinstance(learner, PollLearner)]
        told: list[Said] = []
        for learner in on_polls:
            learner.heard = told.append
        began = time.monotonic()
        assert await asyncio.to_thread(running.server.stop) == 0
        # Far less than the 8 s that a request may go on, and that a poll may wait.
        assert time.monotonic() - began < 4 * busy()
        assert [message["code"] for message in told] == ["server_restarts"] * len(on_polls)
        assert all(0 < message["again"][0] < message["again"][1] for message in told)
