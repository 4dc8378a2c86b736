"""How the parts of the reader say no, and how they take typed values out of JSON that may hold anything."""

import math
from typing import Any
from urllib.parse import unquote

from arlearn.errors import ProblemKind
from content.problems import (
    MODEL_DAMAGED,
    MODEL_FILE_MISSING,
    MODEL_LINKS_OUT,
    MODEL_NUMBERS_BROKEN,
    MODEL_POINTS_OUTSIDE,
    MODEL_TOO_MANY_PARTS,
)

Json = dict[str, Any]
MOST_NUMBER = 1e9
"""Largest magnitude of a coordinate; beyond it float32 has lost every digit that one could see."""


class Refused(Exception):
    """The file is not taken. `detail` is for the log and for those who ask; it may quote the file."""

    def __init__(self, kind: ProblemKind, detail: str = "", **values: str | int | list[str]) -> None:
        super().__init__(f"{kind.code}: {detail}")
        self.kind = kind
        self.detail = detail[:200]
        self.values = values


def missing(link: str) -> Refused:
    """For a file that a model needs; whatever folder it says, its name is what a person looks for."""
    name = "".join(letter for letter in unquote(link).replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    return Refused(MODEL_FILE_MISSING, link, name=name[:80]) if name else Refused(MODEL_LINKS_OUT, link)


def objects(parent: Json, key: str, most: int) -> list[Json]:
    """The list of objects under `key`; empty when it is not there."""
    found = parent.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise Refused(MODEL_DAMAGED, f"{key} is not a list of objects")
    if len(found) > most:
        raise Refused(MODEL_TOO_MANY_PARTS, f"{len(found)} {key}")
    return found


def member(parent: Json, key: str) -> Json:
    """The object under `key`; empty when it is not there."""
    found = parent.get(key, {})
    if not isinstance(found, dict):
        raise Refused(MODEL_DAMAGED, f"{key} is not an object")
    return found


def extension(parent: Json, name: str) -> Json | None:
    """What the extension says about `parent`; None when it says nothing."""
    found = member(parent, "extensions").get(name)
    if found is not None and not isinstance(found, dict):
        raise Refused(MODEL_DAMAGED, f"{name} is not an object")
    return found


def whole(parent: Json, key: str, default: int | None = None, least: int = 0, most: int = 2**31) -> int:
    """The integer under `key`, `least` to `most`."""
    value = parent.get(key, default)
    # 5.0 is 5 to every reader in JavaScript.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(MODEL_DAMAGED, f"{key} is not a whole number")
    if not least <= value <= most:
        raise Refused(MODEL_POINTS_OUTSIDE, f"{key} is {value}")
    return value


def index(parent: Json, key: str, length: int) -> int:
    """The index under `key` into a list of `length`."""
    if key not in parent:
        raise Refused(MODEL_DAMAGED, f"{key} is missing")
    return whole(parent, key, most=length - 1)


def indices(parent: Json, key: str, length: int) -> list[int]:
    """The list of indices under `key`, none of them twice; empty when it is not there."""
    found = parent.get(key, [])
    if not isinstance(found, list):
        raise Refused(MODEL_DAMAGED, f"{key} is not a list")
    taken = [whole({key: value}, key, most=length - 1) for value in found]
    if len(set(taken)) != len(taken):
        raise Refused(MODEL_DAMAGED, f"{key} names something twice")
    return taken


def numbers(parent: Json, key: str, length: int) -> list[float] | None:
    """The `length` finite numbers under `key`; None when they are not there."""
    if key not in parent:
        return None
    found = parent[key]  # null is no way to leave numbers out: other readers take it for numbers
    if not isinstance(found, list) or len(found) != length:
        raise Refused(MODEL_DAMAGED, f"{key} is not {length} numbers")
    for value in found:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise Refused(MODEL_DAMAGED, f"{key} is not {length} numbers")
        if not math.isfinite(value) or abs(value) > MOST_NUMBER:
            raise Refused(MODEL_NUMBERS_BROKEN, f"{key} has {value}")
    return [float(value) for value in found]


def name_of(parent: Json) -> str:
    """The name of a part; empty when it has none."""
    found = parent.get("name", "")
    if not isinstance(found, str):
        raise Refused(MODEL_DAMAGED, "a name is not text")
    return found
