"""The database server dies, and comes back."""

import asyncio
import signal
import time
from pathlib import Path

import psycopg

from arlearn.bench.rooms import make_rooms
from tests.faults.school import School, bare_server
from tests.services import Service


async def test_L3_postgresql_crashes_and_comes_back(postgresql: Service, tmp_path: Path) -> None:
    with psycopg.connect(postgresql.url, autocommit=True) as administrator:
        administrator.execute("CREATE DATABASE school")
    server = bare_server(tmp_path / "data", DATABASE_URL=postgresql.url.replace("/postgres", "/school"))
    rooms = make_rooms(server.environment() | {"ARLEARN_DATA": str(server.data)}, 4, 30)
    async with School.on([server], rooms) as made:
        async with made.answering(every=1.0):
            await made.more_acknowledged(200)
            before = made.memory()
            postgresql.stop(signal.SIGKILL)
            await asyncio.sleep(0.5)
            safe = made.acknowledged
            await asyncio.sleep(2.5)
            assert made.acknowledged == safe, "acknowledged what no database had"
        await asyncio.to_thread(restart, postgresql)
        took = await made.all_is_safe_and_shown()
        assert all(client.welcomes == 1 for client in [*made.learners, *made.panels]), "somebody was thrown out"
        print(f"{made.acknowledged} answers; all safe and shown {took:.1f} s after PostgreSQL was back")
        print(await made.memory_is_back(before))


def restart(service: Service) -> None:
    """What a killed PostgreSQL leaves behind ends by itself, and until then no other can start on its data."""
    end = time.monotonic() + 15
    while True:
        try:
            service.start()
        except RuntimeError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return
