"""Writing facts into the logs of groups, and reading them back: a batch at a time, in a handful of statements."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper
from pydantic import Field, TypeAdapter

from arlearn.errors import NOT_FOUND, ProblemKind
from arlearn.live.clock import clock
from arlearn.live.control import End
from arlearn.live.facts import Fact, Line, Ordered
from arlearn.live.log_sql import statements
from arlearn.live.problems import GROUP_ENDED

_rows: TypeAdapter[list[tuple[int, datetime, str, str, Fact]]] = TypeAdapter(
    list[tuple[int, datetime, str, str, Annotated[Fact, Field(discriminator="kind")]]]
)


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
Key = tuple[str, str, str]
"""Group (32 digits, as SQLite keeps it: strings are quicker to look up than UUIDs), source, client id: what tells an
event from every other."""


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
    digits = {group: group.hex for group in {entry.group for entry in entries}}
    keys = [(digits[entry.group], entry.source, entry.client_id) for entry in entries]
    with connection.cursor() as cursor:
        groups = _lock(cursor, list(digits.values()))
        # Only now: later positions have later times, whoever wrote while this waited.
        batch = _Batch(groups, _known(cursor, keys), clock.now())
        for key, entry in zip(keys, entries, strict=True):
            batch.add(key, entry.fact)
        batch.write(cursor)
    return batch.outcomes


def _lock(cursor: CursorWrapper, groups: list[str]) -> dict[str, _Group]:
    return {id_: _Group(seq, bool(ended)) for id_, seq, ended in _ask(cursor, statements().lock, groups)}


def _known(cursor: CursorWrapper, keys: Sequence[Key]) -> set[Key]:
    """Those that the log has."""
    return {keys[place] for place in _ask(cursor, statements().known, keys)}


def _ask(cursor: CursorWrapper, statement: str, rows: Sequence[Any]) -> list[Any]:
    """Runs a statement that takes one JSON list and answers with one."""
    cursor.execute(statement, [json.dumps(rows)])
    (answer,) = cursor.fetchone()
    return list(json.loads(answer))


class _Batch:
    """Decides what becomes of each entry, and gathers the rows of those that are new."""

    def __init__(self, groups: Mapping[str, _Group], known: set[Key], now: datetime) -> None:
        self.outcomes: list[Outcome] = []
        self._groups, self._known = groups, known
        self._ms = to_ms(now)
        self._at = str(connection.ops.adapt_datetimefield_value(now))
        self._rows: list[tuple[str, int, str, str, str, str]] = []

    def add(self, key: Key, fact: Fact) -> None:
        group = self._groups.get(key[0])
        if group is None:
            self.outcomes.append(NOT_FOUND)
        elif key in self._known:
            self.outcomes.append(Known(group.seq))
        elif group.ended:
            self.outcomes.append(GROUP_ENDED)
        else:
            self._place(key, group, fact)

    def _place(self, key: Key, group: _Group, fact: Fact) -> None:
        digits, source, client_id = key
        payload = fact.model_dump_json(exclude={"kind"})
        self._known.add(key)
        group.seq, group.moved = group.seq + 1, True
        if isinstance(fact, Ordered) and isinstance(fact.order, End):
            group.ended, group.end = True, self._at
        self._rows.append((digits, group.seq, source, client_id, fact.kind, payload))
        self.outcomes.append(Line(group.seq, self._ms, source, client_id, fact))

    def write(self, cursor: CursorWrapper) -> None:
        if self._rows:
            moved = [(digits, group.seq, group.end) for digits, group in self._groups.items() if group.moved]
            cursor.execute(statements().insert, [self._at, json.dumps(self._rows)])
            cursor.execute(statements().move, [json.dumps(moved)])


def read(group: UUID, after: int = 0) -> list[Line]:
    """The lines of the group's log after a position, in order."""
    with connection.cursor() as cursor:
        cursor.execute(statements().read, [group.hex, after])
        (answer,) = cursor.fetchone()
    rows = _rows.validate_json(answer)
    lines = [Line(seq, to_ms(_time(at)), source, client_id, fact) for seq, at, source, client_id, fact in rows]
    lines.sort(key=attrgetter("seq"))
    return lines


def to_ms(at: datetime) -> int:
    """Unix time, ms."""
    return int(at.timestamp() * 1000)


def _time(stored: datetime) -> datetime:
    """SQLite keeps a time in UTC without saying so."""
    return stored if stored.tzinfo else stored.replace(tzinfo=UTC)
