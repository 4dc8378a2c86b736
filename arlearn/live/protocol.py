"""The messages of a live group, of each direction. Pure; the one place where their shape is written.

Every message is one JSON object with a `kind`. Unknown kinds and unknown fields are refused. A transport carries
these and adds nothing: what is true on a WebSocket is true by any other way.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from content.scene import Identifier, Language, Sha256

VERSION = 1
MAX_BYTES = 8 * 1024
"""Longest message from a client, bytes of UTF-8."""

Counter = Annotated[int, Field(ge=1, le=2**53 - 1)]
"""A client's own count of what it sent, from 1; kept by the client through reloads."""
ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,40}$")]
View = Literal["reading", "searching", "tracking", "held", "away"]
"""What a child's screen does: reads without a camera, or what its tracker sees; away: page hidden."""
Rung = Literal["read", "view", "photo", "live", "webxr"]


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# From a learner


class LearnerHello(Message):
    """First message of a child's connection."""

    kind: Literal["hello"] = "hello"
    role: Literal["learner"] = "learner"
    version: Literal[1] = 1
    group: UUID
    token: Annotated[str, StringConstraints(min_length=20, max_length=100)]


class Presence(Message):
    """The learner's own row, whole; passing, so never in the log. A lower or equal `n` than the last is ignored."""

    kind: Literal["presence"] = "presence"
    n: Counter
    page: UUID | None
    view: View
    rung: Rung
    help: bool = False


class Answer(Message):
    """An answer to a task. Kept by the client until the server acknowledges `n`."""

    kind: Literal["answer"] = "answer"
    n: Counter
    page: UUID
    revision: Sha256
    """The published revision of the scene that the child saw."""
    task: Identifier
    language: Language
    value: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    """choice: id of the option; spell: the word; find: id of the node."""


class Finished(Message):
    """The child has read a page to its end."""

    kind: Literal["finished"] = "finished"
    n: Counter
    page: UUID
    revision: Sha256


class Ping(Message):
    """Either side may send it after silence; answered by `pong`."""

    kind: Literal["ping"] = "ping"


FromLearner = Annotated[LearnerHello | Presence | Answer | Finished | Ping, Field(discriminator="kind")]


# From an educator


class EducatorHello(Message):
    """First message of a panel's connection; the educator is known by the sign-in cookie."""

    kind: Literal["hello"] = "hello"
    role: Literal["educator"] = "educator"
    version: Literal[1] = 1
    group: UUID


class OpenPage(Message):
    """Everybody to this page; `page` null lets the children turn pages themselves again."""

    do: Literal["open_page"] = "open_page"
    page: UUID | None


class Pause(Message):
    """Eyes on me: the children's screens rest until `resume`."""

    do: Literal["pause"] = "pause"


class Resume(Message):
    do: Literal["resume"] = "resume"


class End(Message):
    """Ends the group for good."""

    do: Literal["end"] = "end"


Order = Annotated[OpenPage | Pause | Resume | End, Field(discriminator="do")]


class Command(Message):
    """An order to all. Sent again under the same `id` it counts once."""

    kind: Literal["command"] = "command"
    id: ClientId
    order: Order


class Credit(Message):
    """The panel has drawn every frame up to this one and can take more."""

    kind: Literal["credit"] = "credit"
    frame: int


FromEducator = Annotated[EducatorHello | Command | Credit | Ping, Field(discriminator="kind")]
Hello = Annotated[LearnerHello | EducatorHello, Field(discriminator="role")]


# To clients


class Control(Message):
    """What the educator has ordered; replaces an older version whole."""

    version: int
    page: UUID | None = None
    paused: bool = False
    ended: bool = False


class TaskRef(Message):
    page: UUID
    task: Identifier


