"""The machine's clock is put right in the middle of a lesson: by a day, forward and back."""

import asyncio
import struct
import time
from functools import partial
from pathlib import Path

import pytest

from arlearn.bench.crowd import Learner, Panel
from tests.faults.conftest import Opened

DAY = 86_400.0
MINUTES = 600
"""Seconds on the timer."""


class Wall:
    """The server's clock on the wall."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.write_bytes(bytes(8))

    def set_ahead(self, seconds: float) -> None:
        with self._file.open("r+b") as file:
            file.write(struct.pack("d", seconds))


async def test_L45_a_clock_that_jumps_is_not_noticed(
    school: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = Wall(tmp_path / "wall")
    folder = str(Path(__file__).with_name("wall"))
    async with school(rooms=1, children=12, PYTHONPATH=folder, WALL_CLOCK=str(tmp_path / "wall")) as made:
        (panel,) = made.panels
        silent = made.learners.pop()
        await panel.order(do="timer", seconds=MINUTES)
        async with made.answering(every=0.5):
            await made.more_acknowledged(12)
        before = made.memory()
        started = time.monotonic()
        fall_silent(silent, monkeypatch)
        back = made.learners[0]
        for ahead in (DAY, -DAY):
            wall.set_ahead(ahead)
            async with made.answering(every=0.5):
                await asyncio.sleep(2)
            welcomes = back.welcomes
            back.cut()
            await made.until(partial(is_back, back, welcomes), within=5)
            left = panel.control["timer"]["ends_at"] - back.welcome["now"]
            assert abs(left / 1000 - (MINUTES - (time.monotonic() - started))) < 2
            await made.until(lambda: all(connected(panel, learner) for learner in made.learners), within=5)
        # Silence is noticed as ever, after 10 s.
        await made.until(lambda: not connected(panel, silent), within=12)
        await made.all_is_safe_and_shown()
        assert all(client.welcomes == 1 for client in [panel, *made.learners[1:]]), "somebody was thrown out"
        times = await asyncio.to_thread(made.times)
        assert times == sorted(times)
        print(await made.memory_is_back(before))


def fall_silent(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its network is lost without a word: the connection stays, and nothing goes over it."""
    assert learner.wire is not None
    learner.wire.transport.pause_reading()
    monkeypatch.setattr(learner, "say", lambda message: None)


def is_back(learner: Learner, welcomes: int) -> bool:
    return learner.welcomes > welcomes


def connected(panel: Panel, learner: Learner) -> bool:
    return bool(panel.rows[learner.place.learner]["connected"])
