"""Polls of strangers, of other sites, too many and too large: what is refused, and how a stop is told."""

import asyncio

import pytest

from arlearn.live import talks
from arlearn.live.link import MOST_WAITING
from arlearn.live.polling import MOST_BYTES
from tests.polls import Json
from tests.server.classroom import Panel, ask, classroom
from tests.server.polled import (
    ORIGIN,
    Answered,
    cookie_of,
    first,
    join,
    request,
    stranger,
    then,
)

pytestmark = pytest.mark.django_db(transaction=True)


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
