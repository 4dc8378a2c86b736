"""When the log cannot be written: nothing is lost, nobody waits for ever, and somebody is told."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection

from arlearn.live import asking, log_sql
from arlearn.live import log as log_module
from arlearn.live.control import Pause
from arlearn.live.facts import EDUCATOR, Line, Ordered
from arlearn.live.link import LearnerLink
from arlearn.live.log import Entry, Log, Outcome, append
from arlearn.live.models import Event, GroupSession
from arlearn.live.problems import NOT_WRITTEN
from arlearn.metrics import LOG_FAULTS
from tests.server.classroom import Child, Room, ask, classroom, open_group, shelf

pytestmark = pytest.mark.django_db(transaction=True)


def entry(group: GroupSession, client_id: str) -> Entry:
    return Entry(group.id, EDUCATOR, client_id, Ordered(order=Pause()))


def counted(why: str) -> float:
    return float(LOG_FAULTS.labels(why)._value.get())


@pytest.fixture
def group() -> GroupSession:
    return open_group(shelf())


@pytest.fixture
def writer() -> Iterator[Log]:
    writer = Log()
    yield writer
    assert writer.stop()


class Refusing:
    """A database that raises what it is told to, until it is well again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: BaseException | None = None
        self.asked = threading.Event()
        monkeypatch.setattr(log_module, "append", self.append)

    def append(self, entries: Any) -> list[Outcome]:
        if self.error is not None:
            self.asked.set()
            raise self.error
        return append(entries)


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Refusing:
    return Refusing(monkeypatch)


def submit(writer: Log, entries: list[Entry]) -> list["asyncio.Future[Outcome]"]:
    loop = asyncio.get_running_loop()
    told: list[asyncio.Future[Outcome]] = [loop.create_future() for _ in entries]
    for one, future in zip(entries, told, strict=True):
        writer.submit(one, loop, future.set_result)
    return told


@pytest.mark.parametrize("error", [RuntimeError("a fault of ours"), SystemExit(1)])
async def test_L46_a_fault_of_ours_is_told_and_counted_and_the_writer_goes_on(
    group: GroupSession, writer: Log, database: Refusing, error: BaseException
) -> None:
    before, database.error = counted("own"), error
    outcomes = await asyncio.wait_for(asyncio.gather(*submit(writer, [entry(group, "a"), entry(group, "b")])), 10)
    assert outcomes == [NOT_WRITTEN, NOT_WRITTEN]
    assert counted("own") > before
    database.error = None
    (again,) = await asyncio.wait_for(asyncio.gather(*submit(writer, [entry(group, "a")])), 10)
    assert isinstance(again, Line)


async def test_L46_what_is_too_much_is_told_at_once_and_the_rest_is_written_later(
    group: GroupSession, writer: Log, database: Refusing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "MOST_WAITING", 10)
    database.error = OperationalError("database or disk is full")
    (first,) = submit(writer, [entry(group, "first")])
    assert await asyncio.to_thread(database.asked.wait, 10)
    told = submit(writer, [entry(group, str(number)) for number in range(15)])
    assert await asyncio.wait_for(asyncio.gather(*told[10:]), 5) == [NOT_WRITTEN] * 5
    assert not any(future.done() for future in (first, *told[:10]))
    database.error = None
    written = await asyncio.wait_for(asyncio.gather(first, *told[:10]), 10)
    assert all(isinstance(outcome, Line) for outcome in written)


async def test_L46_who_cannot_be_told_keeps_no_other_from_hearing(group: GroupSession, writer: Log) -> None:
    def broken(_: Outcome) -> None:
        raise RuntimeError("a client's fault")

    before = counted("tell")
    writer.submit(entry(group, "a"), asyncio.get_running_loop(), broken)
    (other,) = submit(writer, [entry(group, "b")])
    assert isinstance(await asyncio.wait_for(other, 10), Line)
    assert counted("tell") == before + 1


@contextmanager
def patience(monkeypatch: pytest.MonkeyPatch, seconds: float) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(LearnerLink, "ROOM_WITHIN", seconds)
        patched.setattr(LearnerLink, "MOST_OPEN", 5)
        yield


