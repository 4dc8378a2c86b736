"""Answer cards in a group: what a reading of them becomes. Pure.

A child without a device has a card. The educator reads the room and closes the question; only then, and as each card
was held last, it is an answer: one try of one child, whatever was seen before and however often.
"""

from dataclasses import dataclass

from arlearn.errors import ProblemKind
from arlearn.live.control import ReadCards, TakeBack
from arlearn.live.decide import Pages
from arlearn.live.facts import Answered, CardsRead, TakenBack
from arlearn.live.problems import (
    CARDS_UNFIT,
    GROUP_ENDED,
    NOT_THE_LAST,
    PAGE_OTHER_BOOK,
    REVISION_UNKNOWN,
    TASK_UNKNOWN,
)
from arlearn.live.state import GroupState
from content.grade import grade
from content.scene import ChoiceTask, SceneDocument

LETTERS = "ABCD"


@dataclass(frozen=True)
class Reading:
    """What a reading of the room becomes in the log, in this order."""

    answers: list[tuple[int, Answered]]
    """Card and answer."""
    closed: CardsRead


def decide_cards(
    state: GroupState, order: ReadCards, pages: Pages, scene: SceneDocument | None
) -> Reading | ProblemKind:
    """The facts that a reading becomes, or why it does not. `scene`: the revision that the order names, None when that
    page never had it. A letter for which the task has no option is no answer."""
    if state.control.ended:
        return GROUP_ENDED
    if order.page not in pages:
        return PAGE_OTHER_BOOK
    if scene is None:
        return REVISION_UNKNOWN
    task = next((task for task in scene.tasks if task.id == order.task), None)
    if task is None:
        return TASK_UNKNOWN
    if not isinstance(task, ChoiceTask) or len(task.options) > len(LETTERS):
        return CARDS_UNFIT
    meant = dict(zip(LETTERS, (option.id for option in task.options), strict=False))
    answers = [(turn.card, _answer(order, task, meant[turn.letter])) for turn in order.turns if turn.letter in meant]
    return Reading(answers, CardsRead(page=order.page, task=order.task, cards=len(answers)))


def _answer(order: ReadCards, task: ChoiceTask, value: str) -> Answered:
    return Answered(
        page=order.page,
        revision=order.revision,
        task=order.task,
        language=order.language,
        value=value,
        correct=grade(task, value, order.language),
    )


def decide_take_back(state: GroupState, order: TakeBack) -> TakenBack | ProblemKind:
    """The fact that taking back becomes, or why it does not."""
    if state.control.ended:
        return GROUP_ENDED
    return TakenBack(command=order.command) if order.command == state.cards_read else NOT_THE_LAST
