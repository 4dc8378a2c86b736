"""Answer cards: what a reading of the room becomes, and what taking it back leaves."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from arlearn.errors import ProblemKind
from arlearn.live.cards import Reading, decide_cards, decide_take_back
from arlearn.live.control import MOST_CARDS, CardTurn, End, Hint, ReadCards, TakeBack
from arlearn.live.facts import EDUCATOR, Answered, Fact, Joined, Line, Ordered, standing
from arlearn.live.joining import FIRST_CARD, MOST_LEARNERS, deal, next_place, place_of
from arlearn.live.problems import (
    CARDS_UNFIT,
    GROUP_ENDED,
    NOT_THE_LAST,
    PAGE_OTHER_BOOK,
    REVISION_UNKNOWN,
    TASK_UNKNOWN,
)
from arlearn.live.protocol import LearnerFace, TaskRef
from arlearn.live.state import GroupState, evolve, fold
from content.scene import SceneDocument
from markers import cards as printed

PAGE = UUID(int=1)
REVISION = "a" * 64
OPTIONS = [{"id": name, "text": {"id": name}} for name in ("ant", "bee", "cow", "dog", "eel")]
SCENE = SceneDocument.model_validate(
    {
        "title": {"id": "Madu"},
        "story": {"id": ["Madu itu manis."]},
        "tasks": [
            {"kind": "choice", "id": f"of-{n}", "prompt": {"id": "Apa?"}, "options": OPTIONS[:n], "answer": "bee"}
            for n in (2, 3, 4, 5)
        ]
        + [{"kind": "spell", "id": "word", "prompt": {"id": "Eja"}, "word": {"id": "madu"}}],
    }
)
EMPTY = GroupState(group=UUID(int=9), epoch=UUID(int=8), book=UUID(int=7), code="BCDFGH")


def child(card: int) -> UUID:
    return UUID(int=1000 + card)


def face(card: int) -> LearnerFace:
    animal, colour = deal(place_of(card))
    return LearnerFace(id=child(card), order=place_of(card), animal=animal, colour=colour, card=card)


def read(turns: dict[int, str], task: str = "of-4", page: UUID = PAGE) -> ReadCards:
    held = [CardTurn.model_validate({"card": card, "letter": letter}) for card, letter in turns.items()]
    return ReadCards(page=page, revision=REVISION, task=task, language="id", turns=held)


class Group:
    """A group's log, and its state."""

    def __init__(self, *cards: int) -> None:
        self.lines: list[Line] = []
        self.state = EMPTY
        for card in cards:
            self.add(str(child(card)), "joined", Joined(learner=face(card)))

    def add(self, source: str, client_id: str, fact: Fact | ProblemKind) -> None:
        assert not isinstance(fact, ProblemKind)
        self.lines.append(Line(len(self.lines) + 1, 1000 + len(self.lines), source, client_id, fact))
        self.state = evolve(self.state, self.lines[-1])
        assert fold(EMPTY, self.lines) == self.state

    def read(self, command: str, turns: dict[int, str], task: str = "of-4") -> None:
        decided = decide_cards(self.state, read(turns, task), {PAGE: True}, SCENE)
        assert isinstance(decided, Reading)
        for card, answer in decided.answers:
            self.add(str(child(card)), command, answer)
        self.add(EDUCATOR, command, decided.closed)


def test_L60_cards_and_devices_never_share_a_face() -> None:
    cards = {place_of(card) for card in range(1, MOST_CARDS + 1)}
    assert cards == set(range(FIRST_CARD, MOST_LEARNERS))
    assert len({deal(place) for place in cards}) == MOST_CARDS
    assert printed.COUNT == MOST_CARDS
    taken: list[int] = []
    while (place := next_place(taken, {FIRST_CARD, FIRST_CARD + 2})) is not None:
        taken.append(place)
    assert taken == [place for place in range(MOST_LEARNERS) if place not in (FIRST_CARD, FIRST_CARD + 2)]


def test_L61_the_letter_that_is_up_is_the_option_in_its_place() -> None:
    group = Group(1, 2, 3, 4)
    group.read("reading-1", {1: "A", 2: "B", 3: "C", 4: "D"}, "of-3")
    answers = {card: group.state.learners[child(card)].last for card in (1, 2, 3, 4)}
    assert {card: last and (last.value, last.correct) for card, last in answers.items()} == {
        1: ("ant", False),
        2: ("bee", True),
        3: ("cow", False),
        4: None,
    }
    assert group.state.learners[child(2)].solved == (TaskRef(page=PAGE, task="of-3"),)
    assert [group.state.learners[child(card)].tries for card in (1, 2, 3, 4)] == [1, 1, 1, 0]
    group.read("reading-2", {1: "B"}, "of-3")
    assert (group.state.learners[child(1)].tries, group.state.learners[child(1)].misses) == (2, 0)


