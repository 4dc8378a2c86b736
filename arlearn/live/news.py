"""What processes tell each other about groups, and the packets that it travels in. Pure.

A packet is one line of JSON that says who speaks, then a line for each group: its id in hex, and the news. A process
reads only the lines of its own groups, and no packet of another version of the server.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from arlearn.live.facts import Fact, Line
from arlearn.live.presence import SeatNews

VERSION = 1
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
    seats: list[SeatNews] = []
    """Children on its sockets of whom there is something new."""
    ask: bool = False
    """The others are to tell all that they know: this process has just opened the group, or lost touch."""


def written(lines: Iterable[Line]) -> list[Written]:
    return [Written(line.seq, line.at, line.source, line.client_id, line.fact) for line in lines]


def lines_of(news: News) -> list[Line]:
    return [Line(*line) for line in news.lines]


@dataclass(frozen=True)
class Packet:
    """All that one process has to say at one moment."""

    process: str
    news: Sequence[tuple[UUID, News]] = ()
    gone: Sequence[str] = ()
    """Processes that have died."""


def encode(packet: Packet) -> bytes:
    head = json.dumps({"version": VERSION, "process": packet.process, "gone": list(packet.gone)})
    groups = (group.hex + news.model_dump_json() for group, news in packet.news)
    return "\n".join((head, *groups)).encode()


def decode(data: bytes, listener: str, wanted: Callable[[UUID], bool]) -> Packet | None:
    """The packet, with the news of `wanted` groups; None for one that `listener` sent itself, or of another version.

    Raises ValueError for what is no packet.
    """
    first, *groups = data.split(b"\n")
    head = json.loads(first)
    if head["version"] != VERSION or head["process"] == listener:
        return None
    lines = ((UUID(line[:32].decode()), line[32:]) for line in groups)
    news = [(group, News.model_validate_json(text)) for group, text in lines if wanted(group)]
    return Packet(head["process"], news, head["gone"])
