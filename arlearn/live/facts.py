"""What the log of a group holds: facts, each in its place. Pure; the payload of every stored event has this shape."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter

from arlearn.live.control import Message, Order, Plan
from arlearn.live.protocol import LearnerFace
from content.scene import Identifier, Language, Sha256

EDUCATOR = "educator"
"""Source of what educators did; the source of what a child did is its id."""
RULE = "rule"
"""Source of what the server's own rules did."""
JOINED = "joined"
"""Client id of a child's joining, which happens once."""


@lru_cache(maxsize=10_000)
def learner_of(source: str) -> UUID | None:
    """The child that a source names; None for an educator or a rule."""
    return None if source in (EDUCATOR, RULE) else UUID(source)


class Joined(Message):
    """A child came in. The source is the child."""

    kind: Literal["joined"] = "joined"
    learner: LearnerFace


class Answered(Message):
    """A child tried a task, and whether that was right by the revision it saw. The client id is the child's `n`."""

    kind: Literal["answered"] = "answered"
    page: UUID
    revision: Sha256
    task: Identifier
    language: Language
    value: str
    correct: bool


class PageFinished(Message):
    """A child has read a page to its end. The client id is the child's `n`."""

    kind: Literal["finished"] = "finished"
    page: UUID
    revision: Sha256


class PageOpened(Message):
    """A child has come to a page. The client id is the child's `n`."""

    kind: Literal["opened"] = "opened"
    page: UUID
    revision: Sha256


class Consented(Message):
    """A child has said whether its page may be shown. The client id is the child's `n`."""

    kind: Literal["consented"] = "consented"
    asked: int
    agree: bool


class Planned(Message):
    """An educator has chosen a lesson plan, or put it away. The client id is the command's."""

    kind: Literal["planned"] = "planned"
    plan: Plan | None


class Forgotten(Message):
    """What stood here was forgotten at somebody's wish; the place stays, so that positions have no gap."""

    kind: Literal["forgotten"] = "forgotten"


class Ordered(Message):
    """An educator, or a rule, ordered something for all. The client id is the command's."""

    kind: Literal["ordered"] = "ordered"
    order: Order


Fact = Joined | Answered | PageFinished | PageOpened | Consented | Ordered | Planned | Forgotten
facts: TypeAdapter[Fact] = TypeAdapter(Annotated[Fact, Field(discriminator="kind")])


@dataclass(frozen=True)
class Line:
    """One line of a log: a fact in its place."""

    seq: int
    at: int
    """When the server took it; Unix time, ms."""
    source: str
    client_id: str
    fact: Fact