def test_L63_what_is_taken_back_leaves_nothing_but_what_was_ordered_meanwhile() -> None:
    group = Group(1, 2)
    group.read("reading-1", {1: "A", 2: "B"})
    before = {who: (one.tries, one.misses, one.solved, one.answers) for who, one in group.state.learners.items()}
    group.read("reading-2", {1: "B"}, "of-3")
    group.add(EDUCATOR, "hint-0001", Ordered(order=Hint(to=child(1), text="Lihat gambar.")))
    assert decide_take_back(group.state, TakeBack(command="reading-1")) is NOT_THE_LAST
    group.add(EDUCATOR, "back-0001", decide_take_back(group.state, TakeBack(command="reading-2")))
    after = {who: (one.tries, one.misses, one.solved, one.answers) for who, one in group.state.learners.items()}
    assert after == before
    note = group.state.learners[child(1)].own.note
    assert note is not None
    assert note.text == "Lihat gambar."
    assert decide_take_back(group.state, TakeBack(command="reading-2")) is NOT_THE_LAST
    kept = [line.client_id for line in standing(group.lines) if isinstance(line.fact, Answered)]
    assert kept == ["reading-1", "reading-1"]


def test_L63_what_came_too_late_to_be_taken_back_stays_in_rows_and_results() -> None:
    group = Group(1)
    group.read("reading-1", {1: "A"})
    # Decided before the next reading was in the log, and written after it.
    late = decide_take_back(group.state, TakeBack(command="reading-1"))
    group.read("reading-2", {1: "B"})
    group.add(EDUCATOR, "back-0001", late)
    assert group.state.learners[child(1)].tries == 2
    assert sum(isinstance(line.fact, Answered) for line in standing(group.lines)) == 2


Turns = st.dictionaries(st.integers(1, 6), st.sampled_from("ABCD"), min_size=1)


@given(st.lists(st.tuples(Turns, st.sampled_from(["of-2", "of-3", "of-4"]), st.booleans()), max_size=6))
def test_L63_rows_tell_what_the_results_tell(readings: list[tuple[dict[int, str], str, bool]]) -> None:
    group = Group(*range(1, 7))
    for number, (turns, task, back) in enumerate(readings):
        command = f"reading-{number}"
        group.read(command, turns, task)
        if back:
            group.add(EDUCATOR, f"back-{number:04}", decide_take_back(group.state, TakeBack(command=command)))
    counted = [line.source for line in standing(group.lines) if isinstance(line.fact, Answered)]
    assert {str(who): one.tries for who, one in group.state.learners.items() if one.tries} == {
        source: counted.count(source) for source in set(counted)
    }


def test_L64_what_no_card_can_answer_is_refused() -> None:
    state = Group(1).state
    pages = {PAGE: True}
    assert decide_cards(state, read({1: "A"}, "of-5"), pages, SCENE) is CARDS_UNFIT
    assert decide_cards(state, read({1: "A"}, "word"), pages, SCENE) is CARDS_UNFIT
    assert decide_cards(state, read({1: "A"}, "none"), pages, SCENE) is TASK_UNKNOWN
    assert decide_cards(state, read({1: "A"}), pages, None) is REVISION_UNKNOWN
    assert decide_cards(state, read({1: "A"}, page=UUID(int=2)), pages, SCENE) is PAGE_OTHER_BOOK
    group = Group(1)
    group.read("reading-1", {1: "A"})
    group.add(EDUCATOR, "end-12345", Ordered(order=End()))
    assert decide_cards(group.state, read({1: "A"}), pages, SCENE) is GROUP_ENDED
    assert decide_take_back(group.state, TakeBack(command="reading-1")) is GROUP_ENDED


@pytest.mark.parametrize(
    "turns",
    [
        [],
        [{"card": 1, "letter": "A"}, {"card": 1, "letter": "B"}],
        [{"card": 0, "letter": "A"}],
        [{"card": MOST_CARDS + 1, "letter": "A"}],
        [{"card": 1, "letter": "E"}],
    ],
)
def test_L64_a_reading_names_each_card_once(turns: list[object]) -> None:
    with pytest.raises(ValidationError):
        ReadCards.model_validate({"page": PAGE, "revision": REVISION, "task": "of-4", "language": "id", "turns": turns})
