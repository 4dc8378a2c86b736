"""The state of a group, from its log alone."""

from dataclasses import replace
from functools import reduce
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlearn.errors import ProblemKind
from arlearn.live.control import (
    Control,
    End,
    OpenPage,
    Order,
    Pause,
    Resume,
)
from arlearn.live.decide import decide_answer, decide_order
from arlearn.live.facts import Answered, Consented, Fact, Joined, Line, Ordered, PageFinished, PageOpened
from arlearn.live.joining import deal
from arlearn.live.problems import GROUP_ENDED, PAGE_OTHER_BOOK, REVISION_UNKNOWN, TASK_UNKNOWN
from arlearn.live.protocol import Answer, Finished, LearnerFace, TaskRef
from arlearn.live.state import GroupState, evolve, fold
from content.scene import SceneDocument

PAGES = {UUID(int=1): True, UUID(int=2): True, UUID(int=3): False}
PAGE, OTHER, HIDDEN = PAGES
CHILDREN = [UUID(int=100 + order) for order in range(3)]
REVISION = "a" * 64
SCENE = SceneDocument.model_validate(
    {
        "title": {"id": "Madu"},
        "story": {"id": ["Madu itu manis."]},
        "tasks": [
            {
                "kind": "choice",
                "id": task,
                "prompt": {"id": "Apa?"},
                "options": [{"id": "a", "text": {"id": "A"}}, {"id": "b", "text": {"id": "B"}}],
                "answer": "a",
            }
            for task in ("one", "two")
        ],
    }
)
EMPTY = GroupState(group=UUID(int=9), epoch=UUID(int=8), book=UUID(int=7), code="BCDFGH")


def face(order: int) -> LearnerFace:
    animal, colour = deal(order)
    return LearnerFace(id=CHILDREN[order], order=order, animal=animal, colour=colour)


def answer(n: int = 1, page: UUID = PAGE, task: str = "one", value: str = "a") -> Answer:
    return Answer(n=n, page=page, revision=REVISION, task=task, language="id", value=value)


def lines(*facts: tuple[str, str, Fact]) -> list[Line]:
    return [Line(seq, 1000 + seq, source, client_id, fact) for seq, (source, client_id, fact) in enumerate(facts, 1)]


def joined(*orders: int) -> GroupState:
    return fold(EMPTY, lines(*((str(CHILDREN[order]), "joined", Joined(learner=face(order))) for order in orders)))


def follow(state: GroupState, source: str, client_id: str, fact: Fact | ProblemKind) -> GroupState:
    assert not isinstance(fact, ProblemKind)
    return evolve(state, Line(state.seq + 1, 5000 + state.seq, source, client_id, fact))


def test_answers_add_up() -> None:
    state, who = joined(0, 1), str(CHILDREN[0])
    for n, (task, value) in enumerate([("one", "b"), ("one", "a"), ("two", "a"), ("one", "a"), ("two", "b")], 1):
        state = follow(state, who, str(n), decide_answer(state, answer(n, task=task, value=value), PAGES, SCENE))
    mine = state.learners[CHILDREN[0]]
    assert mine.tries == 5
    assert mine.solved == (TaskRef(page=PAGE, task="one"), TaskRef(page=PAGE, task="two"))
    assert [n for n in range(10) if n in mine.sent] == [1, 2, 3, 4, 5]
    assert mine.last is not None
    assert (mine.last.task, mine.last.value, mine.last.correct) == ("two", "b", False)
    assert state.learners[CHILDREN[1]].tries == 0


def test_a_page_is_finished_once() -> None:
    state, who = joined(0), str(CHILDREN[0])
    for n, page in enumerate([PAGE, OTHER, PAGE], 1):
        message = Finished(n=n, page=page, revision=REVISION)
        state = follow(state, who, str(n), decide_answer(state, message, PAGES, SCENE))
    assert state.learners[CHILDREN[0]].finished == (PAGE, OTHER)


@pytest.mark.parametrize(
    ("message", "scene", "refusal"),
    [
        (answer(page=UUID(int=77)), SCENE, PAGE_OTHER_BOOK),
        (answer(), None, REVISION_UNKNOWN),
        (answer(task="three"), SCENE, TASK_UNKNOWN),
        (Finished(n=1, page=UUID(int=77), revision=REVISION), SCENE, PAGE_OTHER_BOOK),
        (Finished(n=1, page=PAGE, revision=REVISION), None, REVISION_UNKNOWN),
    ],
)
def test_what_does_not_fit_is_refused(message: Answer | Finished, scene: SceneDocument | None, refusal: object) -> None:
    assert decide_answer(joined(0), message, PAGES, scene) is refusal


