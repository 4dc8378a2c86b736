"""The disk is full, and freed."""

import asyncio
import contextlib
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.conftest import Opened

SIZE = 64 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A disk of SIZE; None where we may not mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0777", "tmpfs", str(place)]
    ways: list[list[str]] = [[]] if os.geteuid() == 0 else [["sudo", "-n"]] if shutil.which("sudo") else []
    for way in ways:
        if subprocess.run([*way, *mount], capture_output=True).returncode == 0:
            yield place
            subprocess.run([*way, "umount", "--lazy", str(place)], check=True)
            return
    yield None


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Filled to the last byte."""
    filler = disk / "films"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)
    yield
    filler.unlink()


@contextmanager
def nothing_may_grow(pid: int) -> Iterator[None]:
    """The process can write to no file: every try fails, as on a disk whose quota is used up (setrlimit(2))."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


async def test_L3_a_full_disk_loses_and_doubles_nothing(school: Opened, small_disk: Path | None) -> None:
    async with school(rooms=4, children=30, data=small_disk and small_disk / "data") as made:
        assert made.server.process is not None
        pid = made.server.process.pid
        fault: Callable[[], contextlib.AbstractContextManager[None]]
        fault = (lambda: full(small_disk)) if small_disk else (lambda: nothing_may_grow(pid))
        async with made.answering(every=1.0):
            await made.more_acknowledged(200)
            before = made.memory()
            with fault():
                await asyncio.sleep(1.5)
                # What still found room in the files that there are has been written by now.
                safe = made.acknowledged
                await asyncio.sleep(2)
                # SQLite may start its write-ahead log over, in the room that it has; else nothing is acknowledged.
                assert made.acknowledged < safe + 100, "acknowledged what found no room"
            took = await made.more_acknowledged(1, within=5)
        await made.all_is_safe_and_shown()
        assert all(client.welcomes == 1 for client in [*made.learners, *made.panels]), "somebody was thrown out"
        print(f"acknowledged again {took:.1f} s after there was room")
        print(await made.memory_is_back(before))
