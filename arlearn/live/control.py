"""What an educator may order, and the state that orders make: of everybody, and of one child. Pure.

Orders come in a `Command`; what they make goes out in `ControlChanged` and `OwnChanged`; see `protocol`.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from content.scene import Identifier, Language, Sha256

WRITTEN = r"^[^\x00]+$"
"""PostgreSQL keeps no NUL in text."""


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# Orders

Some = Annotated[list[UUID], Field(min_length=1, max_length=200)]
"""Learners of the group."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=WRITTEN)]


class OpenPage(Message):
    """To this page, everybody or the named ones; `page` null lets them turn pages themselves again.

    What is opened for everybody replaces what was opened for some.
    """

    do: Literal["open_page"] = "open_page"
    page: UUID | None
    to: Some | None = None


class Pause(Message):
    """Eyes on me: the children's screens rest until `resume`."""

    do: Literal["pause"] = "pause"


class Resume(Message):
    do: Literal["resume"] = "resume"


class End(Message):
    """Ends the group for good."""

    do: Literal["end"] = "end"


class Lock(Message):
    """Whether the door is locked: nobody new comes in, who is in comes back."""

    do: Literal["lock"] = "lock"
    locked: bool


class Timer(Message):
    """A time that everybody sees running down; null takes it away."""

    do: Literal["timer"] = "timer"
    seconds: Annotated[int, Field(ge=5, le=7200)] | None


class Spotlight(Message):
    """Asks one child whether its page may be shown to the room; null ends it, and takes the question back."""

    do: Literal["spotlight"] = "spotlight"
    learner: UUID | None


class Hint(Message):
    """A sentence for one child."""

    do: Literal["hint"] = "hint"
    to: UUID
    text: Words


class Praise(Message):
    """Praise for one child, or for all."""

    do: Literal["praise"] = "praise"
    to: UUID | None = None


class Attend(Message):
    """The educator has come to a child that raised its hand: the hand goes down."""

    do: Literal["attend"] = "attend"
    to: UUID


class Teams(Message):
    """Deals the children into so many teams, by their order of joining, also those who come later; 0 for none."""

    do: Literal["teams"] = "teams"
    count: Literal[0, 2, 3, 4, 5, 6]


class Remove(Message):
    """Out of the group: their places are free, and what they did stays in the log and in the results. Who was let out
    may join again, as anybody may while the door is open."""

    do: Literal["remove"] = "remove"
    to: Some


class UsePlan(Message):
    """The group follows a lesson plan of its library, as it is now; null puts it away."""

    do: Literal["use_plan"] = "use_plan"
    plan: UUID | None


class GoTo(Message):
    """Leads everybody to a step of the plan, counted from 0."""

    do: Literal["go_to"] = "go_to"
    step: Annotated[int, Field(ge=0, le=39)]


MOST_CARDS = 40
"""Answer cards that there are: so many children without a device one educator reads at once."""
CommandId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,40}$")]


class CardTurn(Message):
    """How one answer card was held up when the educator closed the question."""

    card: Annotated[int, Field(ge=1, le=MOST_CARDS)]
    """The number that is printed on it."""
    letter: Literal["A", "B", "C", "D"]
    """The one that was up."""


class ReadCards(Message):
    """The educator has closed a question that the room answered with cards: A to D are the options of the choice task
    in their order. Each card is there once, as it was held last."""

    do: Literal["read_cards"] = "read_cards"
    page: UUID
    revision: Sha256
    """The published revision of the scene that the educator's screen showed."""
    task: Identifier
    language: Language
    turns: Annotated[list[CardTurn], Field(min_length=1, max_length=MOST_CARDS)]

    @field_validator("turns")
    @classmethod
    def _each_card_once(cls, turns: list[CardTurn]) -> list[CardTurn]:
        if len({turn.card for turn in turns}) < len(turns):
            raise ValueError("a card is there twice")
        return turns


class TakeBack(Message):
    """The cards that were read last are taken back, as if they had not been read: the question is asked again."""

    do: Literal["take_back"] = "take_back"
    command: CommandId
    """The id of the command that brought them."""


Order = Annotated[
    OpenPage
    | Pause
    | Resume
    | End
    | Lock
    | Timer
    | Spotlight
    | Hint
    | Praise
    | Attend
    | Teams
    | Remove
    | UsePlan
    | GoTo
    | ReadCards
    | TakeBack,
    Field(discriminator="do"),
]


# What they make


class PlanStep(Message):
    """One step of a lesson plan: a page, and which of its tasks; none named is all of them."""

    page: UUID
    tasks: Annotated[list[Identifier], Field(max_length=20)] = []
    minutes: Annotated[int, Field(ge=1, le=120)]


class Plan(Message):
    """The lesson plan that the group follows, as it was when the educator took it."""

    id: UUID
    title: str
    steps: Annotated[list[PlanStep], Field(min_length=1, max_length=40)]


class Countdown(Message):
    """A running timer."""

    seconds: int
    ends_at: int
    """Unix time, ms, by the server's clock."""


class Control(Message):
    """What the educator has ordered for everybody; replaces an older version whole."""

    version: int
    page: UUID | None = None
    """Where everybody is led; null while the children turn pages themselves."""
    moved_at: int = 0
    """When everybody was last led somewhere, or set free; Unix time, ms."""
    paused: bool = False
    ended: bool = False
    locked: bool = False
    timer: Countdown | None = None
    spotlight: UUID | None = None
    """The child whose page the room sees; it has agreed."""
    teams: int = 0
    """How many; a child's team is its order modulo this."""
    plan: Plan | None = None
    step: int | None = None
    """The step of the plan to which everybody is led; null while they go through it at their own pace."""
    praised: int = 0
    """How often everybody was praised."""


class Note(Message):
    """A word of the educator to one child. `id` rises by one with each."""

    id: int
    sort: Literal["hint", "praise"]
    text: str = ""


class Own(Message):
    """What the educator has ordered for one child; replaces an older version whole."""

    version: int = 0
    page: UUID | None = None
    """Where this child alone is led, instead of `Control.page`."""
    note: Note | None = None
    attended: int = 0
    """How often the educator has come; when it rises, the hand goes down."""
    asked: int | None = None
    """The number of the question whether its page may be shown; null when nothing is asked."""
