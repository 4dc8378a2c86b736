"""What processes tell each other about groups, and the packets that it travels in. Pure.

A packet is one line of JSON that says who speaks, then a line for each group: its id in hex, and the news; behind them,
after tabs, what there is to tell of its children. A process reads only the lines of its own groups, and no packet of
another version of the server.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from arlearn.live.facts import Fact, Line
from arlearn.live.presence import Seat

VERSION = 3
MOST_LINES = 500
"""Of the log in one piece of news; where there are more, the others read the log."""


class Written(NamedTuple):
    """A line of a log, as in `Line`."""

    seq: int
    at: int
    source: str
    client_id: str
    fact: Annotated[Fact, Field(discriminator="kind")]


class News(BaseModel):
    """One process about one group."""

    model_config = ConfigDict(extra="forbid")

    seq: int
    """The log has come here at least."""
    lines: list[Written] = []
    """What this process has written to the log since it last spoke."""
    leaders: list[str] = []
    """Account names of educators who have a panel open there."""
    ask: bool = False
    """The others are to tell all that they know: this process has just opened the group, or lost touch."""


def written(lines: Iterable[Line]) -> list[Written]:
    return [Written(line.seq, line.at, line.source, line.client_id, line.fact) for line in lines]


def lines_of(news: News) -> list[Line]:
    return [Line(*line) for line in news.lines]


@lru_cache(maxsize=20_000)
def _named(learner: UUID) -> str:
    """How a text about a child begins; to write an id takes as long as the rest of it."""
    return f'{{"learner":"{learner}"'


def seat_text(seat: Seat, process: str) -> bytes:
    """What `process` knows of a child, and of its own sockets, as SeatNews would write it."""
    screen, tie = seat.screen, seat.ties.get(process)
    text = _named(seat.learner)
    if screen is not None:
        since = "null" if seat.help_since is None else seat.help_since
        text += (
            f',"shown":{{"version":{seat.version},"by":"{seat.by}",'
            f'"presence":{{"kind":"presence","n":{seat.n}{screen.tail},"help_since":{since}}}'
        )
    if tie is not None:
        connected = "true" if tie.connected else "false"
        text += f',"tie":{{"version":{tie.version},"connected":{connected},"since":{tie.since}}}'
    return f"{text}}}".encode()


def child_of(text: bytes) -> bytes:
    """Whom a text of `seat_text` is about, without reading it."""
    return text[12:48]


@dataclass(frozen=True)
class Packet:
    """All that one process has to say at one moment."""

    process: str
    news: Sequence[tuple[UUID, News, Sequence[bytes]]] = ()
    """Of each group, and what `seat_text` says of children."""
    gone: Sequence[str] = ()
    """Processes that have died."""


def encode(packet: Packet) -> bytes:
    head = json.dumps({"version": VERSION, "process": packet.process, "gone": list(packet.gone)})
    groups = (b"\t".join(((group.hex + news.model_dump_json()).encode(), *seats)) for group, news, seats in packet.news)
    return b"\n".join((head.encode(), *groups))


def decode(data: bytes, listener: str, wanted: Callable[[UUID], bool]) -> Packet | None:
    """The packet, with the news of `wanted` groups; None for one that `listener` sent itself, or of another version.

    Raises ValueError for what is no packet.
    """
    first, *groups = data.split(b"\n")
    head = json.loads(first)
    if head["version"] != VERSION or head["process"] == listener:
        return None
    lines = ((UUID(line[:32].decode()), line[32:]) for line in groups)
    told = ((group, text.split(b"\t")) for group, text in lines if wanted(group))
    news = [(group, News.model_validate_json(first), seats) for group, (first, *seats) in told]
    return Packet(head["process"], news, head["gone"])
