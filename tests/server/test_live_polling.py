"""The live messages over HTTP, where sockets are refused: the same messages, each once, whatever the network does."""

import asyncio
import random
import time
from uuid import uuid4

import pytest

from arlearn.live import attendance, talks
from arlearn.live.models import Event
from tests.server.classroom import ask, classroom
from tests.server.polled import (
    Answered,
    Weather,
    child_on,
    first,
    join,
    panel_on,
    request,
    stranger,
    then,
)

pytestmark = pytest.mark.django_db(transaction=True)


async def test_L27_a_lesson_goes_over_http_as_over_a_socket() -> None:
    async with classroom() as room:
        panel = await panel_on(room)
        child = await child_on(room)
        await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["connected"])
        await child.show(1, room.shelf.page, view="tracking", rung="live", help=True)
        await panel.sees(lambda p: p.row(child)["view"] == "tracking" and p.row(child)["help"])
        await child.answer(room.shelf.page, "fish")
        assert (await child.hear("acknowledged"))["n"] == 1
        await child.answer(room.shelf.page)
        assert (await child.hear("acknowledged"))["n"] == 2
        await panel.sees(lambda p: p.row(child)["tries"] == 2 and bool(p.row(child)["solved"]))
        before = time.monotonic()
        await panel.order("pause-it", do="pause")
        assert (await child.hear("control"))["control"]["paused"] is True
        assert time.monotonic() - before < 1
        await panel.hear("done")
        await child.say(kind="answer", n=3, wrong=1)
        assert (await child.hear("refused"))["n"] == 3
        await child.close()
        await panel.sees(lambda p: not p.row(child)["connected"])


@pytest.mark.parametrize("_", range(2))
async def test_L27_each_message_arrives_once_and_in_order_whatever_is_lost(_: int) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    weather = Weather(seed)
    async with classroom() as room:
        panel, child = await panel_on(room, weather), await child_on(room, weather)
        following = asyncio.ensure_future(panel.follow())
        # On a busy machine many messages share a request: it goes on until there was weather enough.
        n = 0
        while n < 60 or n % 20 or weather.lost <= 10 or weather.doubled <= 5:
            n += 1
            await child.answer(room.shelf.page, "honey" if n % 3 else "fish", n=n)
            if n % 20 == 0:
                await panel.say(kind="command", id=f"order-{n:04d}", order={"do": "praise", "to": None})
            await asyncio.sleep(weather.chance.uniform(0, 0.04))
        while {"kind": "acknowledged", "n": n} not in child.heard:
            await child.next(15)
        acknowledged = [message["n"] for message in child.heard if message["kind"] == "acknowledged"]
        assert acknowledged == sorted(set(acknowledged))
        assert [message for message in child.heard if message["kind"] == "refused"] == []
        logged = await ask(lambda: list(Event.objects.filter(kind="answered").values_list("client_id", flat=True)))
        assert sorted(map(int, logged)) == list(range(1, n + 1))
        orders = [f"order-{each:04d}" for each in range(20, n + 1, 20)]

        def done() -> list[str]:
            return [message["id"] for message in panel.heard if message["kind"] == "done"]

        async with asyncio.timeout(10):
            while (  # noqa: ASYNC110  (it draws by itself)
                panel.row(child)["tries"] < n or panel.control["praised"] < len(orders) or len(done()) < len(orders)
            ):
                await asyncio.sleep(0.02)
        following.cancel()
        assert sorted(done()) == orders


async def test_L27_a_panel_without_credit_gets_four_frames_and_then_one() -> None:
    async with classroom() as room:
        panel, child = await panel_on(room), await child_on(room)
        for n in range(1, 30):
            await child.show(n, room.shelf.page, help=bool(n % 2))
            await asyncio.sleep(0.03)
        frames = [message for message in await panel.rest() if message["kind"] == "frame"]
        assert 1 <= len(frames) <= 4
        await panel.say(kind="credit", frame=frames[-1]["frame"])
        panel.draw(await panel.hear("frame"))
        assert panel.row(child)["help"] is True
        await panel.quiet()


