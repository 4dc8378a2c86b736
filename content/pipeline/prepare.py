"""A model from what came to what phones get. Raises the Problem for which it is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from content.budget import judge, worst
from content.pipeline import sandbox
from content.steps import Step


@dataclass(frozen=True)
class Progress:
    step: Step
    state: Literal["begun", "done"]


@dataclass(frozen=True)
class Prepared:
    """Files in the job's folder, and what is said of them."""

    model: Path
    poster: Path | None
    """A WebP picture."""
    placeholder: str | None
    """Data URI of a tiny WebP picture."""
    report: dict[str, Any]


def prepare_model(source: Path, folder: Path, told: Callable[[Progress], None]) -> Prepared:
    """`source` holds the original's bytes; `folder` is an empty one of the job's own."""
    told(Progress("gate", "begun"))
    found = sandbox.gated(source)
    told(Progress("gate", "done"))
    judgements = judge(found)
    report = {**sandbox.as_json(found), "budget": judgements, "verdict": worst(judgements)}
    made = folder / "model.glb"
    made.write_bytes(source.read_bytes())
    whole = {**report, "before": report, "after": report, "gave_up": [], "converted_from": "glb"}
    return Prepared(made, None, None, whole)
