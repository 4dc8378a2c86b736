"""Writing facts into the logs of groups, and reading them back: a batch at a time, in a handful of statements."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, get_args
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

from arlearn.errors import NOT_FOUND, ProblemKind
from arlearn.live.clock import clock
from arlearn.live.facts import Fact, Line, Ordered
from arlearn.live.log_sql import statements
from arlearn.live.problems import GROUP_ENDED
from arlearn.live.protocol import End

_shapes: Mapping[str, type[Fact]] = {shape.model_fields["kind"].default: shape for shape in get_args(Fact)}


class Entry(NamedTuple):
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
"""What became of an entry: its new line, or that it was there before, or why it is not there."""
Key = tuple[UUID, str, str]
"""Group, source, client id: what tells an event from every other."""


@dataclass
class _Group:
    seq: int
    ended: bool
    end: str | None = None
    """When it ended, if it ends now."""
    moved: bool = False


def append(entries: Sequence[Entry]) -> list[Outcome]:
    """Writes the entries, of any groups, in their order; their outcomes. To be called inside a transaction.

    Locks the groups, so that positions have no gap and nothing follows a group's end. An event that was there before
    is known even after the end, since it was taken when it was first sent.
    """
    with connection.cursor() as cursor:
        groups = _lock(cursor, entries)
        # Only now: later positions have later times, whoever wrote while this waited.
        batch = _Batch(groups, _known(cursor, entries), clock.now())
        for entry in entries:
            batch.add(entry)
        batch.write(cursor)
    return batch.outcomes


def _lock(cursor: CursorWrapper, entries: Iterable[Entry]) -> dict[UUID, _Group]:
    cursor.execute(statements().lock, [json.dumps([group.hex for group in {entry.group for entry in entries}])])
    return {_uuid(id_): _Group(seq, ended_at is not None) for id_, seq, ended_at in cursor.fetchall()}


def _known(cursor: CursorWrapper, entries: Sequence[Entry]) -> set[Key]:
    """Those of the entries' keys that the log has."""
    keys = [(entry.group.hex, entry.source, entry.client_id) for entry in entries]
    cursor.execute(statements().known, [json.dumps(keys)])
    return {entries[place][:3] for (place,) in cursor.fetchall()}


class _Batch:
    """Decides what becomes of each entry, and gathers the rows of those that are new."""

    def __init__(self, groups: Mapping[UUID, _Group], known: set[Key], now: datetime) -> None:
        self.outcomes: list[Outcome] = []
        self._groups, self._known = groups, known
        self._ms = to_ms(now)
        self._at = str(connection.ops.adapt_datetimefield_value(now))
        self._rows: list[tuple[str, int, str, str, str, str]] = []

    def add(self, entry: Entry) -> None:
        group = self._groups.get(entry.group)
        if group is None:
            self.outcomes.append(NOT_FOUND)
        elif entry[:3] in self._known:
            self.outcomes.append(Known(group.seq))
        elif group.ended:
            self.outcomes.append(GROUP_ENDED)
        else:
            self._place(entry, group)

    def _place(self, entry: Entry, group: _Group) -> None:
        id_, source, client_id, fact = entry
        payload = fact.model_dump_json(exclude={"kind"})
        self._known.add(entry[:3])
        group.seq, group.moved = group.seq + 1, True
        if isinstance(fact, Ordered) and isinstance(fact.order, End):
            group.ended, group.end = True, self._at
        self._rows.append((id_.hex, group.seq, source, client_id, fact.kind, payload))
        self.outcomes.append(Line(group.seq, self._ms, source, client_id, fact))

    def write(self, cursor: CursorWrapper) -> None:
        if self._rows:
            moved = [(id_.hex, group.seq, group.end) for id_, group in self._groups.items() if group.moved]
            cursor.execute(statements().insert, [self._at, json.dumps(self._rows)])
            cursor.execute(statements().move, [json.dumps(moved)])


def read(group: UUID, after: int = 0) -> list[Line]:
    """The lines of the group's log after a position, in order."""
    with connection.cursor() as cursor:
        cursor.execute(statements().read, [group.hex, after])
        return [
            Line(seq, to_ms(_time(at)), source, client_id, _shapes[kind].model_validate_json(payload))
            for seq, at, source, client_id, kind, payload in cursor.fetchall()
        ]


def to_ms(at: datetime) -> int:
    """Unix time, ms."""
    return int(at.timestamp() * 1000)


def _uuid(stored: UUID | str) -> UUID:
    """SQLite keeps an id as 32 digits."""
    return stored if isinstance(stored, UUID) else UUID(stored)


def _time(stored: datetime) -> datetime:
    """SQLite keeps a time in UTC without saying so."""
    return stored if stored.tzinfo else stored.replace(tzinfo=UTC)
