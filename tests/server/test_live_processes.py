"""Two processes lead one group: each has its hubs, and Redis and the database are all they share."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest

from arlearn.live import conversation, hub, neighbours
from arlearn.live import hubs as hubs_module
from arlearn.live.facts import Line
from arlearn.live.hubs import Hubs
from arlearn.live.log import read
from tests.server.classroom import Child, Panel, Room, classroom
from tests.services import Service

pytestmark = pytest.mark.django_db(transaction=True)

SOON = 1.9
"""Seconds; less than a process lets pass between its own looks at the log, so that only Redis can have told."""


class Two:
    """A room on two processes; who comes in lands on the one that is named."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.processes = {"a": Hubs(), "b": Hubs()}
        self.current = "a"

    def hubs(self) -> Hubs:
        return self.processes[self.current]

    async def on(self, process: str, come: Callable[[], Awaitable[Any]]) -> Any:
        self.current = process
        return await come()


@pytest.fixture
def two(redis: Service, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    settings.REDIS_URL = redis.url

    @asynccontextmanager
    async def opened() -> AsyncIterator[Two]:
        async with classroom() as room:
            both = Two(room)
            monkeypatch.setattr(conversation, "hubs", both.hubs)
            monkeypatch.setattr(hubs_module, "_current", both.processes["a"])
            try:
                yield both
            finally:
                for process in both.processes.values():
                    await process.stop()

    return opened


async def settled(both: Two) -> tuple[Child, Panel]:
    """A child on the one process and a panel on the other that sees it."""
    child: Child = await both.on("a", both.room.child)
    panel: Panel = await both.on("b", both.room.panel)
    await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["connected"])
    return child, panel


async def test_L25_a_child_on_one_process_shows_on_the_panel_of_the_other(two: Any) -> None:
    async with two() as both:
        child, panel = await settled(both)
        page = both.room.shelf.page
        await child.show(1, page, view="held", help=True)
        await panel.sees(lambda p: p.row(child)["help"], within=SOON)
        await child.answer(page)
        await panel.sees(lambda p: p.row(child)["tries"] == 1, within=SOON)
        await panel.order("pause-it", do="pause")
        assert (await child.hear("control", within=SOON))["control"]["paused"] is True
        late = await both.on("a", both.room.child)
        await panel.sees(lambda p: len(p.rows) == 2 and p.row(late)["connected"], within=SOON)
        await child.close()
        await panel.sees(lambda p: not p.row(child)["connected"], within=SOON)


async def test_L13_both_processes_show_the_same(two: Any) -> None:
    async with two() as both:
        page = both.room.shelf.page
        children = [await both.on(process, both.room.child) for process in "abab"]
        for n in range(1, 31):
            for child in children:
                await child.show(n, page, help=n % 3 == 0)
        one, other = [await both.on(process, both.room.panel) for process in "ab"]
        for panel in (one, other):
            await panel.sees(lambda p: all(row["connected"] and row["help"] for row in p.rows.values()))
        # One of them on both at once, and what it did last counts.
        twin = await both.on("b", lambda: both.room.child(children[0].place))
        await twin.show(31, page, help=False)
        for panel in (one, other):
            await panel.sees(lambda p: not p.row(children[0])["help"])
            await panel.catch_up()
        assert one.rows == other.rows


async def test_L25_without_redis_it_comes_later_and_with_it_soon_again(two: Any, redis: Service) -> None:
    async with two() as both:
        child, panel = await settled(both)
        redis.stop(signal.SIGKILL)
        try:
            await child.answer(both.room.shelf.page)
            await child.hear("acknowledged", within=SOON)
            await panel.sees(lambda p: p.row(child)["tries"] == 1, within=6)
            await panel.order("pause-it", do="pause")
            assert (await child.hear("control", within=6))["control"]["paused"] is True
            await child.show(1, both.room.shelf.page, help=True)
            await asyncio.sleep(0.5)
        finally:
            redis.start()
        # What was lost meanwhile is told again without anybody doing anything.
        await panel.sees(lambda p: p.row(child)["help"], within=5)
        await child.show(2, both.room.shelf.page, help=False)
        await panel.sees(lambda p: not p.row(child)["help"], within=1.5)


