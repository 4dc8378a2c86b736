"""The live messages over HTTP, where sockets are refused: the same messages, each once, whatever the network does."""

import asyncio
import json
import random
import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from arlearn.live import actions, attendance, talks
from arlearn.live.link import MOST_WAITING
from arlearn.live.models import Event
from arlearn.live.polling import MOST_BYTES, poll
from arlearn.people.models import User
from tests.polls import Json, Polls, Refused
from tests.server.classroom import Child, Panel, Room, Said, ask, classroom

pytestmark = pytest.mark.django_db(transaction=True)

ORIGIN = "http://testserver"


class Answered(Exception):
    """A refusal by HTTP status."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status} {body}")
        self.status, self.code = status, body["code"]


async def request(
    body: Json | bytes, headers: Mapping[str, str] | None = None, state: Json | None = None, address: str = "10.0.0.7"
) -> Json:
    """One request to the application, as a server hands it over. Raises Answered. Cancelled, it is broken off."""
    sent = {"host": "testserver", "content-type": "application/json", "accept-language": "en", **(headers or {})}
    scope = {
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": (address, 1234),
        "state": state or {},
    }
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    comes: asyncio.Queue[Said] = asyncio.Queue()
    comes.put_nowait({"type": "http.request", "body": text, "more_body": False})
    said: list[Said] = []

    async def send(message: Said) -> None:
        said.append(message)

    try:
        await asyncio.shield(poll(scope, comes.get, send))
    except asyncio.CancelledError:
        comes.put_nowait({"type": "http.disconnect"})
        raise
    start, content = said
    answer: Json = json.loads(content["body"])
    if start["status"] != 200:
        raise Answered(start["status"], answer)
    return answer


class Weather:
    """What may happen on the way: requests and answers that are lost, come late, or come twice."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.lost = self.doubled = 0

    async def carry(self, body: Json, headers: Mapping[str, str]) -> Json:
        await asyncio.sleep(self.chance.uniform(0, 0.02))
        fate = self.chance.random()
        if fate < 0.15:
            self.lost += 1
            raise ConnectionResetError
        if fate < 0.3:
            self.doubled += 1
            asyncio.ensure_future(request(body, headers)).add_done_callback(lambda done: done.exception())
        answer = await request(body, headers)
        await asyncio.sleep(self.chance.uniform(0, 0.02))
        if fate > 0.85:
            self.lost += 1
            raise ConnectionResetError
        return answer


class PollWire:
    """Stands where a Socket has its WebSocket."""

    def __init__(self, weather: Weather | None = None, headers: Mapping[str, str] | None = None) -> None:
        self.headers, self.weather = headers or {}, weather
        self.output_queue: asyncio.Queue[Said] = asyncio.Queue()
        self.polls = Polls(self._ask, self._hear, self._over)

    async def connect(self, timeout: float) -> tuple[bool, None]:  # noqa: ASYNC109  (as the real one)
        return True, None

    async def send_json_to(self, message: Json) -> None:
        self.polls.say(message)

    async def disconnect(self, timeout: float) -> None:  # noqa: ASYNC109  (as above)
        await self.polls.leave()

    async def _ask(self, body: Json) -> Json:
        carry = self.weather.carry if self.weather else request
        try:
            return await carry(body, self.headers)
        except Answered as answer:
            raise Refused(answer.code) from answer

    def _hear(self, message: Json) -> None:
        self.output_queue.put_nowait({"type": "websocket.send", "text": json.dumps(message)})

    def _over(self, code: int | None) -> None:
        self.output_queue.put_nowait({"type": "websocket.close", "code": code})


def cookie_of(user: User) -> str:
    browser = Browser()
    browser.force_login(user)
    return f"sessionid={browser.cookies['sessionid'].value}"


async def join(room: Room) -> Any:
    return await ask(actions.join, room.group.code)


async def child_on(room: Room, weather: Weather | None = None) -> Child:
    child = Child(await join(room))
    child.wire = PollWire(weather)
    await room.connect(child)
    await child.greet()
    return child


async def panel_on(room: Room, weather: Weather | None = None) -> Panel:
    panel = Panel(None, room.group.id)
    cookie = await ask(cookie_of, room.shelf.educator)
    panel.wire = PollWire(weather, {"cookie": cookie, "origin": ORIGIN})
    await room.connect(panel)
    await panel.greet()
    return panel


def first(room: Room, place: Any, **more: Any) -> Json:
    """The Poll that begins a child's conversation."""
    hello = {"kind": "hello", "role": "learner", "version": 1, "group": str(room.group.id), "token": place.token}
    return {"talk": None, "heard": 0, "said": 0, "messages": [hello], **more}


