"""A tiny measurement of a real server: everything that was sent is counted, once, and nothing is lost."""

from collections.abc import Iterator

import pytest

from arlearn.bench import serving, watch
from arlearn.bench.door import Browser
from arlearn.bench.generators import Generators
from arlearn.bench.measure import Scale, Subject
from arlearn.bench.rooms import make_rooms
from arlearn.bench.tasks import Come, Leave, Stall, Storm
from tests.running import RunningServer

GROUPS, LEARNERS = 2, 3


@pytest.fixture(scope="module")
def subject(shared_server: RunningServer) -> Iterator[Subject]:
    environment = {**shared_server.environment(), "ARLEARN_DATA": str(shared_server.data)}
    rooms = make_rooms(environment, GROUPS, LEARNERS)
    server = serving.Server("arlearn", [], environment, shared_server.port, shared_server.log, shared_server.process)
    cookie = Browser(server.url).sign_in(rooms.educator, rooms.password)
    with Generators(2, watch.cores()) as generators:
        made = Subject(server, "arlearn", watch.cores(), generators, rooms, Scale(GROUPS, LEARNERS, 1, 1), cookie)
        made.seat()
        yield made
        made.all(Leave())


def test_a_tiny_measurement_counts_what_was_sent(subject: Subject) -> None:
    everybody = frozenset(room.group for room in subject.rooms.rooms)
    assert sum(subject.all(Come(everybody))) == GROUPS * (LEARNERS + 1)

    shown = subject.present(rate=90, seconds=1, orders=0.5)
    assert shown.sent == pytest.approx(90, abs=6)
    assert (shown.shown.total, shown.shown.lost) == (shown.sent, 0)
    assert shown.ordered.total >= 2 * LEARNERS
    assert shown.ordered.total % LEARNERS == 0
    assert (shown.sent_away, shown.server > 0, 0 < shown.busy < 1) == (0, True, True)

    answered = subject.answering(rate=30, seconds=1)
    assert answered.sent == pytest.approx(30, abs=4)
    assert (answered.acknowledged.total, answered.acknowledged.lost) == (answered.sent, 0)

    assert sum(subject.all(Stall(everybody, reading=False))) == GROUPS
    assert subject.present(rate=30, seconds=0.2, settle=0.5).shown.lost > 0
    assert sum(subject.all(Stall(everybody, reading=True))) == GROUPS
    assert subject.present(rate=30, seconds=0.2).shown.lost == 0

    subject.all(Leave())
    assert 0 < max(subject.all(Storm("127.0.0.1", subject.server.port))) < 30
