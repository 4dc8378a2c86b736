"""How heavy a model is for a cheap phone. Pure."""

from dataclasses import dataclass
from typing import Literal

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


def judge(report: Report) -> dict[str, Judgement]:
    """A judgement of each figure of BUDGETS."""
    return {figure: budget.judge(getattr(report, figure)) for figure, budget in BUDGETS.items()}


def worst(judgements: dict[str, Judgement]) -> Judgement:
    order: list[Judgement] = ["green", "amber", "red"]
    return max(judgements.values(), key=order.index, default="green")
