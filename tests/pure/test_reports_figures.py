"""What a log adds up to, for those who look back."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from arlearn.live.control import GoTo, OpenPage, Plan, PlanStep
from arlearn.live.facts import Answered, Fact, Forgotten, Joined, Line, Ordered, PageFinished, PageOpened, Planned
from arlearn.live.joining import deal
from arlearn.live.protocol import LearnerFace
from arlearn.reports import xapi
from arlearn.reports.figures import ENOUGH, figures
from arlearn.reports.replay import replay
from arlearn.reports.stays import IDLE

ONE, TWO = uuid4(), uuid4()
SEEN = "a" * 64


class Log:
    """Lines as a group's log has them."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.at = 1_000_000

    def add(self, source: UUID | str, fact: Fact, after: int = 0) -> None:
        self.at += after
        seq = len(self.lines) + 1
        self.lines.append(Line(seq, self.at, str(source), str(seq), fact))

    def child(self, card: int | None = None) -> UUID:
        order = len(self.lines)
        animal, colour = deal(order)
        face = LearnerFace(id=uuid4(), order=order, animal=animal, colour=colour, card=card)
        self.add(face.id, Joined(learner=face))
        return face.id

    def open(self, child: UUID, page: UUID, after: int = 0) -> None:
        self.add(child, PageOpened(page=page, revision=SEEN), after)

    def finish(self, child: UUID, page: UUID, after: int = 0) -> None:
        self.add(child, PageFinished(page=page, revision=SEEN), after)

    def answer(self, child: UUID, page: UUID, task: str, value: str, correct: bool, after: int = 0) -> None:
        fact = Answered(page=page, revision=SEEN, task=task, language="id", value=value, correct=correct)
        self.add(child, fact, after)


def test_L33_a_child_counts_what_it_did_once() -> None:
    log = Log()
    child = log.child()
    log.open(child, ONE)
    log.answer(child, ONE, "food", "fish", correct=False)
    log.answer(child, ONE, "food", "honey", correct=True)
    log.answer(child, ONE, "food", "honey", correct=True)
    log.answer(child, ONE, "word", "madu", correct=True)
    log.finish(child, ONE)
    log.finish(child, ONE)
    (figure,) = figures(log.lines).children
    assert (figure.tries, figure.solved, figure.first_try, figure.finished) == (4, 2, 1, [ONE])
    food, word = figures(log.lines).tasks
    assert (food.tried, food.solved, food.first_try) == (1, 1, 0)
    assert dict(food.answers) == {("fish", False): 1, ("honey", True): 2}
    assert (word.tried, word.solved, word.first_try) == (1, 1, 1)


def test_L33_time_is_that_of_the_page_and_silence_counts_for_three_minutes() -> None:
    log = Log()
    child = log.child()
    log.open(child, ONE, after=5_000)
    log.answer(child, ONE, "food", "honey", correct=True, after=20_000)
    log.open(child, TWO, after=10_000)
    log.finish(child, TWO, after=3_600_000)
    found = figures(log.lines)
    assert found.children[0].ms == 20_000 + 10_000 + IDLE
    assert [(page.page, page.opened, page.finished) for page in found.pages] == [(ONE, 1, 0), (TWO, 1, 1)]


def test_L71_a_childs_time_is_told_page_by_page_and_none_is_made_up() -> None:
    log = Log()
    child, card, _ = log.child(), log.child(card=3), log.child()
    log.open(child, ONE)
    log.answer(child, ONE, "food", "fish", correct=False, after=20_000)
    log.answer(card, ONE, "food", "honey", correct=True, after=5_000)
    log.answer(card, ONE, "word", "madu", correct=True, after=5_000)
    log.open(child, TWO, after=10_000)
    log.open(child, ONE, after=7_000)
    log.finish(child, ONE, after=3_000)
    log.open(child, TWO, after=1_000)
    found = figures(log.lines)
    first, second, third = found.children
    assert {page: (one.ms, one.finished, one.tries) for page, one in first.pages.items()} == {
        ONE: (20_000 + 20_000 + 3_000 + 1_000, True, 1),
        TWO: (7_000, False, 0),
    }
    assert first.ms == 51_000
    # A card is read now and then: how long its child looked at the page nobody knows.
    assert [(one.ms, one.tries, one.solved) for one in second.pages.values()] == [(None, 2, 2)]
    assert (second.ms, third.ms, third.pages) == (None, None, {})


def test_L71_a_page_after_which_nothing_came_has_no_time() -> None:
    log = Log()
    children = [log.child() for _ in range(ENOUGH)]
    for child in children:
        log.open(child, ONE)
    found = figures(log.lines)
    assert [child.pages[ONE].ms for child in found.children] == [None] * ENOUGH
    assert (found.pages[0].opened, found.pages[0].median_ms) == (ENOUGH, None)


