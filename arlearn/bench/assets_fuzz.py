"""Thousands of accidents through every step of the pipeline: each must end in a name or in a model, soon, alone."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from arlearn.bench.assets_accidents import accidents
from arlearn.bench.assets_witness import SONG, Witness, witness
from arlearn.errors import Problem
from content.budget import BUDGETS
from content.pipeline import sandbox
from content.pipeline.confined import PROCESSOR
from content.pipeline.node import node
from content.pipeline.prepare import kind_of
from content.problems import REFUSALS

AT_ONCE = 40
"""Models that one process gets; when it does not end well each gets a process of its own."""
MOST_SECONDS = 5.0
"""Of the processor, for one model through all steps; to start their processes is not counted."""

TO_START = 10.0
"""Seconds of the processor, at most, until a process takes up the first of its models."""

Model = tuple[int, bytes]
"""Its number, and its bytes as they are by now."""
Verb = Literal["take", "node", "finish"]
Answered = list[tuple[int, dict[str, Any], bytes]]


@dataclass
class Outcome:
    """How they ended."""

    codes: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    """How many came to each step: `take`, `unpack`, `node`, `finish`."""
    seconds: dict[int, float] = field(default_factory=dict)
    """Of the processor, by number, over all steps so far."""
    wrong: list[str] = field(default_factory=list)
    """What ended in no way that it may: number and what happened."""

    @property
    def made(self) -> int:
        return self.codes["made"]

    @property
    def count(self) -> int:
        return sum(self.codes.values())

    @property
    def slowest(self) -> tuple[float, int]:
        """Seconds, and the number of the model that took them."""
        return max(((seconds, number) for number, seconds in self.seconds.items()), default=(0.0, 0))

    def spent(self, number: int, seconds: float) -> None:
        before = self.seconds.get(number, 0.0)
        self.seconds[number] = before + seconds
        if before <= MOST_SECONDS < before + seconds:
            self.wrong.append(f"{number}: took {before + seconds:.1f} s")


def fuzz(seed: int, count: int, folder: Path, say: Callable[[Outcome], None], until: float | None = None) -> Outcome:
    """Every accident through every step, as uploads go.

    `folder` is empty. It ends early when `time.monotonic()` is past `until`. Raises RuntimeError where it could not see
    who reads what.
    """
    outcome, waiting = Outcome(), list[Model]()
    job = folder / "job"
    job.mkdir()
    with witness(folder) as watching:
        if not watching.hears:
            raise RuntimeError(
                f"{folder.parent} is mounted so that files do not tell when they are read (noatime): "
                "name a folder on a file system mounted relatime or strictatime by TMPDIR"
            )
        for number, data in accidents(seed, count, watching.links):
            waiting.append((number, data))
            if len(waiting) == AT_ONCE or number == count - 1:
                Batch(job, outcome, watching).through(waiting)
                waiting = []
                say(outcome)
                if until is not None and time.monotonic() > until:
                    break
        return outcome


@dataclass(frozen=True)
class Batch:
    """Some models on their way together."""

    folder: Path
    outcome: Outcome
    watching: Witness

    def through(self, models: list[Model]) -> None:
        for number, _, data in self._finished(self._made(self._taken(models))):
            self.outcome.codes["made"] += 1
            if SONG.encode() in data:
                self.outcome.wrong.append(f"{number}: a canary is heard in what was made")
        for touched in self.watching.touched():
            self.outcome.wrong.append(f"{models[0][0]} to {models[-1][0]}: {touched}")

    def _taken(self, models: list[Model]) -> Answered:
        """Read strictly; what came packed is unpacked first."""
        known, orders = list[Model](), list[dict[str, Any]]()
        for number, data in models:
            (self.folder / "upload").write_bytes(data)
            try:
                kind, inside = kind_of(self.folder / "upload")
            except Problem as problem:
                self.outcome.codes[problem.code] += 1
                continue
            orders.append({"kind": kind, "inside": inside, "most": 1024})
            known.append((number, data))
        taken = self._answers("take", known, orders)
        packed = [(number, glb) for number, answer, glb in taken if "packed" in answer]
        self.outcome.reached["unpack"] += len(packed)
        unpacked = self._answers("node", packed, [{"unpack": True}] * len(packed))
        plain = [(number, glb) for number, _, glb in unpacked]
        again = self._answers("take", plain, [{"kind": "glb", "inside": "", "most": 1024}] * len(plain))
        for number, answer, _ in again:
            if "packed" in answer:
                self.outcome.wrong.append(f"{number}: is packed still when it was unpacked")
        return [each for each in [*taken, *again] if "packed" not in each[1]]

    def _made(self, taken: Answered) -> Answered:
        # As if every model had too many draws: so each goes the longest way.
        most = {"triangles": BUDGETS["triangles"].amber, "bytes": BUDGETS["bytes"].amber, "draws": 0}
        orders = [{**most, "scale": answer["scale"], "move": answer["move"]} for _, answer, _ in taken]
        return self._answers("node", [(number, glb) for number, _, glb in taken], orders)

    def _finished(self, made: Answered) -> Answered:
        plain, orders = list[Model](), list[dict[str, Any]]()
        for number, answer, data in made:
            if answer["errors"]:
                self.outcome.codes["model_not_valid"] += 1
                continue
            plain.append((number, data[: answer["plain"]]))
            orders.append({"packed": len(data) - answer["plain"]})
        return self._answers("finish", plain, orders)

    def _answers(self, verb: Verb, models: list[Model], orders: list[dict[str, Any]]) -> Answered:
        """The answers to those that were not refused; each alone when all together do not end well."""
        if not models:
            return []
        sized = [{**order, "size": len(data)} for order, (_, data) in zip(orders, models, strict=True)]
        (self.folder / "models").write_bytes(b"".join(data for _, data in models))
        more = (node() or "", str(settings.RECIPE)) if verb == "node" else ()
        try:
            answer, made = sandbox.run(verb, self.folder / "models", json.dumps(sized), *more)
        except Problem as problem:
            if len(models) > 1:
                return self._each_alone(verb, models, orders, problem.code)
            self.outcome.codes[problem.code] += 1
            self.outcome.wrong.append(f"{models[0][0]}: {verb} ended in {problem.code}")
            return []
        self.outcome.reached[verb] += len(models)
        return list(self._good(verb, models, answer["each"], made))

    def _each_alone(self, verb: Verb, models: list[Model], orders: list[dict[str, Any]], code: str) -> Answered:
        """What ends well alone and not with others is wrong too, unless together it is more than one process may do."""
        known, before = len(self.outcome.wrong), self._spent(models)
        pairs = zip(models, orders, strict=True)
        answers = [each for model, order in pairs for each in self._answers(verb, [model], [order])]
        if len(self.outcome.wrong) == known and self._spent(models) - before < PROCESSOR - TO_START:
            self.outcome.wrong.append(f"{models[0][0]} to {models[-1][0]}: {verb} together ended in {code}")
        return answers

    def _spent(self, models: list[Model]) -> float:
        return sum(self.outcome.seconds.get(number, 0.0) for number, _ in models)

    def _good(
        self, verb: Verb, models: list[Model], answers: list[dict[str, Any]], made: bytes
    ) -> Iterator[tuple[int, dict[str, Any], bytes]]:
        at = 0
        for (number, data), answer in zip(models, answers, strict=True):
            mine = made[at : at + answer["size"]]
            at += answer["size"]
            self.outcome.spent(number, answer["seconds"])
            if "refusal" not in answer:
                yield number, answer, mine
                continue
            code = answer["refusal"]["code"]
            self.outcome.codes[code] += 1
            if code not in REFUSALS or not _may(verb, data, code):
                self.outcome.wrong.append(f"{number}: {verb} refused {code}: {answer['refusal']['detail']}")


def _may(verb: Verb, given: bytes, code: str) -> bool:
    """Whether the step may refuse for this. What was taken has been read strictly, so nothing can be wrong with it."""
    match verb:
        case "take":
            return True
        case "node":  # to unpack, which comes before that
            return b"EXT_meshopt_compression" in given or b"KHR_draco_mesh_compression" in given
        case "finish":  # that all of a shape folds into lines is found when its corners are joined
            return code == "model_empty"
