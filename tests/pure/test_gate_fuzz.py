"""Models broken by chance: thousands of small accidents, each ending in a report or in a refusal that has a name."""

import copy
import random
import warnings
from typing import Any

import pytest

from content.gate import Refusal, Report, gate
from content.problems import REFUSALS
from tests.pure.gltf_files import glb, parts, png, with_skin

EXTREMES: list[Any] = [
    None, True, -1, 0, 1, 2, 3, 255, 65535, 2**31, 2**32, 2**53, -(2**53), 0.5, 1e30, -1e-30,
    "", "x", "data:;base64,AAAA", [], {}, [0], [None], [[]], {"uri": "x"}, {"index": 0}, [1, 2, 3, 4], "VEC4", 5121,
    5126,
]  # fmt: skip


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in the tree."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(path for key, item in inner for path in places(item, (*way, key)))]


def at(tree: Any, way: tuple[Any, ...]) -> Any:
    for part in way:
        tree = tree[part]
    return tree


def struck(dice: random.Random, document: Any) -> Any:
    """The document with one to three values replaced, dropped or doubled."""
    document = copy.deepcopy(document)
    for _ in range(dice.randint(1, 3)):
        *way, last = dice.choice(places(document)[1:])
        place = at(document, tuple(way))
        match dice.randrange(4):
            case 0 if isinstance(place, dict):
                del place[last]
            case 1 if isinstance(place, list):
                place.append(copy.deepcopy(place[last]))
            case 2:
                place[last] = copy.deepcopy(at(document, dice.choice(places(document))))
            case _:
                place[last] = copy.deepcopy(dice.choice(EXTREMES))
    return document


def scratched(dice: random.Random, data: bytes) -> bytes:
    """The bytes with a few of them changed, cut out or doubled."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        start = dice.randrange(len(out))
        length = dice.choice((1, 1, 4, 16))
        match dice.randrange(4):
            case 0:
                del out[start : start + length]
            case 1:
                out[start:start] = out[start : start + length]
            case 2:
                out[start : start + 4] = dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\xc0\x7f"))
            case _:
                out[start] = dice.randrange(256)
    return bytes(out)


def well_ended(data: bytes, what: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = gate(data)
        except Exception as error:
            raise AssertionError(what) from error
    if isinstance(found, Refusal):
        problem = REFUSALS[found.code](**found.values)
        assert problem.message("id"), what
        return found.code
    assert isinstance(found, Report), what
    return "taken"


@pytest.mark.parametrize("seed", range(4))
def test_C11_values_struck_by_chance(seed: int) -> None:
    dice = random.Random(seed)
    sources = [parts(png(64, 64)), with_skin()]
    ends = set()
    for turn in range(500):
        document, binary = dice.choice(sources)
        ends.add(well_ended(glb(struck(dice, document), binary), f"seed {seed}, turn {turn}"))
    assert len(ends) > 6, ends


@pytest.mark.parametrize("seed", range(4))
def test_C11_bytes_scratched_by_chance(seed: int) -> None:
    dice = random.Random(1000 + seed)
    sources = [glb(*parts(png(64, 64))), glb(*with_skin())]
    ends = {well_ended(scratched(dice, dice.choice(sources)), f"seed {seed}, turn {turn}") for turn in range(500)}
    assert len(ends) > 3, ends
