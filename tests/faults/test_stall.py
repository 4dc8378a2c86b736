"""Panels in a bag: the tablet sleeps, its connection stays, and nobody reads what comes."""

import asyncio
import contextlib
from itertools import cycle

from arlearn.bench.crowd import Panel, all_come, all_leave
from tests.faults.conftest import Opened
from tests.faults.school import BACK_SOON, CONVERGES_WITHIN, School, busy, paced

PACE = 1500
"""Things shown a second, by all children together."""
ASLEEP, WAKE = 12, 3
"""Panels that sleep, and that wake up. What one costs is less than what a measurement of a whole process wavers."""
MOST_FOR_ONE = 1_000_000
"""Bytes that a panel may cost that does not read."""


async def shown(made: School, seconds: float) -> None:
    """The children turn pages, look for markers and answer."""
    learners, pages, questions = cycle(made.learners), cycle(made.rooms.pages), cycle(made.rooms.questions)

    def show(number: int) -> None:
        learner = next(learners)
        learner.show(next(pages), view="tracking" if number % 2 else "searching")
        if number % 50 == 0:
            learner.answer(next(questions), right=number % 100 > 0)

    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await paced(PACE, show)


async def test_L17_panels_that_stop_reading_cost_little_and_leave_nothing(school: Opened) -> None:
    async with school(rooms=4, children=31) as made:
        one = made.panels[0]
        sleepers = [Panel(made.server.url, one.cookie, one.group, BACK_SOON) for _ in range(ASLEEP)]
        await all_come(sleepers)
        await shown(made, 3)
        before = made.memory()
        for panel in sleepers:
            panel.stall("reads nothing")
        frames = [panel.frames for panel in made.panels]
        await shown(made, 6)
        each = (made.memory() - before) / ASLEEP
        print(f"{before / 1e6:.1f} MB; {each / 1e6:+.3f} for each while it slept")
        assert all(panel.frames > count + 20 for panel, count in zip(made.panels, frames, strict=True)), "others waited"
        assert each < MOST_FOR_ONE

        # Some wake up, and show what the log adds up to; the others are never seen again.
        awake, gone = sleepers[:WAKE], sleepers[WAKE:]
        for panel in awake:
            panel.go_on()
        await made.outboxes_empty(within=5)
        assert await agree(awake), "who woke up shows something else than who comes now"
        made.panels.extend(awake)
        took = await made.panels_show_it()
        await all_leave(gone)
        print(f"shown {took:.1f} s after they woke up; {await made.memory_is_back(before)}")


async def agree(panels: list[Panel]) -> bool:
    """Whether all show what a panel shows that comes now, as soon as nothing is on its way any more."""
    end = asyncio.get_running_loop().time() + CONVERGES_WITHIN * busy()
    while asyncio.get_running_loop().time() < end:
        if not any([await panel.differences() for panel in panels]):
            return True
        await asyncio.sleep(0.1)
    return False