async def comes_back_with(room: Room, child: Child, count: int) -> None:
    """The child sends everything again, and hears that it is safe."""
    await child.close()
    again = await room.child(child.place)
    assert again.welcome["acknowledged"] <= count
    for n in range(1, count + 1):
        await again.answer(room.shelf.page, n=n)
    await again.hear("acknowledged", where=lambda message: message["n"] == count)
    numbers = await ask(lambda: list(Event.objects.filter(kind="answered").values_list("client_id", flat=True)))
    assert sorted(map(int, numbers)) == list(range(1, count + 1))


async def test_L46_a_child_whose_answers_find_no_room_is_sent_away_to_come_back(
    database: Refusing, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with classroom() as room:
        child = await room.child()
        with patience(monkeypatch, 0.3):
            database.error = OperationalError("the server closed the connection")
            for n in range(1, 9):
                await child.answer(room.shelf.page, n=n)
            bye = await child.hear("bye")
        assert bye["code"] == "not_written"
        assert bye["again"] is not None
        assert not any(message["kind"] == "acknowledged" for message in child.heard)
        database.error = None
        await comes_back_with(room, child, 8)


async def test_L46_a_child_whose_answer_met_a_fault_of_ours_keeps_it_and_comes_back(database: Refusing) -> None:
    async with classroom() as room:
        child = await room.child()
        await child.answer(room.shelf.page)
        await child.hear("acknowledged")
        database.error = RuntimeError("a fault of ours")
        await child.answer(room.shelf.page)
        bye = await child.hear("bye")
        assert bye["code"] == "not_written"
        assert [message["n"] for message in child.heard if message["kind"] == "acknowledged"] == [1]
        database.error = None
        await comes_back_with(room, child, 2)


def failing(times: int, error: Exception) -> Callable[[], str]:
    def ask_it() -> str:
        nonlocal times
        times -= 1
        if times >= 0:
            raise error
        return "answer"

    return ask_it


async def test_L46_questions_wait_for_a_database_that_is_away_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    away = OperationalError("the connection was refused")
    assert await asking.reading(failing(2, away)) == "answer"
    monkeypatch.setattr(asking, "PATIENCE", 0.2)
    with pytest.raises(OperationalError):
        await asking.reading(failing(1000, away))
    with pytest.raises(RuntimeError):
        await asking.reading(failing(1, RuntimeError("no reason to ask again")))


def test_L1_a_batch_of_any_size_is_four_statements(group: GroupSession, django_assert_num_queries: Any) -> None:
    for count in (1, 300):
        with django_assert_num_queries(4):
            append([entry(group, f"{count}-{number}") for number in range(count)])


def test_L1_whether_an_event_is_there_is_looked_up_by_all_of_its_key(group: GroupSession) -> None:
    # Children count from 1, all of them: an index of what they call their answers would find a thousand for each.
    for n in range(1, 21):
        append([Entry(group.id, f"child-{child}", str(n), Ordered(order=Pause())) for child in range(100)])
    lite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        # What the planner knows may be of rows that were deleted since: of groups of a single event each.
        cursor.execute("ANALYZE live_event")
        how = "EXPLAIN QUERY PLAN " if lite else "EXPLAIN "
        cursor.execute(how + log_sql.statements().known, [f'[["{group.id.hex}", "child-7", "7"]]'])
        plan = " ".join(" ".join(map(str, row)) for row in cursor.fetchall())
    key = "group_id=? AND source=? AND client_id=?" if lite else "event_once_per_sender"
    assert key in plan, plan


async def test_L46_a_panel_whose_order_cannot_be_written_keeps_it_and_comes_back(database: Refusing) -> None:
    async with classroom() as room:
        panel = await room.panel()
        database.error = RuntimeError("a fault of ours")
        await panel.order("pause-it", do="pause")
        bye = await panel.hear("bye")
        assert (bye["code"], bye["again"] is not None) == ("not_written", True)
        assert [said["kind"] for said in panel.heard if said["kind"] in ("refused", "done")] == []
        database.error = None
        again = await room.panel()
        await again.order("pause-it", do="pause")
        assert (await again.hear("done"))["id"] == "pause-it"
