"""Servers full of children, to be hurt.

filled      a data folder with 33 groups of 31 children each, made once for all processes, and its Rooms
school      school(rooms=33, children=31, **variables) -> a School on a running server of this test alone, on a copy
            of `filled`; for use in `async with`
"""

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Protocol

import pytest

from arlearn.bench.rooms import Place, Question, Room, Rooms, make_rooms
from arlearn.provision.steps import digest
from tests.conftest import locked
from tests.faults.school import School, bare_server
from tests.running import ROOT

GROUPS, CHILDREN = 33, 31


class Opened(Protocol):
    """What the fixture `school` gives."""

    def __call__(
        self, rooms: int = GROUPS, children: int = CHILDREN, data: Path | None = None, **variables: str
    ) -> AbstractAsyncContextManager[School]: ...


@pytest.fixture(scope="session")
def filled() -> tuple[Path, Rooms]:
    sources = [ROOT / package for package in ("arlearn", "content", "markers")]
    kept = ROOT / "var" / "tests"
    kept.mkdir(parents=True, exist_ok=True)
    data = kept / f"school-{digest(sources, ROOT)[:16]}"
    with locked(kept / "school-lock"):
        if not data.exists():
            for old in sorted(kept.glob("school-*/"), key=lambda folder: folder.stat().st_mtime)[:-2]:
                shutil.rmtree(old, ignore_errors=True)
            making = kept / "making-school"
            shutil.rmtree(making, ignore_errors=True)
            server = bare_server(making)
            rooms = make_rooms(server.environment() | {"ARLEARN_DATA": str(making)}, GROUPS, CHILDREN)
            (making / "rooms.json").write_text(json.dumps(asdict(rooms)))
            making.rename(data)
    return data, _rooms(json.loads((data / "rooms.json").read_text()))


@pytest.fixture
def school(filled: tuple[Path, Rooms], tmp_path: Path) -> Opened:
    @asynccontextmanager
    async def opened(
        rooms: int = GROUPS, children: int = CHILDREN, data: Path | None = None, **variables: str
    ) -> AsyncIterator[School]:
        template, all_rooms = filled
        server = bare_server(data or tmp_path / "data", **variables)
        shutil.copytree(template, server.data, dirs_exist_ok=True)
        async with School.on([server], some(all_rooms, rooms, children)) as made:
            yield made

    return opened


def some(rooms: Rooms, groups: int, children: int) -> Rooms:
    """So many groups with so many children each, of those that there are."""
    chosen = [replace(room, places=room.places[:children]) for room in rooms.rooms[:groups]]
    return replace(rooms, rooms=chosen)


def _rooms(kept: dict[str, Any]) -> Rooms:
    """From what `asdict` made."""
    rooms = [Room(**{**room, "places": [Place(**place) for place in room["places"]]}) for room in kept["rooms"]]
    return Rooms(**{**kept, "questions": [Question(**question) for question in kept["questions"]], "rooms": rooms})
