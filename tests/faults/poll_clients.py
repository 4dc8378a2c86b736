"""Children and educators of the crowd who go by polls, as a browser's requests go: on connections that are kept."""

import asyncio
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from arlearn.bench.crowd import Client, Learner, Panel
from arlearn.bench.frames import GONE, Wire
from tests.polls import Json, Polls, Refused

PATIENCE = 12.0
"""Seconds for an answer, as the web client's."""


class Requests:
    """POSTs JSON to one address, on connections that it keeps."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        parts = urlsplit(url)
        self._host, self._port, self._target = parts.hostname or "", parts.port or 80, f"{parts.path}?{parts.query}"
        self._head = "".join(f"{name}: {value}\r\n" for name, value in {"Host": parts.netloc, **headers}.items())
        self._kept: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, body: Json) -> Json:
        """The answer. Raises OSError when none of our server came, and Refused."""
        try:
            async with asyncio.timeout(PATIENCE):
                status, text = await self._exchange(json.dumps(body).encode())
                answer = json.loads(text)
        except (EOFError, ValueError, asyncio.LimitOverrunError) as error:
            raise ConnectionError(str(error)) from error
        if status == 200 and "talk" in answer:
            return dict(answer)
        if status < 500:
            raise Refused(answer["code"])
        raise ConnectionError(text)

    async def _exchange(self, body: bytes) -> tuple[int, bytes]:
        reader, writer = self._kept.pop() if self._kept else await asyncio.open_connection(self._host, self._port)
        try:
            head = f"POST {self._target} HTTP/1.1\r\n{self._head}Content-Type: application/json\r\n"
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            named = dict(line.lower().split(": ", 1) for line in lines if line)
            text = await reader.readexactly(int(named["content-length"]))
        except BaseException:
            writer.transport.abort()
            raise
        if named.get("connection") == "close":
            writer.close()
        else:
            self._kept.append((reader, writer))
        return int(first.split()[1]), text

    def close(self) -> None:
        for _, writer in self._kept:
            writer.transport.abort()


class Reading(asyncio.Transport):
    """What a client of the crowd asks its transport: polls always read."""

    def is_reading(self) -> bool:
        return True


class PollWire(Wire):
    """Stands where the crowd has its WebSocket."""

    def __init__(self, url: str, heard: Callable[[bytes], None], headers: dict[str, str]) -> None:
        super().__init__(b"", heard)
        self.transport = Reading()
        address = f"{url.replace('ws', 'http', 1).removesuffix('/live')}/api/live/poll?at={secrets.token_hex(4)}"
        self._requests = Requests(address, headers)
        self._polls = Polls(self._requests.ask, self._hear, self._over)

    def say(self, payload: bytes) -> None:
        self._polls.say(json.loads(payload))

    def close(self, code: int = 1000) -> None:
        self._leaving = asyncio.ensure_future(self._polls.leave())
        self._leaving.add_done_callback(lambda _: self._requests.close())
        self._over(code)

    def cut(self) -> None:
        self._polls.drop()
        self._requests.close()
        self._over(GONE)

    def _hear(self, message: Json) -> None:
        self.heard(json.dumps(message, separators=(",", ":")).encode())

    def _over(self, code: int | None) -> None:
        with suppress(asyncio.InvalidStateError):
            self.closed.set_result(GONE if code is None else code)


class ByPolls(Client):
    """A client of the crowd where sockets are refused."""

    async def _connect(self) -> Wire:
        return PollWire(self.url, self._hear, self.headers)


class PollLearner(ByPolls, Learner):
    pass


class PollPanel(ByPolls, Panel):
    """Its orders and its picture are a panel's."""

    def stall(self, how: Any) -> None:
        self.draws = False
