"""Presence registers: order and repeats do not matter."""

import random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from arlearn.live import view
from arlearn.live.joining import deal
from arlearn.live.presence import Seat, SeatNews, Tie, hear, show, tie, untie
from arlearn.live.protocol import LearnerFace, Presence
from arlearn.live.state import LearnerState

ANIMAL, COLOUR = deal(0)
LEARNER = LearnerState(LearnerFace(id=UUID(int=1), order=0, animal=ANIMAL, colour=COLOUR), progress_at=3)


def shown(n: int) -> Presence:
    """What a child shows at its count `n`: always the same, since it alone writes it."""
    rng = random.Random(n)
    return Presence(
        n=n,
        page=UUID(int=rng.randrange(1, 4)),
        view=rng.choice(["reading", "searching", "tracking", "held", "away"]),
        rung="live",
        help=rng.random() < 0.5,
    )


def tied(process: str, version: int) -> Tie:
    rng = random.Random(f"{process}{version}")
    return Tie(version=version, connected=rng.random() < 0.5, since=1000 * version)


news = st.one_of(
    st.integers(1, 20).map(shown), st.tuples(st.sampled_from("abc"), st.integers(1, 10)).map(lambda t: (t[0], tied(*t)))
)


def take(seat: Seat, item: Presence | tuple[str, Tie]) -> Seat:
    if isinstance(item, tuple):
        return tie(seat, *item)
    return hear(seat, SeatNews(learner=UUID(int=1), shown=item, help_since=item.n if item.help else None))


@given(st.lists(news, max_size=30), st.randoms(use_true_random=False))
def test_L13_any_order_and_any_repeats_come_to_the_same(
    sent: list[Presence | tuple[str, Tie]], shuffler: random.Random
) -> None:
    one = Seat()
    for item in sent:
        one = take(one, item)
    again = sent + [item for item in sent if shuffler.random() < 0.5]
    shuffler.shuffle(again)
    other = Seat()
    for item in again:
        other = take(other, item)
    assert other == one
    assert view.row(LEARNER, other, 5) == view.row(LEARNER, one, 5)


def test_an_older_row_never_comes_back() -> None:
    seat = show(show(Seat(), shown(5), 50), shown(4), 60)
    assert seat.shown == shown(5)
    assert show(seat, shown(5), 70) is seat


def test_a_hand_is_up_since_it_went_up() -> None:
    def hand(n: int, up: bool) -> Presence:
        return Presence(n=n, page=None, view="reading", rung="read", help=up)

    seat, since = Seat(), []
    for n, up in enumerate([False, True, True, False, True], 1):
        seat = show(seat, hand(n, up), 100 * n)
        since.append(seat.help_since)
    assert since == [None, 200, 200, None, 500]


def test_a_child_is_there_as_long_as_one_process_has_it() -> None:
    seat = tie(Seat(), "a", Tie(version=1, connected=True, since=10))
    seat = tie(seat, "b", Tie(version=1, connected=True, since=20))
    seat = tie(seat, "a", Tie(version=2, connected=False, since=30))
    assert seat.connected
    assert seat.away_since is None
    seat = tie(seat, "b", Tie(version=2, connected=False, since=40))
    assert not seat.connected
    assert seat.away_since == 40


def test_a_process_that_fell_silent_counts_again_when_it_speaks() -> None:
    last_word = Tie(version=3, connected=True, since=10)
    seat = untie(tie(Seat(), "a", last_word), "a", 99)
    assert seat.away_since == 99
    assert tie(seat, "a", last_word).connected


def test_a_child_who_was_never_seen_is_away_since_the_server_looks() -> None:
    row = view.row(LEARNER, Seat(), unseen_since=77)
    assert not row.connected
    assert row.away_since == 77
