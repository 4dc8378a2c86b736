"""A panel in a bag: the tablet sleeps, its connection stays, and nobody reads what comes."""

import asyncio
import contextlib
from itertools import cycle

from arlearn.bench import watch
from tests.faults.conftest import Opened
from tests.faults.school import School, paced

PACE = 1500
"""Things shown a second, by all children together."""
MOST_FOR_ONE = 2_000_000
"""Bytes that a panel may cost that does not read; a megabyte, and what a measurement wavers."""


async def shown(made: School, seconds: float) -> None:
    """The children turn pages and look for markers."""
    learners, pages = cycle(made.learners), cycle(made.rooms.pages)

    def show(number: int) -> None:
        next(learners).show(next(pages), view="tracking" if number % 2 else "searching")

    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await paced(PACE, show)


async def test_L17_a_panel_that_stops_reading_costs_little_and_leaves_nothing(school: Opened) -> None:
    async with school(rooms=4, children=31) as made:
        assert made.server.process is not None
        pid = made.server.process.pid
        await shown(made, 3)
        before = watch.memory(pid)
        asleep, *others = made.panels
        asleep.stall("reads nothing")
        frames = [panel.frames for panel in others]
        await shown(made, 6)
        during = watch.memory(pid)
        assert all(panel.frames > count + 20 for panel, count in zip(others, frames, strict=True)), "others waited"
        await asleep.leave()
        await shown(made, 1)
        after = watch.memory(pid)
        print(
            f"{before / 1e6:.1f} MB; {(during - before) / 1e6:+.2f} while it slept, {(after - before) / 1e6:+.2f} after"
        )
        assert during - before < MOST_FOR_ONE
        assert after < before * 1.1
