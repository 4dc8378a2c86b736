"""Shapes of the HTTP interface to group sessions; what goes on inside a group is in `protocol`."""

from datetime import datetime
from typing import Annotated, Any
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
    led_by: str
    """Account name of who opened it."""


class Groups(BaseModel):
    """Groups, the newest first; those that run before those that have ended."""

    groups: list[Group]
    more: bool
    """Whether there are ended ones that were opened earlier."""


class HandoverOut(BaseModel):
    """A code to go on with another device. It is told once, and signs whoever has it in."""

    id: UUID
    """Names the code without being it: for asking whether it was used."""
    url: str
    picture: str
    """A QR code of the url, as an SVG document."""
    expires: datetime
    seconds: int
    """Until then, for a device whose clock is wrong."""


class HandoverState(BaseModel):
    used: bool
    over: bool
    """Not used, and too old."""


class Redeem(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=20, max_length=60)]


class Redeemed(BaseModel):
    group: UUID


Count = Annotated[int, Field(ge=0, le=2**53 - 1)]


class Poll(BaseModel):
    """One request of a conversation over HTTP; each side counts the messages that it has from the other."""

    model_config = ConfigDict(extra="forbid")

    talk: Annotated[str, Field(min_length=20, max_length=100)] | None
    """The name of the conversation, as the server gave it; null begins one, with hello."""
    heard: Count
    """Messages of the server that arrived: these it need not say again."""
    said: Count
    """Messages of the client before those that come here."""
    messages: Annotated[list[dict[str, Any]], Field(max_length=100)]
    leave: bool = False
    """The client goes, and does not wait for an answer."""


class Polled(BaseModel):
    """The answer to a Poll."""

    talk: str
    taken: Count
    """Messages of the client that arrived: these it need not say again."""
    said: Count
    """Messages of the server before those that come here."""
    messages: list[dict[str, Any]]
    closed: int | None
    """The conversation is over after these messages: the close code that a WebSocket would have."""
