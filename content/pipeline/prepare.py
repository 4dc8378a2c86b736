"""A model's way from the upload's bytes to the file that phones fetch, its poster and its report."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from pydantic import TypeAdapter, ValidationError

from content.budget import BUDGETS, TEXTURE_SIDES, judge, worst
from content.gate import Report
from content.gltf.container import mistaken_for_glb
from content.pipeline import sandbox
from content.pipeline.ladder import rungs
from content.pipeline.node import node
from content.pipeline.sniff import HEAD, MEDIA_TYPES, TAIL, ModelKind, listed, model_kind, program_of
from content.pipeline.steps import Progress
from content.problems import (
    MODEL_NOT_GLB,
    MODEL_NOT_TAKEN,
    MODEL_NOT_VALID,
    UPLOAD_NOT_KNOWN,
    UPLOAD_TOO_DEMANDING,
    WORKSHOP_MISSING,
)

__all__ = ["Prepared", "Progress", "by_node", "kind_of", "prepare_model", "prepare_models"]

Told = Callable[[Progress], None]
Taken = tuple[dict[str, Any], bytes]
"""What `take` answers, and the GLB that it made."""
log = logging.getLogger(__name__)
_report: TypeAdapter[Report] = TypeAdapter(Report)


@dataclass(frozen=True)
class Prepared:
    model: Path
    poster: Path
    placeholder: str
    """data: URI of a tiny WebP."""
    report: dict[str, Any]
    """`before` and `after`: the gate's reports with `budget` and `verdict`, the second also flat; `gave_up`,
    `converted_from`, and `reach`, the box through all animations."""


@dataclass(frozen=True)
class Recipe:
    """What Node made: the file for phones, and the same numbers plainly."""

    packed: bytes
    plain: bytes
    gave_up: list[str]
    spare: int
    """Bytes by which the first would be smaller if all triangles were taken away that may be."""


def prepare_model(source: Path, folder: Path, told: Told) -> Prepared:
    """Makes the model in `source` ready; raises a Problem of content.problems.REFUSALS, or WORKSHOP_MISSING.

    `folder` is empty and the caller's; what is made is left in it. `told` hears of every step, each once.
    """
    return prepare_models([source], folder, told)[0]


def prepare_models(sources: list[Path], folder: Path, told: Told) -> list[Prepared]:
    """Several in one go, which takes half the time; when one is refused, all are."""
    once, kinds = Once(told), [kind_of(source) for source in sources]
    workshop()  # before anything is taken, which would be for nothing
    made = _prepared([source.read_bytes() for source in sources], kinds, folder, once)
    orders = [{"packed": len(recipe.packed)} for _, recipe in made]
    finished = sandbox.run_each("finish", [recipe.plain for _, recipe in made], orders, folder, told=once)
    found = []
    for number, ((taken, recipe), (answer, picture)) in enumerate(zip(made, finished, strict=True)):
        model, poster = folder / f"{number}.glb", folder / f"{number}.webp"
        model.write_bytes(recipe.packed)
        poster.write_bytes(picture)
        told_of = _told_of(taken, answer, recipe.gave_up)
        found.append(Prepared(model, poster, _text(answer, "placeholder"), told_of))
    return found


def kind_of(source: Path) -> tuple[ModelKind, str]:
    """What the model is by its bytes, and, of an archive, what its list of entries speaks of; raises a Problem."""
    size = source.stat().st_size
    with source.open("rb") as upload:
        head = upload.read(HEAD)
        upload.seek(max(size - TAIL, 0))
        tail = upload.read()
    kind = model_kind(head, tail, size)
    if kind is None:
        program = program_of(head)
        if program:
            raise MODEL_NOT_TAKEN(name=program)
        refusal = mistaken_for_glb(head[:512])
        raise UPLOAD_NOT_KNOWN() if refusal is MODEL_NOT_GLB else refusal()
    entries = [name.lower() for name in listed(tail)] if kind == "zip" else []
    inside = [kind for kind in MEDIA_TYPES if any(name.endswith(f".{kind}") for name in entries)]
    return kind, ",".join(inside)


def _prepared(
    models: list[bytes], kinds: list[tuple[ModelKind, str]], folder: Path, told: Told
) -> list[tuple[dict[str, Any], Recipe]]:
    taken = _taken(models, kinds, folder, told, TEXTURE_SIDES[0])
    whole = _by_recipe(taken, folder, told)

    def take(number: int, side: int) -> Taken:
        return _taken([models[number]], [kinds[number]], folder, told, side)[0]

    def make(lighter: Taken, fewer: bool) -> Recipe:
        return _by_recipe([lighter], folder, told, fewer=fewer)[0]

    return [_light(*made, partial(take, at), make) for at, made in enumerate(zip(taken, whole, strict=True))]


def _light(
    taken: Taken, whole: Recipe, take: Callable[[int], Taken], make: Callable[[Taken, bool], Recipe]
) -> tuple[dict[str, Any], Recipe]:
    """Down the ladder until the file is small enough; where it never is, the model stays whole, and too heavy.

    `take`: with pictures of so many px. `make`: the rest of the way, with fewer triangles or not.
    """
    answer, most = taken[0], BUDGETS["bytes"].amber
    over, rest = len(whole.packed) - most, len(whole.packed) - answer["pictures"]
    if over <= 0:
        return answer, whole
    known: dict[int | None, Taken] = {None: taken}
    for rung in rungs(min(answer["side"], answer["before"]["texture_side"]), answer["pictures"], over):
        least = rest - whole.spare * rung.fewer
        if least > most:
            continue
        if rung.side is not None and rung.side not in known:
            known[rung.side] = take(rung.side)
        lighter = known[rung.side]
        if least + lighter[0]["pictures"] > most:
            continue
        made = make(lighter, rung.fewer)
        if len(made.packed) <= most:
            return lighter[0], made
    return answer, whole


def _taken(models: list[bytes], kinds: list[tuple[ModelKind, str]], folder: Path, told: Told, most: int) -> list[Taken]:
    """What is taken, read strictly. What came packed is unpacked first, by those who can, and then read like all."""
    orders = [{"kind": kind, "inside": inside, "most": most} for kind, inside in kinds]
    taken = sandbox.run_each("take", models, orders, folder, told=told)
    packed = [at for at, (answer, _) in enumerate(taken) if "packed" in answer]
    if packed:
        unpacked = by_node([taken[at][1] for at in packed], [{"unpack": True}] * len(packed), folder, told)
        plain = [{"kind": "glb", "inside": "", "most": most}] * len(packed)
        again = sandbox.run_each("take", [glb for _, glb in unpacked], plain, folder, told=told)
        for at, (answer, glb) in zip(packed, again, strict=True):
            if "packed" in answer:
                raise UPLOAD_TOO_DEMANDING()
            first = taken[at][0]
            before = {**answer.get("before", {}), "bytes": len(models[at]), "generator": first.get("generator")}
            taken[at] = {**answer, "from": first["packed"], "before": before}, glb
    return taken


def by_node(
    models: list[bytes], orders: list[dict[str, Any]], folder: Path, told: Told
) -> list[tuple[dict[str, Any], bytes]]:
    """What the bundled script answers about each."""
    return sandbox.run_each("node", models, orders, folder, workshop(), str(settings.RECIPE), told=told)


def workshop() -> str:
    """The Node by which the script is run; raises WORKSHOP_MISSING, which is no refusal, where one of them is not."""
    program = node()
    if program is None or not settings.RECIPE.exists():
        raise WORKSHOP_MISSING()
    return program


def _by_recipe(taken: list[Taken], folder: Path, told: Told, *, fewer: bool = False) -> list[Recipe]:
    """`fewer`: also than a phone could draw, as few as make the file small enough, if so few may be."""
    most = {"triangles": BUDGETS["triangles"].amber} | ({"bytes": BUDGETS["bytes"].amber} if fewer else {})
    few = {"draws": BUDGETS["draws"].green}
    orders = [{**most, **few, "scale": answer["scale"], "move": answer["move"]} for answer, _ in taken]
    made = by_node([glb for _, glb in taken], orders, folder, told)
    found = []
    for (before, _), (answer, data) in zip(taken, made, strict=True):
        if answer.get("errors"):
            log.warning("not valid: %s", " | ".join(map(str, answer["errors"])))
            raise MODEL_NOT_VALID(name=str(answer["errors"][0]).split(" ")[0][:60])
        plain, spare = answer.get("plain"), answer.get("spare")
        if not isinstance(plain, int) or not isinstance(spare, int):
            raise UPLOAD_TOO_DEMANDING()
        gave_up = [*before["gave_up"], *answer.get("gaveUp", [])]
        found.append(Recipe(packed=data[plain:], plain=data[:plain], gave_up=gave_up, spare=spare))
    return found


def _told_of(taken: dict[str, Any], finished: dict[str, Any], gave_up: list[str]) -> dict[str, Any]:
    try:
        before, after = (_judged(_report.validate_python(each)) for each in (taken["before"], finished["after"]))
    except (KeyError, ValidationError):
        log.error("the sandbox gave an answer of no known form")
        raise UPLOAD_TOO_DEMANDING() from None
    return {
        **after,
        "before": before,
        "after": after,
        "gave_up": gave_up,
        "converted_from": _text(taken, "from"),
        "reach": finished["reach"],
    }


def _judged(report: Report) -> dict[str, Any]:
    judgements = judge(report)
    return {**sandbox.as_json(report), "budget": judgements, "verdict": worst(judgements)}


def _text(answer: dict[str, Any], key: str) -> str:
    value = answer.get(key)
    if not isinstance(value, str):
        raise UPLOAD_TOO_DEMANDING()
    return value


class Once:
    """Tells of every step once, however often the ladder goes over it."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.heard: set[Progress] = set()

    def __call__(self, progress: Progress) -> None:
        if progress not in self.heard:
            self.heard.add(progress)
            self.told(progress)
