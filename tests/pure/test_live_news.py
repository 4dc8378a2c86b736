"""What processes tell each other, and lines of a log that cross on the way."""

import itertools
import random
from uuid import uuid4

import pytest

from arlearn.live.ahead import MOST, Ahead
from arlearn.live.facts import EDUCATOR, Answered, Fact, Joined, Line, Ordered, PageFinished
from arlearn.live.news import VERSION, News, Packet, decode, encode, lines_of, written
from arlearn.live.presence import SeatNews, Shown, Tie
from arlearn.live.protocol import LearnerFace, Pause, Presence

CHILD, PAGE = uuid4(), uuid4()
REVISION = "a" * 64
FACTS: list[Fact] = [
    Joined(learner=LearnerFace(id=CHILD, order=0, animal="sun-bear", colour="orange")),
    Ordered(order=Pause()),
    Answered(page=PAGE, revision=REVISION, task="kata", language="id", value="madu\n\u2028", correct=True),
    PageFinished(page=PAGE, revision=REVISION),
]
LINES = [Line(seq, 1_700_000_000_000 + seq, EDUCATOR, f"c-{seq}", fact) for seq, fact in enumerate(FACTS, 1)]


def seat(connected: bool = True) -> SeatNews:
    shown = Presence(n=4, page=PAGE, view="tracking", rung="live", help=True)
    told = Shown(version=9, by="aa", presence=shown, help_since=17)
    return SeatNews(learner=CHILD, shown=told, tie=Tie(version=3, connected=connected, since=5))


def test_what_is_told_is_what_is_heard() -> None:
    group, other = uuid4(), uuid4()
    news = News(seq=4, lines=written(LINES), seats=[seat(), seat(connected=False)], ask=True)
    sent = encode(Packet("aa", [(group, news), (other, News(seq=7))], gone=["bb"]))
    heard = decode(sent, "cc", lambda _: True)
    assert heard == Packet("aa", [(group, news), (other, News(seq=7))], ["bb"])
    assert lines_of(heard.news[0][1]) == LINES


def test_a_process_reads_only_what_is_for_it() -> None:
    mine, other = uuid4(), uuid4()
    packet = Packet("aa", [(mine, News(seq=1)), (other, News(seq=2))])
    heard = decode(encode(packet), "cc", mine.__eq__)
    assert heard is not None
    assert [group for group, _ in heard.news] == [mine]
    assert decode(encode(packet), "aa", lambda _: True) is None


def test_another_version_of_the_server_is_not_listened_to() -> None:
    newer = encode(Packet("aa", [(uuid4(), News(seq=1))])).replace(b'"version": %d' % VERSION, b'"version": 999')
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
