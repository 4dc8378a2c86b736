"""The messages of a live group, of each direction. Pure; the one place where their shape is written.

Every message is one JSON object with a `kind`. Unknown kinds and unknown fields are refused. A transport carries
these and adds nothing: what is true on a WebSocket is true by any other way.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, TypeAdapter

from arlearn.live.control import MOST_CARDS, WRITTEN, CommandId, Control, Message, Order, Own
from content.scene import Identifier, Language, Sha256

VERSION = 1
MAX_BYTES = 8 * 1024
"""Longest message from a client, bytes of UTF-8."""

Counter = Annotated[int, Field(ge=1, le=2**53 - 1)]
"""A client's own count of what it sent, from 1; kept by the client through reloads."""
View = Literal["reading", "searching", "tracking", "held", "away"]
"""What a child's screen does: reads without a camera, or what its tracker sees; away: page hidden."""
Rung = Literal["read", "view", "photo", "live", "webxr"]


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
    value: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=WRITTEN)]
    """choice: id of the option; spell: the word; find: id of the node."""


class Finished(Message):
    """The child has read a page to its end."""

    kind: Literal["finished"] = "finished"
    n: Counter
    page: UUID
    revision: Sha256


class Opened(Message):
    """The child has come to a page; how long it stayed follows from the next of these."""

    kind: Literal["opened"] = "opened"
    n: Counter
    page: UUID
    revision: Sha256


class Consent(Message):
    """The child's answer to whether its page may be shown to the room."""

    kind: Literal["consent"] = "consent"
    n: Counter
    asked: Counter
    """The `Own.asked` that it answers; an answer to an older question changes nothing."""
    agree: bool


class Ping(Message):
    """Either side may send it after silence; answered by `pong`."""

    kind: Literal["ping"] = "ping"


FromLearner = Annotated[
    LearnerHello | Presence | Answer | Finished | Opened | Consent | Ping, Field(discriminator="kind")
]


# From an educator


class Mark(Message):
    """How far a panel has followed one replica of the group."""

    hub: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    frame: Annotated[int, Field(ge=0, le=2**53 - 1)]


class EducatorHello(Message):
    """First message of a panel's connection; the educator is known by the sign-in cookie.

    With `resume` the welcome brings only what that panel has missed, where the server can tell.
    """

    kind: Literal["hello"] = "hello"
    role: Literal["educator"] = "educator"
    version: Literal[1] = 1
    group: UUID
    resume: Mark | None = None


class Command(Message):
    """An order. Sent again under the same `id` it counts once."""

    kind: Literal["command"] = "command"
    id: CommandId
    order: Order


class Credit(Message):
    """The panel has drawn every frame up to this one and can take more."""

    kind: Literal["credit"] = "credit"
    frame: int


FromEducator = Annotated[EducatorHello | Command | Credit | Ping, Field(discriminator="kind")]
Hello = Annotated[LearnerHello | EducatorHello, Field(discriminator="role")]


# To clients


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
    card: Annotated[int, Field(ge=1, le=MOST_CARDS)] | None = None
    """The answer card of a child without a device; null for a child with one."""


class LearnerWelcome(Message):
    """Answer to a learner's hello: who it is, what holds, and what of its own the log has."""

    kind: Literal["welcome"] = "welcome"
    role: Literal["learner"] = "learner"
    epoch: UUID
    now: int
    """Unix time, ms, by the server's clock."""
    learner: LearnerFace
    book: UUID
    control: Control
    own: Own
    acknowledged: int
    """Highest `n` in the log; 0 for none. Everything up to it may leave the outbox."""
    presence: int
    """Highest presence `n` seen; the next must be greater."""
    solved: list[TaskRef]
    finished: list[UUID]


class ControlChanged(Message):
    kind: Literal["control"] = "control"
    control: Control


class OwnChanged(Message):
    kind: Literal["own"] = "own"
    own: Own


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
    now: int
    """Unix time, ms, by the server's clock."""


class Bye(Message):
    """The server is about to close. `again`: come back after a random part of these milliseconds; null: do not."""

    kind: Literal["bye"] = "bye"
    code: str
    message: str
    again: tuple[int, int] | None = None


ToLearner = Annotated[
    LearnerWelcome | ControlChanged | OwnChanged | Acknowledged | Refused | Pong | Bye, Field(discriminator="kind")
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
    help_since: int | None = None
    """Unix time in ms since when the hand is up; null while it is down."""
    own: Own
    solved: list[TaskRef]
    tries: int
    misses: int
    """Wrong answers since it last got on."""
    progress_at: int
    """When it last got on (joined, turned a page, solved a task, finished a page); Unix time, ms."""
    finished: list[UUID]
    last: LastAnswer | None = None
    answers: list[LastAnswer]
    """The latest to every task that it tried, in the order of first trying."""


class EducatorWelcome(Message):
    """Answer to a panel's hello: everything at once, or what is new since the mark that it resumes from."""

    kind: Literal["welcome"] = "welcome"
    role: Literal["educator"] = "educator"
    epoch: UUID
    seq: int
    group: UUID
    code: str
    book: UUID
    control: Control
    now: int
    """Unix time, ms, by the server's clock."""
    mark: Mark
    whole: bool
    """Whether `rows` are all; otherwise those that have changed since the mark of the hello."""
    rows: list[Row]
    gone: list[UUID]
    """Children who were removed since the mark of the hello."""


class Frame(Message):
    """What changed since the last frame: rows by learner, and the control state if it did."""

    kind: Literal["frame"] = "frame"
    frame: int
    seq: int
    rows: list[Row]
    gone: list[UUID]
    """Children who were removed: there is no row of them any more."""
    control: Control | None = None


class Done(Message):
    """The command `id` is in the log and has gone out to the children."""

    kind: Literal["done"] = "done"
    id: str


class Leaders(Message):
    """Who leads besides this panel's educator; nobody, until this says so, and replaces an older one whole."""

    kind: Literal["leaders"] = "leaders"
    others: list[str]
    """Account names of educators who have a panel of the group open."""


ToEducator = Annotated[EducatorWelcome | Frame | Leaders | Done | Refused | Pong | Bye, Field(discriminator="kind")]

from_learner: TypeAdapter[LearnerHello | Presence | Answer | Finished | Opened | Consent | Ping] = TypeAdapter(
    FromLearner
)
from_educator: TypeAdapter[EducatorHello | Command | Credit | Ping] = TypeAdapter(FromEducator)
hello: TypeAdapter[LearnerHello | EducatorHello] = TypeAdapter(Hello)
