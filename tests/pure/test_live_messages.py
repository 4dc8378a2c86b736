"""Messages from outside: what is let in."""

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from arlearn.live.control import OpenPage
from arlearn.live.facts import Answered, Joined, Ordered, PageFinished, facts
from arlearn.live.pace import Pace
from arlearn.live.protocol import from_educator, from_learner, hello

PAGE = str(UUID(int=1))
GOOD: dict[str, Any] = {
    "kind": "answer",
    "n": 1,
    "page": PAGE,
    "revision": "a" * 64,
    "task": "food",
    "language": "id",
    "value": "honey",
}


def taken(message: Any) -> bool:
    try:
        from_learner.validate_json(json.dumps(message), strict=True)
    except ValidationError:
        return False
    return True


def test_a_good_answer_is_let_in() -> None:
    assert taken(GOOD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": 0},
        {"n": -1},
        {"n": "1"},
        {"n": 1.5},
        {"n": True},
        {"n": 2**53},
        {"page": "x"},
        {"page": None},
        {"revision": "A" * 64},
        {"revision": "a" * 63},
        {"task": "Food!"},
        {"task": ""},
        {"language": "indonesia bahasa"},
        {"value": ""},
        {"value": "x" * 101},
        {"value": 1},
        {"kind": "__class__"},
        {"kind": "command"},
        {"extra": 1},
    ],
)
def test_L22_one_wrong_field_is_enough_to_be_refused(wrong: dict[str, Any]) -> None:
    assert not taken(GOOD | wrong)


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_L22_a_missing_field_is_refused(missing: str) -> None:
    assert not taken({key: value for key, value in GOOD.items() if key != missing})


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
def test_L22_nothing_from_outside_is_more_than_refused(anything: Any) -> None:
    text = json.dumps(anything)
    for shape in (from_learner, from_educator, hello):
        with pytest.raises(ValidationError):
            shape.validate_json(text, strict=True)


@pytest.mark.parametrize(
    "fact",
    [
        Answered(page=UUID(int=1), revision="a" * 64, task="t", language="id", value="ya", correct=True),
        PageFinished(page=UUID(int=1), revision="a" * 64),
        Ordered(order=OpenPage(page=UUID(int=2))),
        Joined.model_validate({"learner": {"id": PAGE, "order": 3, "animal": "cat", "colour": "sky"}}),
    ],
)
def test_L4_a_fact_is_read_as_it_was_written(fact: Any) -> None:
    stored = json.loads(json.dumps(fact.model_dump(mode="json", exclude={"kind"})))
    assert facts.validate_python({"kind": fact.kind, **stored}) == fact


def test_L24_a_pace_allows_a_burst_and_then_a_rate() -> None:
    pace = Pace(rate=10, burst=5)
    assert [pace.take(100) for _ in range(6)] == [True] * 5 + [False]
    assert pace.take(100.11)
    assert not pace.take(100.11)
    assert [pace.take(1000) for _ in range(6)] == [True] * 5 + [False], "it fills up, and not beyond"
