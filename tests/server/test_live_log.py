"""The log: gapless, each event once, acknowledged after its commit; against a real database."""

import asyncio
import contextlib
import random
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from arlearn.live import actions
from arlearn.live.control import End, Pause
from arlearn.live.facts import EDUCATOR, Line, Ordered
from arlearn.live.log import Entry, Known, Log, Outcome, append, read
from arlearn.live.models import Event, GroupSession
from arlearn.live.problems import GROUP_ENDED
from tests.server.classroom import ask, open_group, shelf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def group() -> GroupSession:
    return open_group(shelf())


@pytest.fixture
def writer() -> Iterator[Log]:
    writer = Log()
    yield writer
    assert writer.stop()


def entry(group: GroupSession, client_id: str, source: str = EDUCATOR) -> Entry:
    return Entry(group.id, source, client_id, Ordered(order=Pause()))


async def written(writer: Log, entries: list[Entry]) -> list[Outcome]:
    """What becomes of the entries, each told after its commit."""
    loop = asyncio.get_running_loop()
    told: list[asyncio.Future[Outcome]] = [loop.create_future() for _ in entries]
    for one, future in zip(entries, told, strict=True):
        writer.submit(one, loop, future.set_result)
    return await asyncio.wait_for(asyncio.gather(*told), 20)


def stored(group: GroupSession) -> list[tuple[int, str]]:
    rows = Event.objects.filter(group=group).order_by("seq").values_list("seq", "client_id")
    return list(rows)


async def test_L1_an_event_sent_again_is_known_and_there_once(group: GroupSession, writer: Log) -> None:
    first = await written(writer, [entry(group, "same"), entry(group, "same"), entry(group, "other")])
    again = await written(writer, [entry(group, "other"), entry(group, "same")])
    assert [type(outcome) for outcome in first] == [Line, Known, Line]
    assert again == [Known(2), Known(2)]
    assert await ask(stored, group) == [(1, "same"), (2, "other")]


async def test_L1_the_same_id_of_two_senders_is_two_events(group: GroupSession, writer: Log) -> None:
    outcomes = await written(writer, [entry(group, "1", "child-a"), entry(group, "1", "child-b")])
    assert [type(outcome) for outcome in outcomes] == [Line, Line]


def in_threads(*works: Callable[[], Any]) -> None:
    failed: list[BaseException] = []

    def run(work: Callable[[], Any]) -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed


def test_L2_positions_have_no_gap_whoever_writes(group: GroupSession) -> None:
    def write(source: str) -> None:
        for number in range(15):
            with transaction.atomic():
                append([entry(group, f"{number}", source), entry(group, f"{number}", source)])

    def come_in() -> None:
        for _ in range(10):
            actions.join(group.code)

    in_threads(lambda: write("a"), lambda: write("b"), come_in)
    assert [seq for seq, _ in stored(group)] == list(range(1, 41))
    group.refresh_from_db()
    assert group.seq == 40
    orders = list(group.learners.order_by("order").values_list("order", flat=True))
    assert orders == list(range(10))


@contextlib.contextmanager
def locked(group: GroupSession) -> Iterator[None]:
    """Another writer sits on the group and does not commit."""
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            GroupSession.objects.select_for_update().get(id=group.id)
            held.set()
            let_go.wait(20)

    thread = threading.Thread(target=in_threads, args=(hold,))
    thread.start()
    assert held.wait(10)
    yield
    let_go.set()
    thread.join(10)


async def test_L3_nothing_is_told_before_the_commit(group: GroupSession, writer: Log) -> None:
    with locked(group):
        waiting = asyncio.ensure_future(written(writer, [entry(group, "a"), entry(group, "b")]))
        done, _ = await asyncio.wait([waiting], timeout=0.5)
        assert not done
    assert len(await waiting) == 2
    assert await ask(stored, group) == [(1, "a"), (2, "b")]


@pytest.mark.parametrize("committed", [False, True])
async def test_L3_a_commit_that_fails_is_tried_again(
    group: GroupSession, writer: Log, monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    """`committed`: the database did it and the answer was lost, so that the second try finds the events there."""
    failures = 3
    real = transaction.atomic

    @contextlib.contextmanager
    def failing(**inner: Any) -> Iterator[None]:
        nonlocal failures
        failures -= not inner
        if inner or failures < 0:
            with real(**inner):
                yield
        elif committed:
            with real():
                yield
            raise OperationalError("the answer was lost")
        else:
            raise OperationalError("database or disk is full")

    monkeypatch.setattr(transaction, "atomic", failing)
    outcomes = await written(writer, [entry(group, "a"), entry(group, "b")])
    monkeypatch.undo()
    assert type(outcomes[0]) is (Known if committed else Line)
    assert await ask(stored, group) == [(1, "a"), (2, "b")]


async def test_L6_one_bad_event_holds_up_no_other(group: GroupSession, writer: Log) -> None:
    bad = entry(group, "bad", None)  # type: ignore[arg-type]  # what no database takes
    outcomes = await written(writer, [entry(group, "a"), bad, entry(group, "b")])
    assert [getattr(outcome, "code", "line") for outcome in outcomes] == ["line", "failed", "line"]
    assert await ask(stored, group) == [(1, "a"), (2, "b")]


async def test_L5_after_the_end_only_what_was_there_is_known(group: GroupSession, writer: Log) -> None:
    end = Entry(group.id, EDUCATOR, "the-end", Ordered(order=End()))
    await written(writer, [entry(group, "before"), end])
    outcomes = await written(writer, [entry(group, "after"), entry(group, "before"), end])
    assert outcomes == [GROUP_ENDED, Known(2), Known(2)]
    assert await ask(stored, group) == [(1, "before"), (2, "the-end")]
    await ask(group.refresh_from_db)
    assert group.ended_at is not None


async def test_a_group_that_is_gone_takes_nothing(group: GroupSession, writer: Log) -> None:
    outcomes = await written(writer, [Entry(uuid.uuid4(), EDUCATOR, "x", Ordered(order=Pause())), entry(group, "a")])
    assert [getattr(outcome, "code", "line") for outcome in outcomes] == ["not_found", "line"]


async def test_L2_many_groups_share_commits(writer: Log) -> None:
    books = await ask(shelf, "ramai")
    groups = [await ask(open_group, books) for _ in range(5)]
    entries = [entry(group, str(number)) for number in range(40) for group in groups]
    random.Random(7).shuffle(entries)
    before = await ask(Event.objects.count)
    outcomes = await written(writer, entries)
    assert all(isinstance(outcome, Line) for outcome in outcomes)
    assert await ask(Event.objects.count) - before == 200
    for group in groups:
        lines = await ask(read, group.id)
        assert [line.seq for line in lines] == list(range(1, 41))
