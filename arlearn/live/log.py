"""The log of all groups: gapless, each sender's event once, acknowledged only after its commit.

`append` writes facts inside a transaction of the caller. `Log` is the one writer of what comes over sockets: a thread
with its own connection that commits, in one transaction, whatever arrived from all groups within a few milliseconds.
"""

import logging
import threading
import time
from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, connection, transaction

from arlearn.errors import FAILED, NOT_FOUND, ProblemKind
from arlearn.live.facts import Fact, Line, Ordered, facts
from arlearn.live.models import Event, GroupSession
from arlearn.live.problems import GROUP_ENDED
from arlearn.live.protocol import End

GATHER = 0.004
"""Seconds that the writer waits for company after the first event of a batch."""
MOST_IN_BATCH = 500
LONGEST_RETRY = 2.0
"""Seconds between tries while the database refuses."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """A fact on its way into the log of `group`."""

    group: UUID
    source: str
    client_id: str
    fact: Fact


@dataclass(frozen=True)
class Known:
    """The log had this event of this sender already; the group's log has come to `seq`."""

    seq: int


Outcome = Line | Known | ProblemKind
"""What became of an entry: its new line, or that it was there before, or why it will never be there."""
Tell = Callable[[Outcome], None]


def append(entries: Sequence[Entry]) -> list[Outcome]:
    """Writes the entries, of any groups, in their order; their outcomes. To be called inside a transaction.

    Locks the groups, so that positions have no gap and nothing follows a group's end. An event that was there before
    is known even after the end, since it was taken when it was first sent.
    """
    ids = {entry.group for entry in entries}
    groups = {group.id: group for group in GroupSession.objects.select_for_update().filter(id__in=ids).order_by("id")}
    written = Event.objects.filter(group__in=ids, client_id__in={entry.client_id for entry in entries})
    known = set(written.values_list("group_id", "source", "client_id"))
    now = datetime.now(UTC)
    outcomes: list[Outcome] = []
    rows: list[Event] = []
    for entry in entries:
        group = groups.get(entry.group)
        key = (entry.group, entry.source, entry.client_id)
        if group is None:
            outcomes.append(NOT_FOUND)
        elif key in known:
            outcomes.append(Known(group.seq))
        elif group.ended_at is not None:
            outcomes.append(GROUP_ENDED)
        else:
            known.add(key)
            group.seq += 1
            if isinstance(entry.fact, Ordered) and isinstance(entry.fact.order, End):
                group.ended_at = now
            rows.append(_row(entry, group.seq, now))
            outcomes.append(Line(group.seq, to_ms(now), entry.source, entry.client_id, entry.fact))
    Event.objects.bulk_create(rows)
    for id_ in {row.group_id for row in rows}:
        GroupSession.objects.filter(id=id_).update(seq=groups[id_].seq, ended_at=groups[id_].ended_at)
    return outcomes


def _row(entry: Entry, seq: int, at: datetime) -> Event:
    payload = entry.fact.model_dump(mode="json", exclude={"kind"})
    return Event(
        group_id=entry.group,
        seq=seq,
        source=entry.source,
        client_id=entry.client_id,
        kind=entry.fact.kind,
        payload=payload,
        at=at,
    )


def read(group: UUID, after: int = 0) -> list[Line]:
    """The lines of the group's log after a position, in order."""
    rows = Event.objects.filter(group=group, seq__gt=after).order_by("seq")
    columns = rows.values_list("seq", "at", "source", "client_id", "kind", "payload")
    return [
        Line(seq, to_ms(at), source, client_id, facts.validate_python({"kind": kind, **payload}))
        for seq, at, source, client_id, kind, payload in columns
    ]


def to_ms(at: datetime) -> int:
    """Unix time, ms."""
    return int(at.timestamp() * 1000)


@dataclass(frozen=True)
class _Waiting:
    entry: Entry
    loop: AbstractEventLoop
    tell: Tell


@dataclass
class Log:
    """The writer. `submit` never waits; `tell` is called on the caller's event loop, after the commit."""

    _queue: deque[_Waiting] = field(default_factory=deque)
    _wake: threading.Event = field(default_factory=threading.Event)
    _start: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None
    _stopping: bool = False

    def submit(self, entry: Entry, loop: AbstractEventLoop, tell: Tell) -> None:
        self._queue.append(_Waiting(entry, loop, tell))
        self._wake.set()
        if self._thread is None:
            with self._start:
                if self._thread is None:
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
        if thread.is_alive():
            return False
        self._thread = None
        return True

    def _run(self) -> None:
        while True:
            self._wake.wait()
            if not self._stopping:
                time.sleep(GATHER)
            self._wake.clear()
            while self._queue:
                self._write([self._queue.popleft() for _ in range(min(len(self._queue), MOST_IN_BATCH))])
            if self._stopping:
                connection.close()
                return

    def _write(self, batch: list[_Waiting]) -> None:
        """Commits the batch, however long that takes, and tells what became of it."""
        retry = 0.05
        while True:
            try:
                with transaction.atomic():
                    outcomes = append([waiting.entry for waiting in batch])
            except (DataError, IntegrityError) as error:
                self._divide(batch, error)
                return
            except (DatabaseError, InterfaceError) as error:
                # Full disk, locked file, lost server: nothing was acknowledged. Had the commit been done after all,
                # the next try finds the events there.
                logger.warning("the log could not be written and will be tried again: %s", error)
                connection.close()
                time.sleep(retry)
                retry = min(LONGEST_RETRY, retry * 2)
            except Exception:
                # A fault of ours. Nothing is acknowledged: the clients keep what they sent, and send it again.
                logger.exception("%s events were not written", len(batch))
                return
            else:
                _tell(batch, outcomes)
                return

    def _divide(self, batch: list[_Waiting], error: Exception) -> None:
        """One entry that the database will never take must not hold up the others."""
        if len(batch) == 1:
            logger.error("an event cannot be written: %s", batch[0].entry, exc_info=error)
            _tell(batch, [FAILED])
            return
        for waiting in batch:
            self._write([waiting])


def _tell(batch: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
    by_loop: dict[AbstractEventLoop, list[tuple[Tell, Outcome]]] = {}
    for waiting, outcome in zip(batch, outcomes, strict=True):
        by_loop.setdefault(waiting.loop, []).append((waiting.tell, outcome))
    for loop, told in by_loop.items():
        try:
            loop.call_soon_threadsafe(_tell_all, told)
        except RuntimeError:
            # The loop is closed: its clients are gone, and will ask again.
            logger.info("%s outcomes found nobody to tell", len(told))


def _tell_all(told: Iterable[tuple[Tell, Outcome]]) -> None:
    for tell, outcome in told:
        tell(outcome)


log = Log()
"""The process's one writer."""
