"""Presence registers: order and repeats do not matter."""

import random
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from arlearn.live import view
from arlearn.live.joining import deal
from arlearn.live.presence import Screen, Seat, Shown, Tie, screen_of
from arlearn.live.protocol import LearnerFace, Presence, Row
from arlearn.live.state import LearnerState

ANIMAL, COLOUR = deal(0)
CHILD = UUID(int=1)
LEARNER = LearnerState(LearnerFace(id=UUID(int=1), order=0, animal=ANIMAL, colour=COLOUR), progress_at=3)


def screen(n: int, up: bool | None = None) -> Presence:
    """What a child shows at its count `n`: always the same, since it alone writes it."""
    rng = random.Random(n)
    return Presence(
        n=n,
        page=UUID(int=rng.randrange(1, 4)),
        view=rng.choice(["reading", "searching", "tracking", "held", "away"]),
        rung="live",
        help=rng.random() < 0.5 if up is None else up,
    )


def shows(n: int, up: bool | None = None) -> Screen:
    return screen_of(screen(n, up))


def told(version: int, by: str) -> Shown:
    """What a process tells under this stamp: always the same, since it alone gives it."""
    presence = screen(random.Random(f"{by}{version}").randrange(1, 100))
    return Shown(version=version, by=by, presence=presence, help_since=version if presence.help else None)


def tied(process: str, version: int) -> Tie:
    rng = random.Random(f"{process}{version}")
    return Tie(version=version, connected=rng.random() < 0.5, since=1000 * version)


news = st.one_of(
    st.builds(told, st.integers(1, 20), st.sampled_from("abc")),
    st.builds(lambda process, version: (process, tied(process, version)), st.sampled_from("abc"), st.integers(1, 10)),
)


def take(seat: Seat, item: Shown | tuple[str, Tie]) -> None:
    if isinstance(item, Shown):
        seat.hear(item)
    else:
        seat.tie(*item)


def registers(seat: Seat) -> tuple[Shown | None, dict[str, Tie], bool]:
    return seat.told(), seat.ties, seat.connected


def row(seat: Seat, unseen_since: int = 5) -> dict[str, Any]:
    text = view.row(view.lasting(LEARNER), LEARNER, seat, unseen_since)
    return Row.model_validate_json(text, strict=True).model_dump()


@given(st.lists(news, max_size=30), st.randoms(use_true_random=False))
def test_L13_any_order_and_any_repeats_come_to_the_same(
    sent: list[Shown | tuple[str, Tie]], shuffler: random.Random
) -> None:
    one, other = Seat(CHILD), Seat(CHILD)
    for item in sent:
        take(one, item)
    again = sent + [item for item in sent if shuffler.random() < 0.5]
    shuffler.shuffle(again)
    for item in again:
        take(other, item)
    assert registers(other) == registers(one)
    assert row(other) == row(one)


def test_an_older_row_never_comes_back() -> None:
    seat = Seat(CHILD)
    assert seat.show(5, shows(5), "a", 50)
    assert not seat.show(4, shows(4), "a", 60)
    assert not seat.show(5, shows(5), "a", 70)
    assert (seat.screen, seat.n) == (shows(5), 5)


def test_a_hand_is_up_since_it_went_up() -> None:
    seat, since = Seat(CHILD), []
    for n, up in enumerate([False, True, True, False, True], 1):
        seat.show(n, shows(n, up), "a", 100 * n)
        since.append(seat.help_since)
    assert since == [None, 200, 200, None, 500]


def test_L13_a_child_that_loads_its_page_anew_elsewhere_counts_from_anew() -> None:
    first, second = Seat(CHILD), Seat(CHILD)
    first.greet()
    for n in range(1, 50):
        first.show(n, shows(n), "a", n)
    first.own = None
    # The news of the first process have not reached the second, so the child begins at 1 there.
    assert second.greet() == 0
    second.tie("b", Tie(version=1, connected=True, since=60))
    second.show(1, shows(1), "b", 61)
    old, new = first.told(), second.told()
    assert old is not None
    assert new is not None
    assert not first.hear(new)
    assert first.is_behind(new) is True, "the other is told what is known here"
    assert second.hear(old)
    assert second.stand("b")
    assert (second.screen, second.n) == (shows(1), 1), "what the child shows now stands"
    now = second.told()
    assert now is not None
    assert first.hear(now)
    assert first.screen is shows(1)


def test_L13_that_a_child_has_left_may_be_known_after_what_it_showed_there() -> None:
    seat = Seat(CHILD)
    seat.tie("b", Tie(version=1, connected=True, since=1))
    seat.show(1, shows(1), "a", 1)
    there = told(9, "b")
    assert seat.hear(there)
    assert not seat.stand("a"), "as far as is known it has two screens"
    assert seat.told() == there
    seat.tie("b", Tie(version=2, connected=False, since=2))
    assert seat.stand("a")
    assert (seat.screen, seat.n, seat.version) == (shows(1), 1, 10)


def test_L13_what_a_process_said_before_it_opened_the_group_anew_does_not_come_back() -> None:
    seat, former = Seat(CHILD), told(500, "a")
    seat.show(1, shows(1), "a", 1)
    assert seat.hear(former)
    assert seat.stand("a")
    assert (seat.screen, seat.version) == (shows(1), 501)


def test_L13_of_two_screens_of_a_child_the_last_to_speak_is_shown() -> None:
    first, second = Seat(CHILD), Seat(CHILD)
    for seat, other in ((first, "b"), (second, "a")):
        seat.tie(other, Tie(version=1, connected=True, since=1))
    first.show(1, shows(1), "a", 1)
    second.show(2, shows(2), "b", 2)
    mine, yours = first.told(), second.told()
    assert mine is not None
    assert yours is not None
    for seat, name, heard in ((first, "a", yours), (second, "b", mine)):
        seat.hear(heard)
        assert not seat.stand(name)
    assert first.screen is second.screen is shows(2)


def test_a_child_is_there_as_long_as_one_process_has_it() -> None:
    seat = Seat(CHILD)
    seat.tie("a", Tie(version=1, connected=True, since=10))
    seat.tie("b", Tie(version=1, connected=True, since=20))
    seat.tie("a", Tie(version=2, connected=False, since=30))
    assert seat.connected
    assert seat.away_since is None
    seat.tie("b", Tie(version=2, connected=False, since=40))
    assert not seat.connected
    assert seat.away_since == 40


def test_a_process_that_fell_silent_counts_again_when_it_speaks() -> None:
    seat, last_word = Seat(CHILD), Tie(version=3, connected=True, since=10)
    seat.tie("a", last_word)
    assert seat.untie("a", 99)
    assert seat.away_since == 99
    assert seat.tie("a", last_word)
    assert seat.connected


def test_a_child_who_was_never_seen_is_away_since_the_server_looks() -> None:
    seen = row(Seat(CHILD), unseen_since=77)
    assert not seen["connected"]
    assert seen["away_since"] == 77
