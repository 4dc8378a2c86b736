"""Conversations whose clients come and go: what is said over HTTP, kept between one request and the next.

Both sides count what they have heard, as TCP does, so that neither a lost request nor a lost answer loses or doubles
a message, and those of each side arrive in order. A newer request of a conversation sends the waiting one home (as in
BOSH, XEP-0124, 8): one of them is always there for what is to be said.
"""

import asyncio
import json
import secrets
from collections import Counter, deque
from collections.abc import Callable
from typing import Any

from arlearn.errors import INVALID, TOO_MANY
from arlearn.live.conversation import Client, Conversation
from arlearn.live.link import MOST_WAITING, Wire
from arlearn.live.pace import Pace
from arlearn.live.problems import SERVER_RESTARTS, TALK_UNKNOWN, TOO_MANY_MESSAGES
from arlearn.live.schemas import Poll

HOLD = 8.0
"""Seconds that a request waits for something to say; a child that was silent for 10 is shown as away."""
LINGER = 15.0
"""Seconds after its last request after which a conversation is over."""
RATE, BURST = 60.0, 600.0
"""Requests a second of one conversation, for long and at once. A panel asks again after each of 20 frames a second,
and gives credit for it."""
MOST_TALKS, MOST_BY_ADDRESS = 4000, 600
"""Conversations in one process, and from one address, behind which a whole school may be."""


class Talk:
    """One conversation."""

    def __init__(self, name: str, client: Client, address: str, over: Callable[["Talk"], None]) -> None:
        """`address` is the client's; `over` is called once, when nobody will ask for it again."""
        self.name, self.address, self._over = name, address, over
        self.resting: float | None = None
        """Since when no request is here; the loop's time, s. None while one is."""
        self.conversation = Conversation(client, Wire(self._send, self._close, name="poll"))
        self._loop = asyncio.get_running_loop()
        self._pace = Pace(RATE, BURST)
        self._unheard: deque[str] = deque()
        """What was said and perhaps did not arrive."""
        self._heard = 0
        """Messages that did."""
        self._taken = 0
        self._closed: int | None = None
        self._turn = asyncio.Lock()
        """Who hands over messages; they must not overtake each other."""
        self._room = asyncio.Event()
        self._room.set()
        self._waiting: asyncio.Future[None] | None = None
        self._present = 0
        """Requests that are here."""
        self._ended = False
        self._expiry: asyncio.TimerHandle | None = None

    async def poll(self, asked: Poll, gone: "asyncio.Future[Any]") -> str:
        """The answer, JSON of the shape of Polled, when there is one; at the latest after HOLD. `gone` is done when the
        client has gone. Raises TALK_UNKNOWN when the two counts cannot belong together, and TOO_MANY_MESSAGES."""
        if not self._pace.take(self._loop.time()):
            self.end()
            raise TOO_MANY_MESSAGES()
        if asked.said > self._taken or asked.heard > self._heard + len(self._unheard):
            raise TALK_UNKNOWN()
        self._present += 1
        self.resting = None
        if self._expiry is not None:
            self._expiry.cancel()
        try:
            mine = self._come()
            await self._take(asked)
            if asked.leave:
                self.end()
            await self._wait(mine, gone)
            return self._answer(to_newest=self._waiting is mine)
        finally:
            self._present -= 1
            if self._present == 0 and not self._ended:
                self.resting = self._loop.time()
                self._expiry = self._loop.call_later(LINGER, self.end)

    def end(self) -> None:
        """Nobody comes any more."""
        self._ended = True
        if self._expiry is not None:
            self._expiry.cancel()
        self._closed = self._closed or 1001
        self._room.set()
        self._stir()
        self.conversation.leave()
        self._over(self)

    def _come(self) -> "asyncio.Future[None]":
        """This request is the newest: the one before it waits no longer."""
        self._stir()
        self._waiting = self._loop.create_future()
        self.conversation.alive()
        return self._waiting

    async def _take(self, asked: Poll) -> None:
        """Hands the messages over that are new, and lets go of what the client has heard."""
        while self._heard < asked.heard:
            self._unheard.popleft()
            self._heard += 1
        self._room.set()
        async with self._turn:
            for message in asked.messages[self._taken - asked.said :]:
                self._taken += 1
                # In ASCII, as an escape is longer but never a text that cannot be encoded.
                await self.conversation.take(json.dumps(message, separators=(",", ":")))

    async def _wait(self, mine: "asyncio.Future[None]", gone: "asyncio.Future[Any]") -> None:
        """Returns when there is something to say, when a newer request is there, after HOLD, or when nobody listens."""
        if self._unheard or self._closed is not None or mine.done():
            return
        late = self._loop.call_later(HOLD, _release, mine)
        gone.add_done_callback(lambda _: _release(mine))
        try:
            await mine
        finally:
            late.cancel()

    def _answer(self, to_newest: bool) -> str:
        """An older request carries nothing: all that is unheard goes by the newest."""
        messages = self._unheard if to_newest else ()
        closed = "null" if self._closed is None or not to_newest else str(self._closed)
        return (
            f'{{"talk":"{self.name}","taken":{self._taken},"said":{self._heard},'
            f'"messages":[{",".join(messages)}],"closed":{closed}}}'
        )

    def _stir(self) -> None:
        if self._waiting is not None:
            _release(self._waiting)

    async def _send(self, text: str) -> None:
        """Keeps what is said until it was heard. With too much unheard it waits, and the link cuts the client off."""
        while len(self._unheard) >= MOST_WAITING and self._closed is None:
            self._room.clear()
            await self._room.wait()
        self._unheard.append(text)
        self._stir()

    async def _close(self, code: int) -> None:
        """All is said; what was not heard is repeated until nobody asks any more."""
        self._closed = code
        self.conversation.leave()
        self._stir()


