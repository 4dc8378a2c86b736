"""The log of all groups: gapless, each sender's event once, acknowledged only after its commit.

`append` writes facts inside a transaction of the caller. `Log` is the one writer of what comes over sockets: a thread
with its own connection that commits, in one transaction, whatever has arrived from all groups meanwhile.
"""

import logging
import threading
import time
from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, connection, transaction

from arlearn.errors import FAILED
from arlearn.live.log_rows import Entry, Known, Outcome, append, read, to_ms
from arlearn.live.problems import NOT_WRITTEN
from arlearn.metrics import LOG_BATCHES, LOG_COMMITS, LOG_FAULTS, LOG_SIZES

__all__ = ["Entry", "Known", "Log", "Outcome", "append", "log", "read", "to_ms"]

GAP = 0.005
"""Seconds from one commit's start to the next one's at least: what comes meanwhile goes together. Nobody waits for
company while there is little to do."""
MOST_IN_BATCH = 500
MOST_WAITING = 20_000
"""Entries that wait for a database that refuses. Who sends more keeps it, and comes back later."""
FIRST_RETRY, LONGEST_RETRY = 0.05, 1.0
"""Seconds between tries while the database refuses."""

logger = logging.getLogger(__name__)

Tell = Callable[[Outcome], None]


class _Waiting(NamedTuple):
    entry: Entry
    loop: AbstractEventLoop
    tell: Tell


@dataclass
class Log:
    """The writer. `submit` never waits; `tell` is called on the caller's event loop, after the commit, or with
    NOT_WRITTEN when the entry is to be sent again later."""

    _queue: deque[_Waiting] = field(default_factory=deque)
    _wake: threading.Event = field(default_factory=threading.Event)
    _start: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None
    _stopping: bool = False

    def submit(self, entry: Entry, loop: AbstractEventLoop, tell: Tell) -> None:
        if len(self._queue) >= MOST_WAITING:
            LOG_FAULTS.labels("full").inc()
            loop.call_soon(tell, NOT_WRITTEN)
            return
        self._queue.append(_Waiting(entry, loop, tell))
        if not self._wake.is_set():
            self._wake.set()
        if self._thread is None or not self._thread.is_alive():
            self._begin()

    def _begin(self) -> None:
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._stopping = False
                self._thread = threading.Thread(target=self._run, name="live-log", daemon=True)
                self._thread.start()

    def stop(self, within: float = 10.0) -> bool:
        """Writes what is left and ends the thread; whether that was done `within` seconds."""
        thread = self._thread
        if thread is None:
            return True
        self._stopping = True
        self._wake.set()
        thread.join(within)
        return not thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._stopping or self._queue:
                self._wake.wait()
                started = time.monotonic()
                self._wake.clear()
                batch = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_IN_BATCH))]
                if self._queue:
                    self._wake.set()
                if batch:
                    self._write(batch)
                    time.sleep(max(0.0, started + GAP - time.monotonic()))
        finally:
            _let_go()

    def _write(self, batch: Sequence[_Waiting]) -> None:
        """Commits the batch, however long that takes, and tells what became of it. Raises nothing."""
        retry = FIRST_RETRY
        while True:
            try:
                with transaction.atomic():
                    with LOG_BATCHES.time():
                        outcomes = append([waiting.entry for waiting in batch])
                    appended = time.monotonic()
            except (DataError, IntegrityError) as error:
                self._divide(batch, error)
                return
            except (DatabaseError, InterfaceError) as error:
                # Full disk, locked file, lost server: nothing was acknowledged. Had the commit been done after all,
                # the next try finds the events there.
                LOG_FAULTS.labels("database").inc()
                logger.warning("the log could not be written and will be tried again: %s", error)
                _let_go()
                time.sleep(retry)
                retry = min(LONGEST_RETRY, retry * 2)
            except BaseException:
                # A fault of ours, of which nobody above this thread would hear. Nothing is acknowledged: the clients
                # keep what they sent, and send it again.
                LOG_FAULTS.labels("own").inc()
                logger.exception("%s events were not written", len(batch))
                _let_go()
                _tell(batch, [NOT_WRITTEN] * len(batch))
                return
            else:
                LOG_COMMITS.observe(time.monotonic() - appended)
                LOG_SIZES.observe(len(batch))
                _tell(batch, outcomes)
                return

    def _divide(self, batch: Sequence[_Waiting], error: Exception) -> None:
        """One entry that the database will never take must not hold up the others."""
        if len(batch) == 1:
            LOG_FAULTS.labels("entry").inc()
            logger.error("an event cannot be written: %s", batch[0].entry, exc_info=error)
            _tell(batch, [FAILED])
            return
        middle = len(batch) // 2
        self._write(batch[:middle])
        self._write(batch[middle:])


def _let_go() -> None:
    """Closes the thread's connection, whatever state it is in; the next use opens another."""
    with suppress(Exception):
        connection.close()


def _tell(batch: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
    """One call into each event loop for all that it is to be told."""
    by_loop: dict[AbstractEventLoop, list[tuple[Tell, Outcome]]] = {}
    for waiting, outcome in zip(batch, outcomes, strict=True):
        by_loop.setdefault(waiting.loop, []).append((waiting.tell, outcome))
    for loop, told in by_loop.items():
        try:
            loop.call_soon_threadsafe(_tell_all, told)
        except RuntimeError:
            # The loop is closed: its clients are gone, and will ask again.
            logger.info("%s outcomes found nobody to tell", len(told))


def _tell_all(told: Sequence[tuple[Tell, Outcome]]) -> None:
    for tell, outcome in told:
        try:
            tell(outcome)
        except Exception:
            # One client's fault keeps no other from hearing.
            LOG_FAULTS.labels("tell").inc()
            logger.exception("an outcome could not be told")


log = Log()
"""The process's one writer."""
