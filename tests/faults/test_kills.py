"""A power cut in the middle of the lesson, and another, and another."""

import asyncio

from tests.faults.conftest import Opened

KILLS = 5


async def test_L3_a_thousand_children_lose_nothing_in_five_kills(school: Opened) -> None:
    async with school() as made:
        assert len(made.learners) > 1000
        for _ in range(KILLS):
            async with made.answering():
                await made.more_acknowledged(200)
                made.server.kill()
                await asyncio.sleep(0)  # What had arrived before is heard.
                made.acknowledged_is_there()
                # They go on while nobody listens.
                await asyncio.to_thread(made.server.start)
        took = await made.outboxes_empty(within=5)
        await made.all_is_there()
        took += await made.panels_show_it()
        print(f"{made.acknowledged} answers; all safe and shown {took:.1f} s after the last start")