def _release(waiting: "asyncio.Future[None]") -> None:
    if not waiting.done():
        waiting.set_result(None)


class Talks:
    """All conversations over HTTP of one event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._talks: dict[str, Talk] = {}
        self._addresses: Counter[str] = Counter()
        self._stopping: asyncio.Event | None = None
        self._ending: asyncio.Task[None] | None = None

    def find(self, name: str) -> Talk:
        """Raises TALK_UNKNOWN: it is over, or another process has it, or had it before a restart."""
        talk = self._talks.get(name)
        if talk is None:
            raise TALK_UNKNOWN()
        return talk

    def admit(self, asked: Poll, address: str) -> None:
        """Whether a conversation may begin. Raises INVALID when it does not begin at the beginning, SERVER_RESTARTS and
        TOO_MANY."""
        if self._stopping is not None and self._stopping.is_set():
            raise SERVER_RESTARTS()
        if asked.said or asked.heard or not asked.messages:
            raise INVALID(where="messages" if not asked.messages else "said")
        full = self._addresses[address] >= MOST_BY_ADDRESS
        if full or len(self._talks) >= MOST_TALKS:
            self._make_room(address if full else None)

    def begin(self, client: Client, address: str) -> Talk:
        """A new conversation, which was admitted."""
        talk = Talk(secrets.token_urlsafe(24), client, address, self._forget)
        self._talks[talk.name] = talk
        self._addresses[address] += 1
        return talk

    def _make_room(self, address: str | None) -> None:
        """Ends the conversation, of this address or any, that waits longest for its client. On a bad network most of
        these were begun anew already. Raises TOO_MANY when all clients are here."""
        talks = [talk for talk in self._talks.values() if address in (None, talk.address)]
        resting = [(talk.resting, talk.name) for talk in talks if talk.resting is not None]
        if not resting:
            raise TOO_MANY()
        self._talks[min(resting)[1]].end()

    def _forget(self, talk: Talk) -> None:
        if self._talks.pop(talk.name, None) is not None:
            self._addresses[talk.address] -= 1
            if not self._addresses[talk.address]:
                del self._addresses[talk.address]

    def heed(self, stopping: asyncio.Event | None) -> None:
        """`stopping` is set when the server begins to stop: everybody is sent away then, to come back soon."""
        if stopping is not None and self._ending is None:
            self._stopping = stopping
            self._ending = asyncio.ensure_future(self._send_away(stopping))

    async def _send_away(self, stopping: asyncio.Event) -> None:
        await stopping.wait()
        await asyncio.gather(*(talk.conversation.restart() for talk in self._talks.values()))


_current: Talks | None = None


def talks() -> Talks:
    """The conversations of the running event loop."""
    global _current  # noqa: PLW0603  (one per process; a test has a loop of its own)
    if _current is None or _current.loop is not asyncio.get_running_loop():
        _current = Talks()
    return _current