def then(answer: Json, *messages: Json, **more: Any) -> Json:
    """The Poll after an answer to the first one."""
    heard = answer["said"] + len(answer["messages"])
    return {"talk": answer["talk"], "heard": heard, "said": answer["taken"], "messages": list(messages), **more}


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


@pytest.mark.parametrize("seed", random.sample(range(10**6), 2))
async def test_L27_each_message_arrives_once_and_in_order_whatever_is_lost(seed: int) -> None:
    print("seed", seed)
    weather = Weather(seed)
    async with classroom() as room:
        panel, child = await panel_on(room, weather), await child_on(room, weather)
        following = asyncio.ensure_future(panel.follow())
        for n in range(1, 61):
            await child.answer(room.shelf.page, "honey" if n % 3 else "fish", n=n)
            if n % 20 == 0:
                await panel.say(kind="command", id=f"order-{n:04d}", order={"do": "praise", "to": None})
            await asyncio.sleep(weather.chance.uniform(0, 0.04))
        while child.heard[-1] != {"kind": "acknowledged", "n": 60}:
            await child.next(15)
        acknowledged = [message["n"] for message in child.heard if message["kind"] == "acknowledged"]
        assert acknowledged == sorted(set(acknowledged))
        assert [message for message in child.heard if message["kind"] == "refused"] == []
        logged = await ask(lambda: list(Event.objects.filter(kind="answered").values_list("client_id", flat=True)))
        assert sorted(map(int, logged)) == list(range(1, 61))
        async with asyncio.timeout(10):
            while panel.row(child)["tries"] < 60 or panel.control["praised"] < 3:  # noqa: ASYNC110  (it draws by itself)
                await asyncio.sleep(0.02)
        following.cancel()
        done = [message["id"] for message in panel.heard if message["kind"] == "done"]
        assert sorted(done) == ["order-0020", "order-0040", "order-0060"]
        assert weather.lost > 10
        assert weather.doubled > 5


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


def stranger() -> Json:
    return {"kind": "hello", "role": "learner", "version": 1, "group": str(uuid4()), "token": "t" * 40}


