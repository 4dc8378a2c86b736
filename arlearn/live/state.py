"""The state of a group: what its log adds up to, and what may be added to it. Pure.

`decide_answer` and `decide_order` say whether a message becomes a fact; `evolve` says what a fact changes; nothing
else changes a GroupState. Whoever has the same log has the same state.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from arlearn.errors import ProblemKind
from arlearn.live.facts import Answered, Fact, Joined, Line, Ordered, PageFinished
from arlearn.live.problems import GROUP_ENDED, PAGE_OTHER_BOOK, REVISION_UNKNOWN, TASK_UNKNOWN
from arlearn.live.protocol import (
    Answer,
    Control,
    End,
    Finished,
    LastAnswer,
    LearnerFace,
    OpenPage,
    Order,
    Pause,
    Resume,
    TaskRef,
)
from content.grade import grade
from content.scene import SceneDocument


@dataclass(frozen=True)
class LearnerState:
    """What the log says of one child."""

    face: LearnerFace
    solved: tuple[TaskRef, ...] = ()
    """In the order of solving, each once."""
    tries: int = 0
    """Answers given, right and wrong."""
    finished: tuple[UUID, ...] = ()
    """Pages, in the order of finishing, each once."""
    last: LastAnswer | None = None
    sent: frozenset[int] = frozenset()
    """Every `n` of the child that the log has."""


@dataclass(frozen=True)
class GroupState:
    """What the log of a group up to `seq` adds up to."""

    group: UUID
    epoch: UUID
    book: UUID
    code: str
    seq: int = 0
    control: Control = field(default_factory=lambda: Control(version=0))
    learners: Mapping[UUID, LearnerState] = field(default_factory=dict)


def decide_answer(
    state: GroupState, message: Answer | Finished, pages: Mapping[UUID, bool], scene: SceneDocument | None
) -> Fact | ProblemKind:
    """The fact that a child's message becomes, or why it does not.

    `pages`: those of the group's book, and whether each is published. `scene`: the revision that the message names,
    None when that page never had it.
    """
    if state.control.ended:
        return GROUP_ENDED
    if message.page not in pages:
        return PAGE_OTHER_BOOK
    if scene is None:
        return REVISION_UNKNOWN
    if isinstance(message, Finished):
        return PageFinished(page=message.page, revision=message.revision)
    task = next((task for task in scene.tasks if task.id == message.task), None)
    if task is None:
        return TASK_UNKNOWN
    return Answered(
        page=message.page,
        revision=message.revision,
        task=message.task,
        language=message.language,
        value=message.value,
        correct=grade(task, message.value, message.language),
    )


def decide_order(state: GroupState, order: Order, pages: Mapping[UUID, bool]) -> Fact | ProblemKind:
    """The fact that an educator's order becomes, or why it does not. An order that changes nothing is a fact too:
    otherwise a command sent again could act later, when it would change something."""
    if state.control.ended:
        return GROUP_ENDED
    if isinstance(order, OpenPage) and order.page is not None and not pages.get(order.page, False):
        return PAGE_OTHER_BOOK
    return Ordered(order=order)


def evolve(state: GroupState, line: Line) -> GroupState:
    """The state after the next line of the log. Raises ValueError when `line` is not the next one."""
    if line.seq != state.seq + 1:
        raise ValueError(f"line {line.seq} does not follow {state.seq}")
    match line.fact:
        case Joined(learner=face):
            return replace(state, seq=line.seq, learners={**state.learners, face.id: LearnerState(face)})
        case Ordered(order=order):
            return replace(state, seq=line.seq, control=_obey(state.control, order))
        case Answered() | PageFinished() as fact:
            who = UUID(line.source)
            after = _progress(state.learners[who], fact, line)
            return replace(state, seq=line.seq, learners={**state.learners, who: after})


def fold(state: GroupState, lines: Iterable[Line]) -> GroupState:
    """The state after all of these lines, which follow each other."""
    for line in lines:
        state = evolve(state, line)
    return state


def _obey(control: Control, order: Order) -> Control:
    version = control.version + 1
    match order:
        case OpenPage(page=page):
            return control.model_copy(update={"version": version, "page": page})
        case Pause():
            return control.model_copy(update={"version": version, "paused": True})
        case Resume():
            return control.model_copy(update={"version": version, "paused": False})
        case End():
            return control.model_copy(update={"version": version, "paused": False, "ended": True})


def _progress(before: LearnerState, fact: Answered | PageFinished, line: Line) -> LearnerState:
    sent = before.sent | {int(line.client_id)}
    if isinstance(fact, PageFinished):
        new = () if fact.page in before.finished else (fact.page,)
        return replace(before, sent=sent, finished=before.finished + new)
    task = TaskRef(page=fact.page, task=fact.task)
    return replace(
        before,
        sent=sent,
        tries=before.tries + 1,
        solved=before.solved + ((task,) if fact.correct and task not in before.solved else ()),
        last=LastAnswer(page=fact.page, task=fact.task, value=fact.value, correct=fact.correct, at=line.at),
    )
