"""Shapes of what is told about a group afterwards."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from arlearn.live.protocol import LearnerFace
from arlearn.reports.replay import Happened


class ChildPageResult(BaseModel):
    """What one child did with one page."""

    page: UUID
    seconds: int | None
    """As far as the log tells; null where it does not."""
    finished: bool
    tries: int
    solved: int


class ChildResult(BaseModel):
    learner: LearnerFace
    removed: bool
    """The educator removed it from the group."""
    seconds: int | None
    """On pages; silence longer than three minutes counts as three. Null where nothing is known."""
    pages: list[ChildPageResult]
    """As in the book."""
    finished: list[UUID]
    solved: int
    first_try: int
    """Tasks solved at the first try."""
    tries: int


class AnswerCount(BaseModel):
    value: str
    text: str
    """The value as the children saw it."""
    correct: bool
    count: int


class TaskResult(BaseModel):
    page: UUID
    number: int | None
    """Of the page; null when the page is no longer there."""
    task: str
    prompt: str
    tried: int
    """Children."""
    solved: int
    first_try: int
    answers: list[AnswerCount]
    """The most frequent first."""


class PageResult(BaseModel):
    page: UUID
    number: int | None
    title: str
    opened: int
    """Children."""
    finished: int
    median_seconds: int | None
    """Null for fewer than five children: it would tell of one."""


class Results(BaseModel):
    """Everything about one group, by child, by page and by task."""

    group: UUID
    code: str
    book: UUID
    book_title: str
    opened_at: datetime
    ended_at: datetime | None
    children: list[ChildResult]
    """In the order of joining."""
    pages: list[PageResult]
    """As in the book."""
    tasks: list[TaskResult]


class ReplayMoment(BaseModel):
    at: int
    """ms since the first."""
    what: Happened
    who: int | None
    """A dot's number, dealt anew with every answer; null for what the educator did."""
    page: UUID | None


class ReplayPage(BaseModel):
    page: UUID
    number: int | None
    title: str


class Replay(BaseModel):
    """A group's hour, without names and without anybody's mistakes."""

    dots: int
    ms: int
    """How long it took."""
    pages: list[ReplayPage]
    moments: list[ReplayMoment]
