"""What processes tell each other, and lines of a log that cross on the way."""

import itertools
import random
from uuid import uuid4

import pytest

from arlearn.live.ahead import MOST, Ahead
from arlearn.live.control import Pause
from arlearn.live.facts import EDUCATOR, Answered, Fact, Joined, Line, Ordered, PageFinished
from arlearn.live.news import VERSION, News, Packet, child_of, decode, encode, lines_of, seat_text, written
from arlearn.live.presence import Seat, SeatNews, Tie, screen_of
from arlearn.live.protocol import LearnerFace, Presence
from arlearn.live.unread import Unread

CHILD, PAGE = uuid4(), uuid4()
REVISION = "a" * 64
FACTS: list[Fact] = [
    Joined(learner=LearnerFace(id=CHILD, order=0, animal="sun-bear", colour="orange")),
    Ordered(order=Pause()),
    Answered(page=PAGE, revision=REVISION, task="kata", language="id", value="madu\n\u2028", correct=True),
    PageFinished(page=PAGE, revision=REVISION),
]
LINES = [Line(seq, 1_700_000_000_000 + seq, EDUCATOR, f"c-{seq}", fact) for seq, fact in enumerate(FACTS, 1)]


def seat(shown: Presence | None, help_since: int | None, connected: bool | None) -> Seat:
    made = Seat(CHILD, version=9, by="aa", help_since=help_since)
    if shown is not None:
        made.screen, made.n = screen_of(shown), shown.n
    if connected is not None:
        made.tie("aa", Tie(version=3, connected=connected, since=5))
        made.tie("bb", Tie(version=4, connected=True, since=6))
    return made


SHOWN = Presence(n=4, page=PAGE, view="tracking", rung="live", help=True)


@pytest.mark.parametrize("shown", [None, SHOWN, Presence(n=5, page=None, view="reading", rung="read")])
@pytest.mark.parametrize("help_since", [None, 17])
@pytest.mark.parametrize("connected", [None, True, False])
def test_what_is_told_of_a_child_is_what_is_read(
    shown: Presence | None, help_since: int | None, connected: bool | None
) -> None:
    told = seat(shown, help_since, connected)
    text = seat_text(told, "aa")
    assert SeatNews.model_validate_json(text) == SeatNews(learner=CHILD, shown=told.told(), tie=told.ties.get("aa"))
    assert child_of(text) == str(CHILD).encode()


def test_of_what_was_told_unread_the_last_word_counts() -> None:
    unread = Unread()
    for connected in (True, False):
        unread.put("aa", [seat_text(seat(SHOWN, 17, connected), "aa")])
    unread.put("bb", [seat_text(seat(SHOWN, 17, None), "bb")])
    assert unread
    read = [(process, news.tie.connected if news.tie else None) for process, news in unread.take()]
    assert read == [("aa", False), ("bb", None)]
    assert not unread


def test_what_is_told_is_what_is_heard() -> None:
    group, other = uuid4(), uuid4()
    news, seats = News(seq=4, lines=written(LINES), ask=True), [seat_text(seat(SHOWN, 17, True), "aa")] * 2
    packet = Packet("aa", [(group, news, seats), (other, News(seq=7), [])], gone=["bb"])
    heard = decode(encode(packet), "cc", lambda _: True)
    assert heard == packet
    assert lines_of(heard.news[0][1]) == LINES


def test_a_process_reads_only_what_is_for_it() -> None:
    mine, other = uuid4(), uuid4()
    packet = Packet("aa", [(mine, News(seq=1), []), (other, News(seq=2), [])])
    heard = decode(encode(packet), "cc", mine.__eq__)
    assert heard is not None
    assert [group for group, *_ in heard.news] == [mine]
    assert decode(encode(packet), "aa", lambda _: True) is None


def test_another_version_of_the_server_is_not_listened_to() -> None:
    newer = encode(Packet("aa", [(uuid4(), News(seq=1), [])])).replace(b'"version": %d' % VERSION, b'"version": 999')
    assert decode(newer, "cc", lambda _: True) is None


@pytest.mark.parametrize("noise", [b"", b"\xff", b"{}", b"[]", b"1", encode(Packet("aa")) + b"\nshort", b'"version"'])
def test_noise_on_the_bus_is_no_packet(noise: bytes) -> None:
    with pytest.raises((ValueError, LookupError, TypeError)):
        decode(noise, "cc", lambda _: True)


def test_lines_come_out_in_their_order_once_whatever_order_they_came_in() -> None:
    for order in itertools.permutations(LINES):
        ahead, seq, out = Ahead(), 0, []
        for line in [*order, *order]:
            for ready in ahead.in_order([line], seq):
                out.append(ready)
                seq = ready.seq
        assert out == LINES
        assert not ahead


def test_lines_that_are_over_fill_no_memory() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    ahead, seq = Ahead(), 0
    lines = [Line(at, 0, EDUCATOR, str(at), FACTS[1]) for at in range(1, 3000)]
    while seq < 2999:
        start = chance.randrange(max(0, seq - 50), min(2999, seq + 200))
        piece = lines[start : start + chance.randrange(1, 80)]
        for ready in ahead.in_order(piece, seq):
            assert ready.seq == seq + 1
            seq = ready.seq
        assert ahead.last == 0 or ahead.last > seq
    far = [Line(at, 0, EDUCATOR, str(at), FACTS[1]) for at in range(5000, 9000)]
    assert list(ahead.in_order(far, seq)) == []
    assert ahead.last < 5000 + MOST
