"""A client of the live protocol over HTTP, for tests: what the web client does where sockets are refused."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

Json = dict[str, Any]
Ask = Callable[[Json], Awaitable[Json]]
"""Carries a Poll there and a Polled back. Raises OSError when the network fails, Refused when the server refuses."""
MOST_PRESENT = 2
"""Requests under way: one waits for what the server says, another may say something meanwhile."""
MOST_MESSAGES = 50


class Refused(Exception):
    """The server's problem code."""


class Polls:
    """One conversation. `hear` is called with each message once and in order, `over` once at the end with the close
    code, or None when it could not go on."""

    def __init__(self, ask: Ask, hear: Callable[[Json], None], over: Callable[[int | None], None]) -> None:
        self._ask, self._hear, self._over = ask, hear, over
        self._talk: str | None = None
        self._heard = 0
        self._taken = 0
        self._saying: deque[Json] = deque()
        """What the server has not confirmed to have."""
        self._sent = 0
        """Messages that some request carries, and those before them."""
        self._requests: set[asyncio.Task[None]] = set()
        self._rest = 0.05
        self._ended = False

    def say(self, message: Json) -> None:
        self._saying.append(message)
        self._look()

    def drop(self) -> None:
        """The device is gone, without a word."""
        self._ended = True
        for request in self._requests:
            request.cancel()

    async def leave(self) -> None:
        """Goes, and says so."""
        self.drop()
        if self._talk is not None:
            with contextlib.suppress(OSError, Refused):
                await self._ask({**self._poll(), "leave": True})

    def _look(self) -> None:
        """Is another request wanted?"""
        unsent = self._taken + len(self._saying) > self._sent
        present = len(self._requests)
        # The first one gets the name of the conversation: until then there is nothing to add to.
        if self._ended or (present and (not unsent or self._talk is None)) or present >= MOST_PRESENT:
            return
        if self._talk is None and not self._saying:
            return
        request = asyncio.ensure_future(self._request(self._poll()))
        self._requests.add(request)

    def _poll(self) -> Json:
        messages = [self._saying[i] for i in range(min(len(self._saying), MOST_MESSAGES))]
        self._sent = max(self._sent, self._taken + len(messages))
        return {"talk": self._talk, "heard": self._heard, "said": self._taken, "messages": messages, "leave": False}

    async def _request(self, poll: Json) -> None:
        try:
            self._take(await self._ask(poll))
            self._rest = 0.05
        except OSError:
            self._sent = self._taken
            await asyncio.sleep(self._rest)
            self._rest = min(1.0, self._rest * 2)
        except Refused:
            self._end(None)
        finally:
            self._requests = {request for request in self._requests if request is not asyncio.current_task()}
            self._look()

    def _take(self, polled: Json) -> None:
        if self._ended:
            return
        self._talk = polled["talk"]
        while self._taken < polled["taken"]:
            self._saying.popleft()
            self._taken += 1
        for message in polled["messages"][max(0, self._heard - polled["said"]) :]:
            self._heard += 1
            self._hear(message)
        if polled["closed"] is not None:
            self._end(polled["closed"])

    def _end(self, code: int | None) -> None:
        if not self._ended:
            self._ended = True
            self._over(code)