async def test_L28_a_poll_is_answered_at_once_or_after_a_while_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert talks.HOLD < attendance.AWAY_AFTER - 1
    monkeypatch.setattr(talks, "HOLD", 0.4)
    async with classroom() as room:
        before = time.monotonic()
        welcome = await request(first(room, await join(room)))
        assert welcome["messages"][0]["kind"] == "welcome"
        assert time.monotonic() - before < 0.35
        before = time.monotonic()
        nothing = await request(then(welcome))
        assert nothing["messages"] == []
        assert 0.35 < time.monotonic() - before < 2
        pong = await request(then(nothing, {"kind": "ping"}))
        assert pong["messages"][0]["kind"] == "pong"


async def test_L28_a_newer_poll_sends_the_waiting_one_home() -> None:
    async with classroom() as room:
        welcome = await request(first(room, await join(room)))
        older = asyncio.ensure_future(request(then(welcome)))
        await asyncio.sleep(0.05)
        assert not older.done()
        newer = await request(then(welcome, {"kind": "ping"}))
        assert [message["kind"] for message in newer["messages"]] == ["pong"]
        assert (await asyncio.wait_for(older, 1))["messages"] == []


async def test_L28_polls_alone_keep_a_child_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talks, "HOLD", 0.3)
    monkeypatch.setattr(attendance, "AWAY_AFTER", 0.8)
    async with classroom() as room:
        panel = await room.panel()
        answer = await request(first(room, await join(room)))
        await panel.sees(lambda p: any(row["connected"] for row in p.rows.values()))
        end = time.monotonic() + 2.5
        while time.monotonic() < end:
            answer = await request(then(answer))
        assert [row["connected"] for row in panel.rows.values()] == [True]
        await panel.sees(lambda p: not any(row["connected"] for row in p.rows.values()), within=3)


async def test_L29_a_conversation_outlives_its_connections_and_ends_after_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(talks, "LINGER", 0.5)
    async with classroom() as room:
        panel = await room.panel()
        answer = await request(first(room, await join(room)))
        cut = asyncio.ensure_future(request(then(answer)))
        await asyncio.sleep(0.1)
        cut.cancel()
        await asyncio.sleep(0.3)
        answer = await request(then(answer, {"kind": "ping"}))
        await panel.sees(lambda p: [row["connected"] for row in p.rows.values()] == [True])
        await panel.sees(lambda p: [row["connected"] for row in p.rows.values()] == [False], within=2)
        with pytest.raises(Answered, match="talk_unknown"):
            await request(then(answer))


async def test_L29_who_leaves_is_gone_at_once_and_what_it_said_last_is_taken() -> None:
    async with classroom() as room:
        panel, place = await room.panel(), await join(room)
        answer = await request(first(room, place))
        await panel.sees(lambda p: [row["connected"] for row in p.rows.values()] == [True])
        page = room.shelf.page
        said = {"kind": "presence", "n": 1, "page": page, "view": "away", "rung": "read", "help": False}
        left = await request(then(answer, said, leave=True))
        assert left["closed"] is not None
        await panel.sees(lambda p: [(row["connected"], row["view"]) for row in p.rows.values()] == [(False, "away")])
        with pytest.raises(Answered, match="talk_unknown"):
            await request(then(left))


async def test_L29_counts_that_do_not_belong_together_mean_hello_anew() -> None:
    async with classroom() as room:
        welcome = await request(first(room, await join(room)))
        for wrong in ({"said": 7}, {"heard": 7}, {"talk": "x" * 32}):
            with pytest.raises(Answered, match="talk_unknown"):
                await request(then(welcome, {"kind": "ping"}, **wrong))
        await request(then(welcome, {"kind": "ping"}))


async def test_L29_a_farewell_is_repeated_until_it_is_heard() -> None:
    async with classroom() as room:
        lost = await request(first(room, await join(room), messages=[{**stranger(), "group": str(uuid4())}]))
        repeated = await request(then(lost, heard=0))
        for answer in (lost, repeated):
            assert [message["kind"] for message in answer["messages"]] == ["refused", "bye"]
            assert answer["messages"][1]["again"] is None
            assert answer["closed"] == 1008
        assert (await request(then(lost)))["messages"] == []
