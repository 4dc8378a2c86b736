"""One connection to a group, seen from the server: what goes out to it, in order, without anybody waiting for it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID

from arlearn.errors import Problem
from arlearn.live.protocol import Acknowledged, Bye, Message, Refused

MOST_WAITING = 64
"""Messages kept for a client that does not read. Frames and control states are not among many: they are merged."""
TRY_AGAIN_LATER = 1013
"""Close code of IANA's WebSocket registry."""

Send = Callable[[str], Awaitable[None]]
Close = Callable[[int], Awaitable[None]]


class Link:
    """Sends texts one after the other; a client that lets them pile up is cut off."""

    def __init__(self, send: Send, close: Close, language: str) -> None:
        self._send, self._close, self.language = send, close, language
        self._waiting: deque[str | int] = deque()
        self._pump: asyncio.Task[None] | None = None
        self.closed = False
        self.heard = asyncio.get_running_loop().time()
        """When the client last gave a sign of life; the loop's time, s."""

    def push(self, message: Message | str) -> None:
        if self.closed:
            return
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            self.close(TRY_AGAIN_LATER)
            return
        self._put(message if isinstance(message, str) else message.model_dump_json())

    def refuse(self, problem: Problem, n: int | None = None, id: str | None = None) -> None:  # noqa: A002
        self.push(Refused(code=problem.code, message=problem.message(self.language), n=n, id=id))

    def bye(self, problem: Problem, code: int, again: tuple[int, int] | None) -> None:
        """Says why, and closes with a WebSocket close code. `again`: ms, as in the message."""
        self.push(Bye(code=problem.code, message=problem.message(self.language), again=again))
        self.close(code)

    def close(self, code: int) -> None:
        """Closes after what is waiting has gone out."""
        if not self.closed:
            self.closed = True
            self._put(code)

    def gone(self) -> None:
        """The connection is no more: nothing goes out any longer."""
        self.closed = True
        self._waiting.clear()

    async def flushed(self) -> None:
        """Returns when everything has gone out."""
        if self._pump is not None:
            await asyncio.wait([self._pump])

    def _put(self, item: str | int) -> None:
        self._waiting.append(item)
        if self._pump is None:
            self._pump = asyncio.ensure_future(self._run())

    async def _run(self) -> None:
        try:
            while self._waiting:
                item = self._waiting.popleft()
                await (self._close(item) if isinstance(item, int) else self._send(item))
        except Exception:
            # Whatever a transport raises here, it means that the client is gone.
            self.gone()
        finally:
            self._pump = None


class LearnerLink(Link):
    """A child's connection. Acknowledges in the order in which the child sent, whatever is decided first."""

    def __init__(self, send: Send, close: Close, language: str, learner: UUID) -> None:
        super().__init__(send, close, language)
        self.learner = learner
        self._open: deque[_Sent] = deque()
        self._room = asyncio.Event()
        self._room.set()
        self._acknowledged: int | None = None

    MOST_OPEN = 100
    """Answers of one child that wait for the log; with more, its next message is not read."""

    async def room(self) -> None:
        """Returns when there is room for another answer."""
        await self._room.wait()

    def sent(self, n: int) -> Callable[[], None]:
        """The child sent `n`; what is returned is called when `n` is in the log or refused for good."""
        entry = _Sent(n)
        self._open.append(entry)
        if len(self._open) >= self.MOST_OPEN:
            self._room.clear()

        def settle() -> None:
            entry.settled = True
            self._acknowledge()

        return settle

    def _acknowledge(self) -> None:
        first = self._acknowledged is None
        while self._open and self._open[0].settled:
            n = self._open.popleft().n
            self._acknowledged = max(n, self._acknowledged or 0)
        self._room.set()
        if first and self._acknowledged is not None:
            # One message for all that a commit settled.
            asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        if self._acknowledged is not None:
            self.push(Acknowledged(n=self._acknowledged))
        self._acknowledged = None


@dataclass
class _Sent:
    n: int
    settled: bool = False


@dataclass
class Missed:
    """What a panel that is behind has not been told: which rows, not what they were."""

    rows: set[UUID] = field(default_factory=set)
    control: bool = False

    def __bool__(self) -> bool:
        return self.control or bool(self.rows)


class EducatorLink(Link):
    """A panel's connection. It gets frames while it draws them, and one merged frame when it has caught up."""

    def __init__(self, send: Send, close: Close, language: str) -> None:
        super().__init__(send, close, language)
        self.missed = Missed()
        self._drawing: deque[int] = deque()

    CREDIT = 4
    """Frames that may be on their way."""

    @property
    def behind(self) -> bool:
        return bool(self.missed) or len(self._drawing) >= self.CREDIT

    def frame(self, number: int, text: str) -> None:
        self._drawing.append(number)
        self.push(text)

    def drawn(self, number: int) -> None:
        """The panel has drawn every frame up to `number`."""
        while self._drawing and self._drawing[0] <= number:
            self._drawing.popleft()

    @property
    def has_credit(self) -> bool:
        return len(self._drawing) < self.CREDIT