@pytest.mark.parametrize(
    ("headers", "welcome"),
    [
        ({"origin": ORIGIN}, True),
        ({}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
    ],
)
async def test_L30_the_cookie_counts_only_when_our_own_page_asks(headers: dict[str, str], welcome: bool) -> None:
    async with classroom() as room:
        hello = {"kind": "hello", "role": "educator", "version": 1, "group": str(room.group.id), "resume": None}
        cookie = await ask(cookie_of, room.shelf.educator)
        answer = await request(
            {"talk": None, "heard": 0, "said": 0, "messages": [hello]}, {"cookie": cookie, **headers}
        )
        assert [message["kind"] for message in answer["messages"]] == (["welcome"] if welcome else ["refused", "bye"])
        assert welcome or answer["messages"][0]["code"] == "sign_in_needed"


async def test_L20_a_page_without_an_origin_brings_nobodys_rights_to_a_socket() -> None:
    async with classroom() as room:
        panel = Panel(room.shelf.educator, room.group.id, origin="null")
        await room.connect(panel)
        await panel.say(kind="hello", role="educator", version=1, group=str(room.group.id), resume=None)
        assert (await panel.hear("refused"))["code"] == "sign_in_needed"


async def test_L30_no_form_of_another_site_is_heard() -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        with pytest.raises(Answered) as refused:
            await request({"talk": None, "heard": 0, "said": 0, "messages": [stranger()]}, {"content-type": kind})
        assert refused.value.code == "invalid"


async def test_L30_a_cookie_that_means_nothing_is_nobody() -> None:
    async with classroom() as room:
        hello = {"kind": "hello", "role": "educator", "version": 1, "group": str(room.group.id), "resume": None}
        for cookie in ("sessionid=forged", "sessionid=", "=;;;", "\x7f"):
            begin = {"talk": None, "heard": 0, "said": 0, "messages": [hello]}
            answer = await request(begin, {"cookie": cookie, "origin": ORIGIN})
            assert answer["messages"][0]["code"] == "sign_in_needed"


BAD = [
    (b"", 400, "message_malformed"),
    (b"{", 400, "message_malformed"),
    (b"\xff\xfe", 400, "message_malformed"),
    (b"[" * 9999, 400, "message_malformed"),
    (b"[]", 422, "invalid"),
    (b"{}", 422, "invalid"),
    (b'{"talk":null,"heard":0,"said":0,"messages":[]}', 422, "invalid"),
    (b'{"talk":null,"heard":0,"said":1,"messages":[{}]}', 422, "invalid"),
    (b'{"talk":null,"heard":"0","said":0,"messages":[{}]}', 422, "invalid"),
    (b'{"talk":null,"heard":-1,"said":0,"messages":[{}]}', 422, "invalid"),
    (b'{"talk":null,"heard":0,"said":0,"messages":["hello"]}', 422, "invalid"),
    (b'{"talk":null,"heard":0,"said":0,"messages":[{}],"more":1}', 422, "invalid"),
    (b'{"talk":"short","heard":0,"said":0,"messages":[]}', 422, "invalid"),
    (b'{"talk":null,"heard":0,"said":0,"messages":[' + b"{}," * 100 + b"{}]}", 422, "invalid"),
    (b'{"talk":null,"heard":0,"said":0,"messages":[{"x":"' + b"x" * MOST_BYTES + b'"}]}', 413, "message_too_long"),
]


@pytest.mark.parametrize(("body", "status", "code"), BAD)
async def test_L31_a_body_of_another_form_is_refused_with_a_code(body: bytes, status: int, code: str) -> None:
    with pytest.raises(Answered) as refused:
        await request(body)
    assert (refused.value.status, refused.value.code) == (status, code)


async def test_L31_conversations_are_counted_by_address_and_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talks, "MOST_BY_ADDRESS", 2)
    monkeypatch.setattr(talks, "MOST_TALKS", 3)
    begin = {"talk": None, "heard": 0, "said": 0, "messages": [{"kind": "ping"}]}

    async def come(address: str) -> tuple[Json, "asyncio.Task[Json]"]:
        """Begins, and waits for more."""
        answer = await request(begin, address=address)
        waiting = asyncio.ensure_future(request(then(answer), address=address))
        await asyncio.sleep(0.01)
        return answer, waiting

    first, second = await come("10.0.0.1"), await come("10.0.0.1")
    with pytest.raises(Answered, match="too_many"):
        await request(begin, address="10.0.0.1")
    third = await come("10.0.0.2")
    with pytest.raises(Answered, match="too_many"):
        await request(begin, address="10.0.0.3")

    # Whose request is not here makes room for others, the longest away first.
    for _, waiting in (second, first):
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.sleep(0.01)
    await request(begin, address="10.0.0.1")
    with pytest.raises(Answered, match="talk_unknown"):
        await request(then(second[0]))
    for answer, _ in (first, third):
        assert (await request(then(answer, leave=True)))["closed"]
    assert talks.talks()._addresses == {"10.0.0.1": 1}


async def test_L31_who_polls_without_pause_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talks, "BURST", 20.0)
    monkeypatch.setattr(talks, "RATE", 1.0)
    async with classroom() as room:
        welcome = await request(first(room, await join(room)))
        with pytest.raises(Answered) as refused:
            for _ in range(30):
                await request({**then(welcome), "heard": 0})
        assert (refused.value.status, refused.value.code) == (429, "too_many_messages")
        with pytest.raises(Answered, match="talk_unknown"):
            await request(then(welcome))


async def test_L31_what_nobody_hears_is_bounded() -> None:
    async with classroom() as room:
        answer = await request(first(room, await join(room)))
        talk = talks.talks().find(answer["talk"])
        # Never says that it heard anything.
        for _ in range(4):
            pings = [{"kind": "ping"}] * 50
            answer = await request({**then(answer, *pings), "heard": 0})
        assert len(answer["messages"]) <= MOST_WAITING
        for _ in range(10):
            await asyncio.sleep(0)
        assert talk.conversation.closed


async def test_L32_a_server_that_stops_answers_every_poll_at_once() -> None:
    async with classroom() as room:
        state = {"stopping": asyncio.Event()}
        welcome = await request(first(room, await join(room)), state=state)
        waiting = asyncio.ensure_future(request(then(welcome), state=state))
        await asyncio.sleep(0.05)
        state["stopping"].set()
        answer = await asyncio.wait_for(waiting, 1)
        (bye,) = answer["messages"]
        assert (bye["kind"], bye["code"], answer["closed"]) == ("bye", "server_restarts", 1012)
        least, most = bye["again"]
        assert 0 < least < most
        with pytest.raises(Answered) as refused:
            await request(first(room, await join(room)), state=state)
        assert (refused.value.status, refused.value.code) == (503, "server_restarts")
