"""Shapes of the HTTP interface to group sessions; what goes on inside a group is in `protocol`."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from arlearn.live.protocol import LearnerFace


class Join(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    code: Annotated[str, Field(min_length=1, max_length=12)]
    """As scanned or typed: upper or lower case, spaces and hyphens ignored."""


class Joined(BaseModel):
    """A child's place in a group. The token is given once and opens nothing but this place."""

    group: UUID
    token: str
    learner: LearnerFace
    book: UUID


class NewGroup(BaseModel):
    model_config = ConfigDict(extra="forbid")

    book: UUID
    plan: UUID | None = None
    """A lesson plan for that book, which the group follows from the start."""


class Group(BaseModel):
    """A group as its educator sees it in a list."""

    id: UUID
    code: str
    book: UUID
    book_title: str
    join_url: str
    """What the join QR says; its picture is at /api/live/groups/ID/join.svg."""
    learners: int
    opened_at: datetime
    ended_at: datetime | None
