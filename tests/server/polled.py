"""A room reached by polls, over a network with its weather; for the tests of the live messages over HTTP."""

import asyncio
import json
import random
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.test import Client as Browser

from arlearn.live import actions
from arlearn.live.polling import poll
from arlearn.people.models import User
from tests.polls import Json, Polls, Refused
from tests.server.classroom import Child, Panel, Room, Said, ask

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


def stranger() -> Json:
    return {"kind": "hello", "role": "learner", "version": 1, "group": str(uuid4()), "token": "t" * 40}
