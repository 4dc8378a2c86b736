"""Grading, by the vectors that the web client reads as well."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from content.grade import grade
from content.scene import Task

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "grade.json").read_text())
read_task: TypeAdapter[Any] = TypeAdapter(Task)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['task']['kind']}-{vector['value']!a}")
def test_C9_a_try_is_graded_as_the_vectors_say(vector: dict[str, Any]) -> None:
    assert grade(read_task.validate_python(vector["task"]), vector["value"], vector["language"]) is vector["right"]


def test_the_vectors_hold_right_and_wrong_tries_of_every_kind() -> None:
    shown = {(vector["task"]["kind"], vector["right"]) for vector in VECTORS}
    kinds = {"choice", "spell", "find"}
    assert shown == {(kind, right) for kind in kinds for right in (True, False)}
    assert kinds == set(read_task.json_schema()["discriminator"]["mapping"])