Animal = Literal[
    "sun-bear", "orangutan", "hornbill", "turtle", "tiger",
    "elephant", "rhino", "tapir", "deer", "proboscis-monkey",
    "loris", "pangolin", "otter", "cat", "buffalo",
    "horse", "rooster", "duck", "owl", "frog",
    "crab", "fish", "dolphin", "butterfly", "bee",
]  # fmt: skip
"""Animals that children of Indonesia know. With COLOURS they make 200 different faces."""
Colour = Literal["orange", "sky", "green", "yellow", "blue", "vermilion", "purple", "grey"]
"""Hues that stay apart for colour-blind eyes, after Okabe and Ito (2008); each has a shape of its own on screen."""


class LearnerFace(Message):
    """How a child appears: an animal and a colour, dealt on joining."""

    id: UUID
    order: int
    animal: Animal
    colour: Colour


class LearnerWelcome(Message):
    """Answer to a learner's hello: who it is, what holds, and what of its own the log has."""

    kind: Literal["welcome"] = "welcome"
    role: Literal["learner"] = "learner"
    epoch: UUID
    learner: LearnerFace
    book: UUID
    control: Control
    acknowledged: int
    """Highest `n` in the log; 0 for none. Everything up to it may leave the outbox."""
    presence: int
    """Highest presence `n` seen; the next must be greater."""
    solved: list[TaskRef]
    finished: list[UUID]


class ControlChanged(Message):
    kind: Literal["control"] = "control"
    control: Control


class Acknowledged(Message):
    """Everything up to `n` is in the log, or was refused for good: it may leave the outbox."""

    kind: Literal["acknowledged"] = "acknowledged"
    n: int


class Refused(Message):
    """A message was not taken; nothing changed. `n` or `id` name it where it had one."""

    kind: Literal["refused"] = "refused"
    code: str
    message: str
    n: int | None = None
    id: str | None = None


class Pong(Message):
    kind: Literal["pong"] = "pong"


class Bye(Message):
    """The server is about to close. `again`: come back after a random part of these milliseconds; null: do not."""

    kind: Literal["bye"] = "bye"
    code: str
    message: str
    again: tuple[int, int] | None = None


ToLearner = Annotated[
    LearnerWelcome | ControlChanged | Acknowledged | Refused | Pong | Bye, Field(discriminator="kind")
]


class LastAnswer(Message):
    page: UUID
    task: Identifier
    value: str
    correct: bool
    at: int
    """Unix time, ms, by the server's clock."""


class Row(Message):
    """What the panel shows of one learner; replaces the older row of the same learner whole."""

    learner: LearnerFace
    connected: bool
    away_since: int | None = None
    """Unix time in ms since when it is not connected; null while it is."""
    page: UUID | None = None
    view: View = "reading"
    rung: Rung = "read"
    help: bool = False
    solved: list[TaskRef]
    tries: int
    finished: list[UUID]
    last: LastAnswer | None = None


class EducatorWelcome(Message):
    """Answer to a panel's hello: everything at once."""

    kind: Literal["welcome"] = "welcome"
    role: Literal["educator"] = "educator"
    epoch: UUID
    seq: int
    group: UUID
    code: str
    book: UUID
    control: Control
    rows: list[Row]


class Frame(Message):
    """What changed since the last frame: rows by learner, and the control state if it did."""

    kind: Literal["frame"] = "frame"
    frame: int
    seq: int
    rows: list[Row]
    control: Control | None = None


class Done(Message):
    """The command `id` is in the log and has gone out to the children."""

    kind: Literal["done"] = "done"
    id: str


ToEducator = Annotated[EducatorWelcome | Frame | Done | Refused | Pong | Bye, Field(discriminator="kind")]

from_learner: TypeAdapter[LearnerHello | Presence | Answer | Finished | Ping] = TypeAdapter(FromLearner)
from_educator: TypeAdapter[EducatorHello | Command | Credit | Ping] = TypeAdapter(FromEducator)
hello: TypeAdapter[LearnerHello | EducatorHello] = TypeAdapter(Hello)
