"""Two processes lose what they speak over, and find it again."""

import asyncio
import shutil
import signal
from pathlib import Path

from arlearn.bench.rooms import Rooms
from tests.faults.conftest import some
from tests.faults.school import School, bare_server
from tests.services import Service

GOES = 5
"""Children who leave while the processes cannot tell each other."""


async def test_L25_redis_is_killed_and_comes_back(redis: Service, filled: tuple[Path, Rooms], tmp_path: Path) -> None:
    template, rooms = filled
    data = tmp_path / "data"
    shutil.copytree(template, data)
    servers = [bare_server(data, REDIS_URL=redis.url) for _ in range(2)]
    async with School.on(servers, some(rooms, 4, 30)) as made:
        async with made.answering(every=1.0):
            await made.more_acknowledged(200)
            before = made.memory()
            redis.stop(signal.SIGKILL)
            await made.more_acknowledged(200)
        await made.outboxes_empty(within=5)
        # Later than with Redis, but by itself.
        without = await made.panels_show_it()
        gone = [learner.place.learner for learner in made.learners[:GOES]]
        await asyncio.gather(*(learner.leave() for learner in made.learners[:GOES]))
        redis.start()

        def all_right() -> bool:
            return all(
                row["connected"] == (who not in gone) for panel in made.panels for who, row in mine(made, panel.rows)
            )

        took = await made.until(all_right, within=5)
        async with made.answering(every=1.0):
            await made.more_acknowledged(200)
        for learner in made.learners[:GOES]:
            await learner.come()
        await made.all_is_safe_and_shown()
        print(f"shown {without:.1f} s after the last answer without Redis; right {took:.1f} s after it was back")
        print(await made.memory_is_back(before))


def mine(made: School, rows: dict[str, dict[str, object]]) -> list[tuple[str, dict[str, object]]]:
    """The rows of the children that are in the test."""
    here = {learner.place.learner for learner in made.learners}
    return [(who, row) for who, row in rows.items() if who in here]
