"""Whether a message becomes a fact, by the state of its group. Pure: nothing is changed here."""

from collections.abc import Mapping
from uuid import UUID

from arlearn.errors import ProblemKind
from arlearn.live.control import (
    Attend,
    GoTo,
    Hint,
    OpenPage,
    Order,
    Plan,
    Praise,
    Remove,
    Spotlight,
)
from arlearn.live.facts import Answered, Consented, Fact, Ordered, PageFinished, PageOpened, Planned
from arlearn.live.orders import has_step
from arlearn.live.problems import (
    GROUP_ENDED,
    LEARNER_UNKNOWN,
    PAGE_OTHER_BOOK,
    PLAN_UNFIT,
    REVISION_UNKNOWN,
    STEP_UNKNOWN,
    TASK_UNKNOWN,
)
from arlearn.live.protocol import Answer, Consent, Finished, Opened
from arlearn.live.state import GroupState
from content.grade import grade
from content.scene import SceneDocument

Pages = Mapping[UUID, bool]
"""Pages of the group's book, and whether each is published."""


def decide_answer(
    state: GroupState, message: Answer | Finished | Opened, pages: Pages, scene: SceneDocument | None
) -> Fact | ProblemKind:
    """The fact that a child's reading becomes, or why it does not. `scene`: the revision that the message names, None
    when that page never had it."""
    if state.control.ended:
        return GROUP_ENDED
    if message.page not in pages:
        return PAGE_OTHER_BOOK
    if scene is None:
        return REVISION_UNKNOWN
    match message:
        case Finished():
            return PageFinished(page=message.page, revision=message.revision)
        case Opened():
            return PageOpened(page=message.page, revision=message.revision)
        case Answer():
            return _grade(message, scene)


def _grade(message: Answer, scene: SceneDocument) -> Answered | ProblemKind:
    for task in scene.tasks:
        if task.id == message.task:
            return Answered(
                page=message.page,
                revision=message.revision,
                task=message.task,
                language=message.language,
                value=message.value,
                correct=grade(task, message.value, message.language),
            )
    return TASK_UNKNOWN


def decide_consent(state: GroupState, message: Consent) -> Fact | ProblemKind:
    """The fact that a child's answer to a question becomes. An answer to an older question is a fact too, which
    changes nothing: it must leave the outbox all the same."""
    return GROUP_ENDED if state.control.ended else Consented(asked=message.asked, agree=message.agree)


def decide_order(state: GroupState, order: Order, pages: Pages) -> Fact | ProblemKind:
    """The fact that an educator's order becomes, or why it does not. An order that changes nothing is a fact too:
    otherwise a command sent again could act later, when it would change something. For plans see `decide_plan`."""
    if state.control.ended:
        return GROUP_ENDED
    # Two educators may remove the same child at once.
    gone = state.removed if isinstance(order, Remove) else frozenset()
    if any(learner not in state.learners and learner not in gone for learner in _named(order)):
        return LEARNER_UNKNOWN
    if isinstance(order, OpenPage) and order.page is not None and not pages.get(order.page, False):
        return PAGE_OTHER_BOOK
    if isinstance(order, GoTo) and not has_step(state.control, order.step):
        return STEP_UNKNOWN
    return Ordered(order=order)


def decide_plan(state: GroupState, plan: Plan | None, pages: Pages) -> Fact | ProblemKind:
    """The fact that a chosen plan becomes, or None for a plan that is put away."""
    if state.control.ended:
        return GROUP_ENDED
    if plan is not None and not fits(plan, pages):
        return PLAN_UNFIT
    return Planned(plan=plan)


def fits(plan: Plan, pages: Pages) -> bool:
    """Whether every step of the plan leads to a published page of the book."""
    return all(pages.get(step.page, False) for step in plan.steps)


def _named(order: Order) -> list[UUID]:
    """The children whom the order names."""
    match order:
        case OpenPage(to=list(some)) | Remove(to=some):
            return some
        case Spotlight(learner=UUID() as learner):
            return [learner]
        case Hint(to=to) | Attend(to=to) | Praise(to=UUID() as to):
            return [to]
        case _:
            return []
