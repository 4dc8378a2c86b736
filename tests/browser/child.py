"""A child for browser tests: joins with the group's code and speaks the live protocol over a plain WebSocket."""

import contextlib
import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from websockets.sync.client import ClientConnection, connect


class Child:
    """One learner. Counts what it sends as a phone does; `welcome` is what the server last knew of it."""

    def __init__(self, url: str, code: str) -> None:
        """`url` of the server. Raises urllib.error.HTTPError when the code is refused."""
        self.url = url
        body = json.dumps({"code": code}).encode()
        asked = urllib.request.Request(
            f"{url}/api/live/join", body, {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(asked) as answer:
            self.place: dict[str, Any] = json.load(answer)
        self.n = 0
        self.connection: ClientConnection | None = None
        self.heard: list[dict[str, Any]] = []
        self.welcome: dict[str, Any] = {}

    @property
    def id(self) -> str:
        return str(self.place["learner"]["id"])

    def connect(self) -> "Child":
        self._open = contextlib.ExitStack()
        address = self.url.replace("http", "ws", 1) + "/live"
        self.connection = self._open.enter_context(connect(address, proxy=None))
        self._send(kind="hello", role="learner", version=1, group=self.place["group"], token=self.place["token"])
        self.welcome = self.hear("welcome")
        self.n = max(self.n, self.welcome["acknowledged"], self.welcome["presence"])
        return self

    def leave(self) -> None:
        assert self.connection is not None
        self._open.close()
        self.connection = None

    def show(self, page: str | None, view: str = "reading", rung: str = "read", hand: bool = False) -> None:
        self._send(kind="presence", n=self._next(), page=page, view=view, rung=rung, help=hand)

    def answer(self, page: dict[str, Any], task: str, value: str) -> None:
        """Returns when the server has it for good."""
        n = self._next()
        self._send(
            kind="answer", n=n, page=page["id"], revision=page["revision"], task=task, language="id", value=value
        )
        while self.hear("acknowledged")["n"] < n:
            pass

    def finish(self, page: dict[str, Any]) -> None:
        self._send(kind="finished", n=self._next(), page=page["id"], revision=page["revision"])

    def consent(self, asked: int, agree: bool) -> None:
        self._send(kind="consent", n=self._next(), asked=asked, agree=agree)

    def own(self, wanted: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """What the educator ordered for this child, once it is as `wanted` says."""
        while not wanted(own := self.hear("own")["own"]):
            pass
        return dict(own)

    def hear(self, kind: str, within: float = 10) -> dict[str, Any]:
        """The next message of this kind. Raises TimeoutError, and AssertionError on a refusal."""
        assert self.connection is not None
        end = time.monotonic() + within
        while True:
            message: dict[str, Any] = json.loads(self.connection.recv(timeout=end - time.monotonic()))
            assert message["kind"] != "refused" or kind == "refused", message
            self.heard.append(message)
            if message["kind"] == kind:
                return message

    def ping(self) -> None:
        """A sign of life, as a phone gives it every few seconds."""
        self._send(kind="ping")

    def _next(self) -> int:
        self.n += 1
        return self.n

    def _send(self, **message: Any) -> None:
        assert self.connection is not None
        self.connection.send(json.dumps(message))
