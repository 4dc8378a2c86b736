"""Shapes of the HTTP interface to lesson plans."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from arlearn.people.schemas import Text
from arlearn.plans.steps import StepState
from content.scene import Identifier

Title = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class LessonStep(BaseModel):
    """A page of the plan's book, and what is to be done there."""

    model_config = ConfigDict(extra="forbid")

    page: UUID
    tasks: Annotated[list[Identifier], Field(max_length=20)] = []
    """Of that page, in the page's own order; none named is all of them."""
    minutes: Annotated[int, Field(ge=1, le=120, strict=True)]
    note: Annotated[Text, Field(max_length=500)] = ""
    """For the educator alone."""

    @field_validator("tasks")
    @classmethod
    def _each_once(cls, tasks: list[str]) -> list[str]:
        if len(set(tasks)) != len(tasks):
            raise ValueError("a task is named twice")
        return tasks


Steps = Annotated[list[LessonStep], Field(min_length=1, max_length=40)]


class NewLessonPlan(BaseModel):
    model_config = ConfigDict(extra="forbid")

    book: UUID
    title: Title
    shared: bool = False
    steps: Steps


class LessonPlanIn(BaseModel):
    """The plan as it shall be, whole."""

    model_config = ConfigDict(extra="forbid")

    builds_on: Annotated[int, Field(ge=1)]
    """Version that this save was made from; refused with `plan_conflict` when another save came first."""
    title: Title
    shared: bool
    steps: Steps


class CopyOfPlan(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Title | None = None
    """Of the copy; null for that of the original."""


class GoneTask(BaseModel):
    """A task that was chosen and that the page no longer has."""

    id: str
    prompt: dict[str, str]
    """What it last asked, by language; empty when nobody knows."""


class ShownStep(BaseModel):
    """A step as it stands, and what has become of its page and tasks."""

    page: UUID
    tasks: list[str]
    minutes: int
    note: str
    state: StepState
    number: int | None
    """Printed on the page; null when the page is no more."""
    title: dict[str, str]
    """Of the page, by language, as it was last published."""
    gone: list[GoneTask]


class PlanCard(BaseModel):
    """A plan in a list."""

    id: UUID
    library: UUID
    book: UUID
    book_title: str
    cover: str | None
    """URL of a picture."""
    emblem: str
    title: str
    owner: str
    mine: bool
    shared: bool
    steps: int
    skipped: int
    """Steps that a group would not be led to, because their page or all their tasks are no more."""
    minutes: int
    """Of the steps that are not skipped."""
    changed_at: datetime


class LessonPlanOut(BaseModel):
    """A plan, whole."""

    card: PlanCard
    version: int
    steps: list[ShownStep]
