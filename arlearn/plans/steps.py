"""What has become of a plan's steps since they were written, and which of them a group can use. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

StepState = Literal["whole", "fewer_tasks", "tasks_gone", "page_withdrawn", "page_deleted"]
"""whole: as it was written. fewer_tasks: some of its tasks are no more, the others remain.

Skipped in use are tasks_gone (tasks were chosen and none of them remains, which must not turn into all of them),
page_withdrawn (not published now) and page_deleted.
"""
Words = Mapping[str, str]
"""A short text by language."""


@dataclass(frozen=True)
class Step:
    """As it is stored."""

    page: UUID
    tasks: tuple[str, ...]
    minutes: int
    note: str

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Step":
        return cls(UUID(stored["page"]), tuple(stored["tasks"]), stored["minutes"], stored["note"])

    def stored(self) -> dict[str, Any]:
        return {"page": str(self.page), "tasks": list(self.tasks), "minutes": self.minutes, "note": self.note}


@dataclass(frozen=True)
class PageNow:
    """A page of the book as it is now."""

    number: int
    published: bool
    title: Words = field(default_factory=dict)
    tasks: tuple[str, ...] = ()
    """Of the published revision, in its order."""


def state_of(step: Step, pages: Mapping[UUID, PageNow]) -> StepState:
    """What has become of the step; `pages` are those of the plan's book."""
    page = pages.get(step.page)
    if page is None:
        return "page_deleted"
    if not page.published:
        return "page_withdrawn"
    left = len(gone(step, page))
    if left == 0:
        return "whole"
    return "tasks_gone" if left == len(step.tasks) else "fewer_tasks"


def gone(step: Step, page: PageNow) -> tuple[str, ...]:
    """The step's tasks that the published page does not have."""
    return tuple(task for task in step.tasks if task not in page.tasks)


def usable(state: StepState) -> bool:
    return state in ("whole", "fewer_tasks")


def in_use(steps: list[Step], pages: Mapping[UUID, PageNow]) -> list[Step]:
    """The steps that a group can be led to, without the tasks that are no more."""
    return [
        Step(step.page, tuple(task for task in step.tasks if task in pages[step.page].tasks), step.minutes, step.note)
        for step in steps
        if usable(state_of(step, pages))
    ]


def unknown(steps: list[Step], before: list[Step], known: Mapping[UUID, frozenset[str]]) -> list[str]:
    """Paths of pages and tasks that the book never had. `known`: its pages, and every task ever published there.

    What the plan had before it keeps, even when nobody else remembers it.
    """
    kept: dict[UUID, set[str]] = {page: set(tasks) for page, tasks in known.items()}
    for step in before:
        kept.setdefault(step.page, set()).update(step.tasks)
    wrong = []
    for at, step in enumerate(steps):
        if step.page not in kept:
            wrong.append(f"steps.{at}.page")
        else:
            wrong += [f"steps.{at}.tasks.{nth}" for nth, task in enumerate(step.tasks) if task not in kept[step.page]]
    return wrong
