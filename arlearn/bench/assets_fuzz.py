"""Models broken by chance, from a seed: thousands of accidents, each of which must end in a name or in a model."""

import copy
import io
import json
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from arlearn.bench.assets_samples import samples, zipped
from arlearn.errors import Problem
from content.budget import BUDGETS
from content.gltf.container import unpack
from content.gltf.glb import pack
from content.pipeline import sandbox
from content.pipeline.node import node
from content.pipeline.prepare import kind_of
from content.problems import REFUSALS

AT_ONCE = 40
"""Models that one process gets; when it does not end well each gets a process of its own."""
EXTREMES: list[Any] = [
    None, True, -1, 0, 1, 2, 3, 255, 65535, 2**31, 2**32, 2**53, -(2**53), 0.5, 1e30, -1e-30, 1e38,
    "", "x", "data:;base64,AAAA", "../x", [], {}, [0], [None], [[]], {"uri": "x"}, {"index": 0}, [1, 2, 3, 4],
    "VEC4", "BLEND", 5121, 5126, "CUBICSPLINE", "EXT_texture_webp",
]  # fmt: skip
WORDS = [
    b"-1",
    b"0",
    b"nan",
    b"inf",
    b"4000000000",
    b"1e39",
    b"",
    b" ",
    b"\n",
    b"../x",
    b"<",
    b"&a;",
    b"#x",
    b"\xff\xfe",
]
Dice = random.Random


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in the tree."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(path for key, item in inner for path in places(item, (*way, key)))]


def struck(dice: Dice, document: Any) -> Any:
    """The document with one to three values replaced, dropped or doubled."""
    document = copy.deepcopy(document)
    for _ in range(dice.randint(1, 3)):
        *way, last = dice.choice(places(document)[1:])
        place = _at(document, tuple(way))
        match dice.randrange(4):
            case 0 if isinstance(place, dict):
                del place[last]
            case 1 if isinstance(place, list):
                place.append(copy.deepcopy(place[last]))
            case 2:
                place[last] = copy.deepcopy(_at(document, dice.choice(places(document))))
            case _:
                place[last] = copy.deepcopy(dice.choice(EXTREMES))
    return document


def _at(tree: Any, way: tuple[Any, ...]) -> Any:
    for part in way:
        tree = tree[part]
    return tree


def scratched(dice: Dice, data: bytes) -> bytes:
    """The bytes with a few of them changed, cut out or doubled."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        start = dice.randrange(max(len(out), 1))
        length = dice.choice((1, 1, 4, 16, 200))
        match dice.randrange(5):
            case 0:
                del out[start : start + length]
            case 1:
                out[start:start] = out[start : start + length]
            case 2:
                out[start : start + 4] = dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\xc0\x7f"))
            case 3:
                out[start : start + length] = dice.choice(WORDS)
            case _ if out:
                out[min(start, len(out) - 1)] = dice.randrange(256)
    return bytes(out)


def broken(dice: Dice, kind: str, data: bytes) -> bytes:
    """The model with an accident where it hurts: in its structure as often as in its bytes."""
    choice = dice.randrange(3)
    if kind == "glb" and choice:
        document, binary = unpack(data)
        body = bytes(binary or b"")
        return pack(struck(dice, document) if choice == 1 else document, scratched(dice, body) if choice == 2 else body)
    if kind in ("zip", "3mf") and choice:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        hurt = dice.choice(sorted(files))
        if hurt.endswith(".gltf") and choice == 1:
            files[hurt] = json.dumps(struck(dice, json.loads(files[hurt]))).encode()
        else:
            files[hurt] = scratched(dice, files[hurt])
        if dice.random() < 0.1:
            files[dice.choice(("../x", "b.stl", "x/y.obj", hurt.upper()))] = files.pop(hurt)
        return zipped(files)
    return scratched(dice, data)


def accidents(seed: int, count: int) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of so many broken models; each number is the same whatever the count."""
    whole = samples()
    for number in range(count):
        dice = Dice(seed * 1_000_003 + number)  # the same each time
        kind, data = whole[number % len(whole)]
        yield number, broken(dice, kind, data)


