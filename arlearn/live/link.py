"""One connection to a group, seen from the server: what goes out to it, in order, without anybody waiting for it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

from arlearn.errors import Problem
from arlearn.live import view
from arlearn.live.control import Message
from arlearn.live.presence import Seat
from arlearn.live.problems import NOT_WRITTEN
from arlearn.live.protocol import Bye, Refused
from arlearn.live.rights import Leader
from arlearn.metrics import NOT_READING, REFUSED, SENT

MOST_WAITING = 64
"""Messages kept for a client that does not read. Frames and control states are not among many: they are merged."""
POLICY, INTERNAL, SERVICE_RESTART, TRY_AGAIN_LATER = 1008, 1011, 1012, 1013
"""Close codes of RFC 6455 and of IANA's WebSocket registry."""
SLOW_DOWN = (5_000, 15_000)
"""ms; whoever asks for more than there is comes back spread over this."""


@dataclass(frozen=True, slots=True)
class Wire:
    """How a transport lets the server speak to one client."""

    send: Callable[[str], Awaitable[None]]
    """Sends a text; waits while the client does not read."""
    close: Callable[[int], Awaitable[None]]
    """Closes with a WebSocket close code."""
    send_now: Callable[[str], bool] | None = None
    """Sends a text at once, or says that it cannot; where a transport has such a way."""
    name: str = "socket"
    """Of the transport, for what is counted."""


class Link:
    """Sends texts one after the other; a client that lets them pile up is cut off."""

    __slots__ = ("_pump", "_waiting", "_wire", "closed", "heard", "language")

    def __init__(self, wire: Wire, language: str) -> None:
        self._wire, self.language = wire, language
        self._waiting: deque[str | int] | None = None
        """None while everything has gone out."""
        self._pump: asyncio.Task[None] | None = None
        self.closed = False
        self.heard = monotonic()
        """When the client last gave a sign of life; s."""

    def push(self, message: Message | str) -> None:
        if self.closed:
            return
        text = message if isinstance(message, str) else message.model_dump_json()
        if self._waiting is None:
            if self._wire.send_now is None or not self._wire.send_now(text):
                self._put(text)
        elif len(self._waiting) < MOST_WAITING:
            self._put(text)
        else:
            self._waiting.clear()
            REFUSED.labels(self._wire.name, NOT_READING).inc()
            self.close(TRY_AGAIN_LATER)

    def refuse(self, problem: Problem, n: int | None = None, id: str | None = None) -> None:  # noqa: A002
        self.count(problem)
        self.push(Refused(code=problem.code, message=problem.message(self.language), n=n, id=id))

    def count(self, problem: Problem) -> None:
        """Something was not taken from this client."""
        REFUSED.labels(self._wire.name, problem.code).inc()

    def bye(self, problem: Problem, code: int, again: tuple[int, int] | None) -> None:
        """Says why, and closes with a WebSocket close code. `again`: ms, as in the message."""
        self.push(Bye(code=problem.code, message=problem.message(self.language), again=again))
        self.close(code)

    def unwritten(self) -> None:
        """What the client sent is not in the log: it keeps that, and comes back with it later."""
        self.count(NOT_WRITTEN())
        self.bye(NOT_WRITTEN(), INTERNAL, SLOW_DOWN)

    def close(self, code: int) -> None:
        """Closes after what is waiting has gone out."""
        if not self.closed:
            self.closed = True
            self._put(code)

    def gone(self) -> None:
        """The connection is no more: nothing goes out any longer."""
        self.closed = True
        if self._waiting is not None:
            self._waiting.clear()

    async def flushed(self) -> None:
        """Returns when everything has gone out."""
        if self._pump is not None:
            await asyncio.wait([self._pump])

    def _put(self, item: str | int) -> None:
        if self._waiting is None:
            self._waiting = deque()
        self._waiting.append(item)
        if self._pump is None:
            self._pump = asyncio.ensure_future(self._run(self._waiting))

    async def _run(self, waiting: deque[str | int]) -> None:
        try:
            while waiting:
                item = waiting.popleft()
                await (self._wire.close(item) if isinstance(item, int) else self._wire.send(item))
        except Exception:
            # Whatever a transport raises here, it means that the client is gone.
            self.gone()
        finally:
            self._pump = self._waiting = None


