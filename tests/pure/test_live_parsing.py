"""A presence that is known again is read as one that is read anew."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlearn.live import parsing
from arlearn.live.parsing import MOST_SCREENS, parse, remembered, shown_again
from arlearn.live.presence import screen_of
from arlearn.live.protocol import Presence, from_learner

PAGE = UUID(int=7)
TAIL = f',"page":"{PAGE}","view":"reading","rung":"live","help":false}}'


def text_of(n: int | str, tail: str = TAIL) -> str:
    return f'{{"kind":"presence","n":{n}{tail}'


def presence(text: str) -> Presence:
    message = parse(from_learner, text)
    assert isinstance(message, Presence)
    return message


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_screens", {})


@given(n=st.integers(1, 2**53 - 1), page=st.none() | st.uuids(), up=st.booleans())
def test_what_was_read_once_is_read_alike_again(n: int, page: UUID | None, up: bool) -> None:
    message = Presence(n=n, page=page, view="held", rung="view", help=up)
    text = message.model_dump_json()
    assert remembered(text, message) is screen_of(message)
    again = shown_again(text)
    if n < 10**15:
        assert again == (presence(text).n, screen_of(presence(text)))
    else:
        assert again is None, "a message of so high a count is read as any other"


@pytest.mark.parametrize("n", ["01", "0", "-1", "1.0", "1e3", "", " 1", "\u0661", '"1"', "1" * 16, "true"])
def test_a_count_that_is_none_is_not_known_again(n: str) -> None:
    remembered(text_of(1), presence(text_of(1)))
    assert shown_again(text_of(2)) is not None
    assert shown_again(text_of(n)) is None


@pytest.mark.parametrize(
    "text",
    [
        text_of(3, TAIL.replace(",", ", ")),
        text_of(3, TAIL[:-1] + ',"n":9}'),
        text_of(3, TAIL[:-1] + ',"help":true}'),
        text_of(3, f',"view":"reading","page":"{PAGE}","rung":"live","help":false}}'),
        text_of(3, TAIL.replace('"help"', '"h\\u0065lp"')),
        text_of(3, TAIL) + " ",
    ],
)
def test_only_what_is_written_as_our_clients_write_is_remembered(text: str) -> None:
    remembered(text, presence(text))
    assert shown_again(text) is None


def test_who_shows_a_new_page_each_time_fills_no_memory() -> None:
    for _ in range(MOST_SCREENS + 10):
        text = text_of(1, TAIL.replace(str(PAGE), str(uuid4())))
        remembered(text, presence(text))
    assert len(parsing._screens) <= MOST_SCREENS