def test_L5_nothing_is_decided_after_the_end() -> None:
    ended = follow(joined(0), "educator", "end-1234", decide_order(joined(0), End(), PAGES))
    assert ended.control.ended
    assert decide_answer(ended, answer(), PAGES, SCENE) is GROUP_ENDED
    orders: list[Order] = [OpenPage(page=PAGE), Pause(), Resume(), End()]
    for order in orders:
        assert decide_order(ended, order, PAGES) is GROUP_ENDED


def test_orders_replace_the_control_state() -> None:
    state = EMPTY
    orders: list[Order] = [OpenPage(page=PAGE), Pause(), Resume(), Resume(), OpenPage(page=None)]
    seen = []
    for number, order in enumerate(orders):
        state = follow(state, "educator", f"command-{number}", decide_order(state, order, PAGES))
        seen.append(state.control)
    assert seen == [
        Control(version=1, page=PAGE, moved_at=5000),
        Control(version=2, page=PAGE, moved_at=5000, paused=True),
        Control(version=3, page=PAGE, moved_at=5000),
        Control(version=4, page=PAGE, moved_at=5000),
        Control(version=5, moved_at=5004),
    ]


def test_a_page_that_children_do_not_have_is_not_opened() -> None:
    assert decide_order(EMPTY, OpenPage(page=UUID(int=77)), PAGES) is PAGE_OTHER_BOOK
    assert decide_order(EMPTY, OpenPage(page=HIDDEN), PAGES) is PAGE_OTHER_BOOK


def test_a_gap_is_an_error_and_never_a_guess() -> None:
    after_gap = Line(2, 0, str(CHILDREN[0]), "joined", Joined(learner=face(0)))
    with pytest.raises(ValueError, match="does not follow"):
        evolve(EMPTY, after_gap)


some_facts = st.lists(
    st.one_of(
        st.tuples(
            # One of them never joined, as a child of which nothing is left.
            st.sampled_from([*CHILDREN, UUID(int=999)]),
            st.builds(
                Answered,
                page=st.sampled_from([PAGE, OTHER]),
                revision=st.just(REVISION),
                task=st.sampled_from(["one", "two"]),
                language=st.just("id"),
                value=st.sampled_from("ab"),
                correct=st.booleans(),
            )
            | st.builds(PageFinished, page=st.sampled_from([PAGE, OTHER]), revision=st.just(REVISION))
            | st.builds(PageOpened, page=st.sampled_from([PAGE, OTHER]), revision=st.just(REVISION))
            | st.builds(Consented, asked=st.integers(0, 2), agree=st.booleans()),
        ),
        st.tuples(
            st.none(),
            st.builds(Ordered, order=st.sampled_from([Pause(), Resume(), OpenPage(page=PAGE), OpenPage(page=None)])),
        ),
    ),
    max_size=40,
)


@given(some_facts, st.integers(0, 40))
def test_L4_a_fold_in_two_parts_is_the_fold_of_the_whole(happened: list[tuple[UUID | None, Fact]], cut: int) -> None:
    start = joined(0, 1, 2)
    log = [
        Line(start.seq + number, 1000 + number, str(who) if who else "educator", str(number), fact)
        for number, (who, fact) in enumerate(happened, 1)
    ]
    whole = fold(start, log)
    assert whole == reduce(evolve, log, start), "all at once is line by line"
    assert fold(fold(start, log[:cut]), log[cut:]) == whole
    assert whole.seq == 3 + len(happened)
    for child in CHILDREN:
        mine = [fact for who, fact in happened if who == child]
        row = whole.learners[child]
        assert row.tries == sum(isinstance(fact, Answered) for fact in mine)
        assert {task.task for task in row.solved} == {
            fact.task for fact in mine if isinstance(fact, Answered) and fact.correct
        }
        assert set(row.finished) == {fact.page for fact in mine if isinstance(fact, PageFinished)}
    assert start == joined(0, 1, 2), "a state is never changed, only followed by another"


def test_following_leaves_the_older_state_alone() -> None:
    before = joined(0)
    kept = replace(before)
    follow(before, str(CHILDREN[0]), "1", decide_answer(before, answer(), PAGES, SCENE))
    assert before == kept