class LearnerLink(Link):
    """A child's connection. Acknowledges in the order in which the child sent, whatever is decided first."""

    __slots__ = ("_acknowledged", "_open", "_room", "seat", "source")

    def __init__(self, wire: Wire, language: str, seat: Seat) -> None:
        super().__init__(wire, language)
        self.seat, self.source = seat, str(seat.learner)
        self._open: deque[_Sent] | None = None
        """None while nothing waits."""
        self._room: asyncio.Event | None = None
        self._acknowledged: int | None = None

    @property
    def learner(self) -> UUID:
        return self.seat.learner

    MOST_OPEN = 100
    """Answers of one child that wait for the log; with more, its next message is not read."""
    ROOM_WITHIN = 20.0
    """Seconds that it is waited for."""

    @property
    def full(self) -> bool:
        return self._open is not None and len(self._open) >= self.MOST_OPEN

    async def room(self) -> bool:
        """Returns when there is room for another answer; False when there will be none, since the client is gone or
        was sent away to come back later."""
        try:
            async with asyncio.timeout(self.ROOM_WITHIN):
                while self.full and not self.closed:
                    if self._room is None:
                        self._room = asyncio.Event()
                    await self._room.wait()
        except TimeoutError:
            self.unwritten()
        return not self.closed

    def gone(self) -> None:
        super().gone()
        if self._room is not None:
            self._room.set()

    def sent(self, n: int) -> Callable[[], None]:
        """The child sent `n`; what is returned is called when `n` is in the log or refused for good."""
        entry = _Sent(n)
        if self._open is None:
            self._open = deque()
        self._open.append(entry)

        def settle() -> None:
            entry.settled = True
            self._settle()

        return settle

    def _settle(self) -> None:
        waiting = self._open
        first = self._acknowledged is None
        while waiting and waiting[0].settled:
            self._acknowledged = max(waiting.popleft().n, self._acknowledged or 0)
            SENT.counts["acknowledgement"] += 1
        if not waiting:
            self._open = None
        if self._room is not None and not self.full:
            self._room.set()
            self._room = None
        if first and self._acknowledged is not None:
            # One message for all that a commit settled.
            asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        if self._acknowledged is not None:
            self.push(view.acknowledged(self._acknowledged))
        self._acknowledged = None


@dataclass(slots=True)
class _Sent:
    n: int
    settled: bool = False


@dataclass(slots=True)
class Missed:
    """What a panel that is behind has not been told: which rows, not what they were."""

    rows: set[Seat] = field(default_factory=set)
    control: bool = False

    def __bool__(self) -> bool:
        return self.control or bool(self.rows)


class EducatorLink(Link):
    """A panel's connection. It gets frames while it draws them, and one merged frame when it has caught up."""

    __slots__ = ("_drawing", "_on_the_way", "leader", "missed", "others")

    def __init__(self, wire: Wire, language: str, leader: Leader) -> None:
        super().__init__(wire, language)
        self.leader = leader
        """As last confirmed."""
        self.others: list[str] = []
        """Who leads besides, as it was told last."""
        self.missed = Missed()
        self._drawing: deque[tuple[int, int]] = deque()
        """Frames that the panel has not drawn, by number, and their lengths."""
        self._on_the_way = 0

    CREDIT = 4
    """Frames that may be on their way."""
    MOST_ON_THE_WAY = 256 * 1024
    """Characters of frames that may be on their way, so that a panel that stalls costs little; one frame always may."""

    @property
    def behind(self) -> bool:
        return bool(self.missed) or not self.has_credit

    def frame(self, number: int, text: str) -> None:
        self._drawing.append((number, len(text)))
        self._on_the_way += len(text)
        SENT.counts["frame"] += 1
        self.push(text)

    def drawn(self, number: int) -> None:
        """The panel has drawn every frame up to `number`."""
        while self._drawing and self._drawing[0][0] <= number:
            self._on_the_way -= self._drawing.popleft()[1]

    @property
    def has_credit(self) -> bool:
        return len(self._drawing) < self.CREDIT and self._on_the_way < self.MOST_ON_THE_WAY
