"""Groups with children in them, made in a server's own database: the door lets in one address only so many a minute.

They are made by the server's own actions, in a process of their own, before the server runs or while it does. What
comes back is what the children and the educator would have kept on their devices.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Place:
    """A child's place in a group, as joining gave it."""

    group: str
    token: str
    learner: str


@dataclass(frozen=True)
class Question:
    """A task of a published page, by the names under which a child answers it."""

    page: str
    revision: str
    task: str
    language: str
    right: str
    wrong: str


@dataclass(frozen=True)
class Room:
    """An open group."""

    group: str
    code: str
    places: list[Place]


@dataclass(frozen=True)
class Rooms:
    """Groups that read the same book, all led by the same educator."""

    educator: str
    password: str
    questions: list[Question]
    """Of every page, in the order of pages and tasks."""
    rooms: list[Room]

    @property
    def pages(self) -> list[str]:
        return list(dict.fromkeys(question.page for question in self.questions))


def make_rooms(environment: Mapping[str, str], groups: int, learners: int, alone: bool = False) -> Rooms:
    """So many groups with so many children each. `alone`: only in a database that nobody else uses.

    `environment` is the server's: ARLEARN_DATA is the folder it runs on, DATABASE_URL its database if it has another
    than that folder's. Raises RuntimeError with what went wrong.
    """
    command = [sys.executable, "-m", "arlearn.bench.furnish", str(groups), str(learners), *(["alone"] if alone else [])]
    done = subprocess.run(command, cwd=ROOT, env=dict(environment), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the groups could not be made: {done.stderr[-2000:].strip()}")
    return parsed(json.loads(done.stdout.splitlines()[-1]))


def parsed(made: dict[str, Any]) -> Rooms:
    """The rooms from what `furnish` prints."""
    questions = [Question(**question) for question in made["questions"]]
    rooms = [
        Room(room["group"], room["code"], [Place(room["group"], token, learner) for token, learner in room["places"]])
        for room in made["rooms"]
    ]
    return Rooms(made["educator"], made["password"], questions, rooms)