@dataclass
class Outcome:
    """How they ended."""

    codes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    """Seconds of a process by itself, or of one of many on average."""
    wrong: list[str] = field(default_factory=list)
    """What ended in no way that it may: number and what happened."""

    @property
    def made(self) -> int:
        return self.codes["made"]


def fuzz(seed: int, count: int, folder: Path, say: Callable[[int, Outcome], None]) -> Outcome:
    """Every accident through every step, as uploads go."""
    outcome, waiting = Outcome(), list[tuple[int, bytes]]()
    for number, data in accidents(seed, count):
        waiting.append((number, data))
        if len(waiting) == AT_ONCE or number == count - 1:
            _batch(waiting, folder, outcome)
            waiting = []
            say(number + 1, outcome)
    return outcome


def _batch(models: list[tuple[int, bytes]], folder: Path, outcome: Outcome) -> None:
    orders, known = [], []
    for number, data in models:
        (folder / "upload").write_bytes(data)
        try:
            kind, inside = kind_of(folder / "upload")
        except Problem as problem:
            outcome.codes[problem.code] += 1
            continue
        orders.append({"kind": kind, "inside": inside, "less": False})
        known.append((number, data))
    taken = _answers("take", known, orders, folder, outcome)
    glbs = [(number, glb) for number, _, glb in taken]
    most = {"triangles": BUDGETS["triangles"].amber, "bytes": BUDGETS["bytes"].amber}
    orders = [{**most, "scale": answer["scale"], "move": answer["move"]} for _, answer, _ in taken]
    program = node() or ""
    made = _answers("node", glbs, orders, folder, outcome, program, str(settings.RECIPE))
    plain, orders = [], []
    for number, answer, data in made:
        if answer["errors"]:
            outcome.codes["model_not_valid"] += 1
            continue
        plain.append((number, data[: answer["plain"]]))
        orders.append({"packed": len(data) - answer["plain"]})
    for _ in _answers("finish", plain, orders, folder, outcome):
        outcome.codes["made"] += 1


Answered = list[tuple[int, dict[str, Any], bytes]]


def _answers(
    verb: Any, models: list[tuple[int, bytes]], orders: list[dict[str, Any]], folder: Path, outcome: Outcome, *more: str
) -> Answered:
    """The answers to those that were not refused; each alone when all together do not end well."""
    if not models:
        return []
    sized = [{**order, "size": len(data)} for order, (_, data) in zip(orders, models, strict=True)]
    (folder / "models").write_bytes(b"".join(data for _, data in models))
    start = time.monotonic()
    try:
        answer, made = sandbox.run(verb, folder / "models", json.dumps(sized), *more)
    except Problem as problem:
        if len(models) > 1:
            pairs = zip(models, orders, strict=True)
            return [each for model, order in pairs for each in _answers(verb, [model], [order], folder, outcome, *more)]
        seconds = time.monotonic() - start
        outcome.slowest = max(outcome.slowest, seconds)
        outcome.codes[problem.code] += 1
        outcome.wrong.append(f"{models[0][0]}: {verb} ended in {problem.code} after {seconds:.1f} s")
        return []
    outcome.slowest = max(outcome.slowest, (time.monotonic() - start) / len(models))
    return list(_good(verb, models, answer["each"], made, outcome))


def _good(
    verb: str, models: list[tuple[int, bytes]], answers: list[dict[str, Any]], made: bytes, outcome: Outcome
) -> Iterator[tuple[int, dict[str, Any], bytes]]:
    at = 0
    for (number, _), answer in zip(models, answers, strict=True):
        data = made[at : at + answer["size"]]
        at += answer["size"]
        if "refusal" not in answer:
            yield number, answer, data
            continue
        code = answer["refusal"]["code"]
        outcome.codes[code] += 1
        if code not in REFUSALS or verb != "take":
            outcome.wrong.append(f"{number}: {verb} refused {code}: {answer['refusal']['detail']}")