def test_L72_statements_tell_how_long_a_child_stayed_where_the_log_knows() -> None:
    log = Log()
    child, card = log.child(), log.child(card=3)
    log.open(child, ONE)
    log.answer(child, ONE, "food", "honey", correct=True, after=20_000)
    log.answer(card, ONE, "food", "honey", correct=True)
    log.finish(child, ONE, after=10_250)
    log.finish(card, ONE)
    log.open(child, TWO, after=5_000)
    log.finish(child, TWO, after=3_600_000)
    setting = xapi.Setting("https://perpus.example", uuid4(), "madu", "Madu", "id", {ONE: 1, TWO: 2})
    found = xapi.statements(log.lines, setting, lambda *_: None)
    told = [
        (one["verb"]["display"]["en"], one["object"]["id"].rsplit("/", 1)[1], one["result"].get("duration"))
        for one in found
        if one["actor"]["account"]["name"] == str(child) and not {"success"} & set(one.get("result", {"success": 0}))
    ]
    assert told == [
        ("finished", "1", "PT30.25S"),
        ("left", "1", "PT35.25S"),
        ("finished", "2", "PT180.00S"),
    ]
    assert not any("duration" in one.get("result", {}) for one in found if one["actor"]["account"]["name"] == str(card))
    assert len({one["id"] for one in found}) == len(found)


def test_L33_a_median_is_told_of_five_children_or_more() -> None:
    log = Log()
    for n in range(ENOUGH):
        assert all(page.median_ms is None for page in figures(log.lines).pages)
        child = log.child()
        log.open(child, ONE)
        log.finish(child, ONE, after=(n + 1) * 1000)
    assert figures(log.lines).pages[0].median_ms == 3000


def test_L33_a_clock_set_back_takes_no_time_away() -> None:
    log = Log()
    child = log.child()
    log.open(child, ONE)
    log.open(child, ONE, after=20_000)
    log.finish(child, ONE, after=-50_000)
    assert figures(log.lines).children[0].ms == 20_000


def test_L71_what_arrives_all_at_once_after_a_time_without_a_network_has_no_time() -> None:
    log = Log()
    child = log.child()
    log.open(child, ONE, after=90_000)
    log.finish(child, ONE, after=3)
    log.open(child, TWO, after=2)
    log.finish(child, TWO, after=30_000)
    assert [page.ms for page in figures(log.lines).children[0].pages.values()] == [None, 30_000]


def test_L35_a_replay_names_nobody_and_tells_of_no_mistake() -> None:
    log = Log()
    children = [log.child() for _ in range(3)]
    log.add("educator", Ordered(order=OpenPage(page=ONE)))
    log.open(children[0], ONE, after=500)
    log.answer(children[1], ONE, "food", "fish", correct=False, after=-200)
    log.answer(children[2], ONE, "food", "honey", correct=True)
    moments = replay(log.lines, [2, 0, 1])
    assert [(one.at, one.what, one.who) for one in moments] == [
        (0, "joined", 2),
        (0, "joined", 0),
        (0, "joined", 1),
        (0, "led", None),
        (500, "opened", 2),
        (500, "answered", 0),
        (500, "answered", 1),
    ]
    told = repr(moments)
    assert not any(str(child) in told for child in children)
    assert not any(word in told for word in ("correct", "fish", "honey"))


def test_L35_a_replay_shows_where_a_plan_led_and_when_all_were_free() -> None:
    log = Log()
    steps = [PlanStep(page=page, minutes=5) for page in (TWO, ONE)]
    for fact in (
        Planned(plan=Plan(id=uuid4(), title="Pagi", steps=steps)),
        Ordered(order=GoTo(step=0)),
        Ordered(order=GoTo(step=1)),
        Planned(plan=None),
        Ordered(order=GoTo(step=1)),
        Ordered(order=OpenPage(page=TWO)),
        Ordered(order=OpenPage(page=None)),
    ):
        log.add("educator", fact)
    assert [(one.what, one.page) for one in replay(log.lines, [])] == [
        ("led", TWO),
        ("led", ONE),
        ("led", None),
        ("led", TWO),
        ("led", None),
    ]


def lines(draws: list[tuple[int, int, int]]) -> Iterator[Line]:
    log = Log()
    children = [log.child() for _ in range(4)]
    for who, what, wait in draws:
        child, page = children[who], (ONE, TWO)[what % 2]
        if what < 2:
            log.open(child, page, wait)
        elif what < 6:
            log.answer(child, page, f"t{what % 2}", "x", what < 4, wait)
        elif what < 8:
            log.finish(child, page, wait)
        else:
            log.add("forgotten", Forgotten(), wait)
    return iter(log.lines)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 8), st.integers(-1000, 10**6)), max_size=40))
def test_L33_sums_agree_whichever_way_they_are_added(draws: list[tuple[int, int, int]]) -> None:
    found = figures(lines(draws))
    assert sum(child.tries for child in found.children) == sum(sum(task.answers.values()) for task in found.tasks)
    assert sum(child.solved for child in found.children) == sum(task.solved for task in found.tasks)
    assert sum(len(child.finished) for child in found.children) == sum(page.finished for page in found.pages)
    for task in found.tasks:
        assert task.first_try <= task.solved <= task.tried <= len(found.children)
    for child in found.children:
        assert 0 <= (child.ms or 0) <= IDLE * len(draws)
        assert child.tries == sum(page.tries for page in child.pages.values())
        assert child.solved == sum(page.solved for page in child.pages.values())
        assert child.finished == [page for page in child.finished if child.pages[page].finished]
