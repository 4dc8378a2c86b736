"""What arrives on a socket and should not: refused with reasons, and nobody else notices."""

from typing import Any
from uuid import uuid4

import pytest

from arlearn.live import actions, conversation
from arlearn.live.protocol import MAX_BYTES
from tests.server.classroom import Child, Panel, Socket, ask, classroom

pytestmark = pytest.mark.django_db(transaction=True)

BROKEN = ["", "{", "[1, 2", "nul", '{"kind": "ping"', "\x00", '"\\ud800"', "[" * 5000, "{}}"]
STRANGE = ["null", "1", "[]", '"ping"', "{}", '{"kind": null}', '{"kind": "launch"}', '{"kind": "__init__"}']


@pytest.mark.parametrize("language", ["id", "en"])
async def test_L22_broken_messages_are_refused_in_the_clients_language(language: str) -> None:
    async with classroom() as room:
        child = Child(await ask(actions.join, room.group.code), **{"accept-language": language})
        await room.connect(child)
        await child.greet()
        for text in BROKEN:
            await child.wire.send_input({"type": "websocket.receive", "text": text})
            refused = await child.hear("refused")
            assert refused["code"] == "message_malformed", text
        assert ("tidak dapat dibaca" in refused["message"]) == (language == "id")
        for text in STRANGE:
            await child.say_text(text)
            assert (await child.hear("refused"))["code"] == "invalid", text
        await child.wire.send_input({"type": "websocket.receive", "bytes": b'{"kind": "ping"}'})
        assert (await child.hear("refused"))["code"] == "message_malformed"
        await child.say(kind="ping")
        await child.hear("pong")


async def test_L22_a_long_message_is_refused_unread() -> None:
    async with classroom() as room:
        child = await room.child()
        start, end = '{"kind": "ping", "x": "', '"}'
        await child.say_text(start + "x" * (MAX_BYTES - len(start + end) + 1) + end)
        assert (await child.hear("refused"))["code"] == "message_too_long"
        await child.say_text('{"kind": "ping"}' + " " * (MAX_BYTES - 16))
        await child.hear("pong")


async def test_L22_a_refusal_names_the_message() -> None:
    async with classroom() as room:
        child, panel = await room.child(), await room.panel()
        await child.say(kind="answer", n=12, wrong=1)
        assert (await child.hear("refused"))["n"] == 12
        assert (await child.hear("acknowledged"))["n"] == 12
        await panel.say(kind="command", id="abcdefgh", order={"do": "explode"})
        assert (await panel.hear("refused"))["id"] == "abcdefgh"


async def test_L22_who_keeps_sending_nonsense_is_sent_away() -> None:
    async with classroom() as room:
        child, other = await room.child(), await room.child()
        for _ in range(conversation.MOST_WRONG + 1):
            await child.say_text("nonsense")
        bye = await child.hear("bye")
        assert (bye["code"], bye["again"]) == ("too_many_wrong", None)
        assert (await child.hear("closed"))["code"] == 1008
        await other.say(kind="ping")
        await other.hear("pong")


async def test_L23_nothing_is_heard_before_hello() -> None:
    async with classroom() as room:
        place = await ask(actions.join, room.group.code)
        child = await room.connect(Child(place))
        early: list[dict[str, Any]] = [
            {"kind": "ping"},
            {"kind": "answer", "n": 1},
            {"kind": "command", "id": "12345678", "order": {"do": "end"}},
        ]
        for message in early:
            await child.say(**message)
            assert (await child.hear("refused"))["code"] == "hello_first"
        await child.say(kind="hello", role="janitor", version=1, group=str(room.group.id))
        assert (await child.hear("refused"))["code"] == "invalid"
        await child.greet()


async def test_L23_a_page_of_another_version_is_to_reload() -> None:
    async with classroom() as room:
        place = await ask(actions.join, room.group.code)
        child = await room.connect(Child(place))
        await child.say(kind="hello", role="learner", version=2, group=str(room.group.id), token=place.token)
        assert (await child.hear("refused"))["code"] == "version_other"
        assert (await child.hear("bye"))["again"] is None


async def test_L23_hello_is_heard_once() -> None:
    async with classroom() as room:
        child, panel = await room.child(), await room.panel()
        hello = {"kind": "hello", "role": "learner", "version": 1, "group": str(room.group.id)}
        await child.say(**hello, token=child.place.token)
        assert (await child.hear("refused"))["code"] == "hello_twice"
        await panel.say(**(hello | {"role": "educator"}))
        assert (await panel.hear("refused"))["code"] == "hello_twice"
        # A role is chosen once: a child's connection takes no orders, whoever is signed in.
        await child.say(kind="command", id="12345678", order={"do": "end"})
        assert (await child.hear("refused"))["code"] == "invalid"


async def test_L24_a_flood_is_sent_away_and_may_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "BURST", 20.0)
    async with classroom() as room:
        child = await room.child()
        for n in range(1, 40):
            await child.say(kind="presence", n=n, page=None, view="reading", rung="read", help=False)
        bye = await child.hear("bye")
        assert bye["code"] == "too_many_messages"
        assert 0 < bye["again"][0] < bye["again"][1]
        await child.hear("closed")
        await room.child(child.place)


async def test_L24_an_hour_offline_is_no_flood() -> None:
    async with classroom() as room:
        child = await room.child()
        for n in range(1, 501):
            await child.answer(room.shelf.page, "fish", n=n)
        await child.hear("acknowledged", within=20, where=lambda message: message["n"] == 500)
        assert not [message for message in child.heard if message["kind"] in ("bye", "refused")]


async def test_an_unknown_group_is_an_unknown_place() -> None:
    async with classroom() as room:
        panel = await room.connect(Panel(room.shelf.educator, uuid4()))
        await panel.say(kind="hello", role="educator", version=1, group=str(panel.group))
        assert (await panel.hear("refused"))["code"] == "not_found"


async def test_a_fault_of_ours_sends_the_client_back_later(monkeypatch: pytest.MonkeyPatch) -> None:
    async with classroom() as room:
        child = await room.child()

        def broken(*_: object) -> None:
            raise RuntimeError("a fault")

        monkeypatch.setattr(actions, "decide_answer", broken)
        await child.answer(room.shelf.page)
        bye = await child.hear("bye")
        assert bye["code"] == "failed"
        assert bye["again"] is not None
        assert (await child.hear("closed"))["code"] == 1011
        assert not [message for message in child.heard if message["kind"] == "acknowledged"]


async def test_a_server_that_stops_says_when_to_come_back() -> None:
    async with classroom() as room:
        child: Socket = await room.child()
        child.wire.future.cancel()
        bye = await child.hear("bye")
        assert bye["code"] == "server_restarts"
        assert bye["again"] is not None
        assert (await child.hear("closed"))["code"] == 1012
        room.sockets.remove(child)