async def test_L25_what_others_write_is_followed_without_reading_the_log(
    two: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []

    def counted(group: UUID, after: int = 0) -> list[Line]:
        reads.append(after)
        return read(group, after)

    # The looks of every process at the log are not to help.
    monkeypatch.setattr(hubs_module, "LOOK_AMONG_OTHERS", 1000)
    monkeypatch.setattr(hub, "CROSSING", 2.0)
    async with two() as both:
        page = both.room.shelf.page
        children = [await both.on(process, both.room.child) for process in "abab"]
        panels = [await both.on(process, both.room.panel) for process in "ab"]
        for panel in panels:
            await panel.sees(lambda p: len(p.rows) == 4)
        monkeypatch.setattr(hub, "read", counted)
        # Both processes write to the same log at the same time, so that their lines cross.
        for _ in range(25):
            for child in children:
                await child.answer(page)
        for child in children:
            await child.hear("acknowledged", where=lambda said: said["n"] == 25)
        for panel in panels:
            await panel.sees(lambda p: all(row["tries"] == 25 for row in p.rows.values()))
        assert panels[0].rows == panels[1].rows
        assert reads == []


async def test_L25_a_line_that_never_comes_is_read_from_the_log(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs_module, "LOOK_AMONG_OTHERS", 1000)
    async with two() as both:
        child, panel = await settled(both)
        speaker = both.processes["a"].neighbours
        say, said = speaker.say, asyncio.Event()

        def mumble() -> bytes:
            packet: bytes = say()
            if b"answered" not in packet:
                return packet
            monkeypatch.setattr(speaker, "say", say)
            said.set()
            return packet[:-1]

        monkeypatch.setattr(speaker, "say", mumble)
        await child.answer(both.room.shelf.page)
        await asyncio.wait_for(said.wait(), 5)
        await child.answer(both.room.shelf.page)
        await panel.sees(lambda p: p.row(child)["tries"] == 2, within=SOON)


async def test_L14_a_death_that_is_known_shows_at_once_in_every_process(two: Any) -> None:
    async with two() as both:
        child, panel = await settled(both)
        both.processes["c"] = Hubs()
        third: Panel = await both.on("c", both.room.panel)
        await third.sees(lambda p: p.row(child)["connected"])
        await both.processes["a"].stop()
        # As its parent says it to one of them; sooner than a silence would tell.
        both.processes["b"].lost(both.processes["a"].process)
        for other in (panel, third):
            await other.sees(lambda p: not p.row(child)["connected"], within=SOON)


async def test_L13_a_process_that_is_thought_dead_and_is_not_is_believed_again(two: Any) -> None:
    async with two() as both:
        child, panel = await settled(both)
        both.processes["c"] = Hubs()
        third: Panel = await both.on("c", both.room.panel)
        await third.sees(lambda p: p.row(child)["connected"])
        both.processes["b"].lost(both.processes["a"].process)
        await child.show(1, both.room.shelf.page, help=True)
        for other in (panel, third):
            await other.sees(lambda p: p.row(child)["help"] and p.row(child)["connected"], within=SOON)
            await other.catch_up()
            assert other.row(child)["connected"]


async def test_L14_children_of_a_process_that_died_are_away(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "SILENT_AFTER", 1.0)
    monkeypatch.setattr(hubs_module, "TICK", 0.1)
    async with two() as both:
        child, panel = await settled(both)
        await both.processes["a"].stop()
        await panel.sees(lambda p: not p.row(child)["connected"], within=3)
        assert panel.row(child)["away_since"] is not None
