"""How heavy a model is for a cheap phone, and a page with all its models. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from content.gate import Report

Judgement = Literal["green", "amber", "red"]
"""green: runs well; amber: may be published, slow on a cheap phone; red: too heavy for one."""


@dataclass(frozen=True)
class Budget:
    """The most of one figure that is green, and the most that is amber."""

    green: int
    amber: int

    def judge(self, value: int) -> Judgement:
        return "green" if value <= self.green else "amber" if value <= self.amber else "red"


MEGABYTE = 1024 * 1024
BUDGETS = {
    "triangles": Budget(30_000, 50_000),
    "bytes": Budget(1 * MEGABYTE, 3 * MEGABYTE),
    "draws": Budget(8, 20),
    "texture_side": Budget(1024, 1024),
    "texture_bytes": Budget(20 * MEGABYTE, 32 * MEGABYTE),
    "joints": Budget(64, 128),
}


@dataclass(frozen=True)
class Weight:
    """The figures of BUDGETS, of one model or of all that a page shows."""

    triangles: int = 0
    bytes: int = 0
    draws: int = 0
    texture_side: int = 0
    texture_bytes: int = 0
    joints: int = 0

    @classmethod
    def of(cls, report: Mapping[str, Any]) -> Self:
        """From a report of `content.pipeline.prepare`: what phones get of the model."""
        after = report.get("after", report)
        return cls(**{figure: int(after.get(figure, 0)) for figure in BUDGETS})


NOTHING = Weight()


def together(models: Iterable[tuple[str, Weight]]) -> Weight:
    """What a page comes to that shows these models, each by its SHA-256 and as often as it stands there.

    A model that stands there twice is fetched once, and its pictures are held once; it is drawn twice. What bounds
    joints is how many one skeleton has.
    """
    shown = list(models)
    once = list(dict(shown).values())
    return Weight(
        triangles=sum(weight.triangles for _, weight in shown),
        bytes=sum(weight.bytes for weight in once),
        draws=sum(weight.draws for _, weight in shown),
        texture_side=max((weight.texture_side for weight in once), default=0),
        texture_bytes=sum(weight.texture_bytes for weight in once),
        joints=max((weight.joints for weight in once), default=0),
    )


TEXTURE_SIDES = (1024, 512, 256)
"""Pixels of the longer side that pictures are brought to; each but the first where the one before is too heavy."""


def judge(weight: Weight | Report) -> dict[str, Judgement]:
    """A judgement of each figure of BUDGETS."""
    return {figure: budget.judge(getattr(weight, figure)) for figure, budget in BUDGETS.items()}


def worst(judgements: Mapping[str, Judgement]) -> Judgement:
    order: list[Judgement] = ["green", "amber", "red"]
    return max(judgements.values(), key=order.index, default="green")


def too_much(weight: Weight) -> dict[str, int]:
    """The figures that keep it from being published, with what they are; empty when none does."""
    return {figure: getattr(weight, figure) for figure, judged in judge(weight).items() if judged == "red"}
