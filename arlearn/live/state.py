"""The state of a group: what its log adds up to. Pure.

`evolve` says what a fact changes; nothing else changes a GroupState. Whoever has the same log has the same state.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from arlearn.live.facts import (
    Answered,
    Consented,
    Forgotten,
    Joined,
    Line,
    Ordered,
    PageFinished,
    PageOpened,
    Planned,
    learner_of,
)
from arlearn.live.orders import answered, follow_plan, has_step, heed, obey, show
from arlearn.live.protocol import Control, GoTo, LastAnswer, LearnerFace, Order, Own, TaskRef


@dataclass(frozen=True)
class LearnerState:
    """What the log says of one child."""

    face: LearnerFace
    progress_at: int
    """When it last got on: joined, turned a page, solved a task, finished a page; Unix time, ms."""
    own: Own = field(default_factory=Own)
    """What the educator ordered for this child."""
    page: UUID | None = None
    """The page that it came to last."""
    solved: tuple[TaskRef, ...] = ()
    """In the order of solving, each once."""
    tries: int = 0
    """Answers given, right and wrong."""
    misses: int = 0
    """Wrong answers since it last got on."""
    finished: tuple[UUID, ...] = ()
    """Pages, in the order of finishing, each once."""
    last: LastAnswer | None = None
    answers: tuple[LastAnswer, ...] = ()
    """The latest to every task that it tried, in the order of first trying."""
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
    commands: frozenset[str] = frozenset()
    """Ids of the educators' commands that the log has."""


def evolve(state: GroupState, line: Line) -> GroupState:
    """The state after the next line of the log. Raises ValueError when `line` is not the next one."""
    if line.seq != state.seq + 1:
        raise ValueError(f"line {line.seq} does not follow {state.seq}")
    match line.fact:
        case Joined(learner=face):
            return replace(
                state, seq=line.seq, learners={**state.learners, face.id: LearnerState(face, progress_at=line.at)}
            )
        case Ordered(order=order):
            return _order(_counted(state, line), order, line)
        case Planned(plan=plan):
            return replace(_counted(state, line), seq=line.seq, control=follow_plan(state.control, plan))
        case Forgotten():
            return replace(state, seq=line.seq)
        case Answered() | PageFinished() | PageOpened() | Consented() as fact:
            who = learner_of(line.source)
            before = state.learners.get(who) if who else None
            if who is None or before is None:
                # Its joining was forgotten.
                return replace(state, seq=line.seq)
            after = _progress(replace(before, sent=before.sent | {int(line.client_id)}), fact, line.at)
            agreed = isinstance(fact, Consented) and fact.agree and fact.asked == before.own.asked
            control = show(state.control, who) if agreed else state.control
            return replace(state, seq=line.seq, control=control, learners={**state.learners, who: after})


def fold(state: GroupState, lines: Iterable[Line]) -> GroupState:
    """The state after all of these lines, which follow each other."""
    for line in lines:
        state = evolve(state, line)
    return state


def _counted(state: GroupState, line: Line) -> GroupState:
    return replace(state, commands=state.commands | {line.client_id})


def _order(state: GroupState, order: Order, line: Line) -> GroupState:
    if isinstance(order, GoTo) and not has_step(state.control, order.step):
        return replace(state, seq=line.seq)
    control = obey(state.control, order, line.at)
    owns = {who: heed(learner.own, who, order, line.seq) for who, learner in state.learners.items()}
    changed = {
        who: replace(learner, own=owns[who]) for who, learner in state.learners.items() if owns[who] is not learner.own
    }
    learners = {**state.learners, **changed} if changed else state.learners
    return replace(state, seq=line.seq, control=control, learners=learners)


def _progress(before: LearnerState, fact: Answered | PageFinished | PageOpened | Consented, at: int) -> LearnerState:
    """The child after it did something, at `at` (Unix time, ms)."""
    match fact:
        case PageOpened(page=page):
            return before if page == before.page else replace(before, page=page, progress_at=at, misses=0)
        case PageFinished(page=page):
            if page in before.finished:
                return before
            return replace(before, finished=(*before.finished, page), progress_at=at, misses=0)
        case Consented(asked=asked):
            return replace(before, own=answered(before.own)) if asked == before.own.asked else before
        case Answered():
            return _tried(before, fact, at)


def _tried(before: LearnerState, fact: Answered, at: int) -> LearnerState:
    last = LastAnswer(page=fact.page, task=fact.task, value=fact.value, correct=fact.correct, at=at)
    task = TaskRef(page=fact.page, task=fact.task)
    after = replace(before, tries=before.tries + 1, last=last, answers=_latest(before.answers, last))
    if not fact.correct:
        return replace(after, misses=before.misses + 1)
    if task in before.solved:
        return after
    return replace(after, solved=(*before.solved, task), progress_at=at, misses=0)


def _latest(answers: tuple[LastAnswer, ...], last: LastAnswer) -> tuple[LastAnswer, ...]:
    """The answers with `last` in the place of the older one to the same task, or at the end."""
    for place, answer in enumerate(answers):
        if answer.task == last.task and answer.page == last.page:
            return (*answers[:place], last, *answers[place + 1 :])
    return (*answers, last)
