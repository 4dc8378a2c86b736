"""Who is connected and what their screens show: registers that converge whatever order they arrive in. Pure.

What a child's screen shows is written by the process that the child is connected to, under a stamp that rises. Whether
it is connected is said by each process of its own sockets alone, under that process's counter. A register replaces an
older one and ignores a same or an older one, so that neither repeats nor the order of arrival matter.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from arlearn.live.control import Message
from arlearn.live.protocol import Presence, Rung, View


class Tie(Message):
    """What one process says of its own sockets of one child."""

    version: int
    connected: bool
    since: int
    """When it became so; Unix time, ms."""


class Shown(Message):
    """What a child's screen shows. `version` and then `by`, the process that had it from the child, order two of them:
    the child's own count does not, since a page that was loaded anew begins it anew."""

    version: int
    by: str
    presence: Presence
    help_since: int | None
    """Since when the hand is up; Unix time, ms. Said by the process that saw it go up."""


class SeatNews(Message):
    """Some of what is known of a child, on its way to another process."""

    learner: UUID
    shown: Shown | None = None
    tie: Tie | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """What a child's screen shows. Children who see the same share one, so that it is put into words once."""

    page: UUID | None
    view: View
    rung: Rung
    help: bool
    tail: str
    """JSON of Presence behind the count."""
    row: str
    """JSON of the same in a Row."""


@lru_cache(maxsize=10_000)
def screen(page: UUID | None, view: View, rung: Rung, help: bool) -> Screen:  # noqa: A002  (the message's word)
    # The words of View and Rung need no escapes.
    where = "null" if page is None else f'"{page}"'
    row = f'"page":{where},"view":"{view}","rung":"{rung}","help":{"true" if help else "false"}'
    return Screen(page, view, rung, help, f",{row}}}", row)


def screen_of(presence: Presence) -> Screen:
    return screen(presence.page, presence.view, presence.rung, presence.help)


@dataclass(slots=True, eq=False)
class Seat:
    """All that is known of one child's presence. There is one for each child of a replica, which stands for the child
    wherever that must be quick; it is changed in place, thousands of times a second."""

    learner: UUID
    screen: Screen | None = None
    """None for one that has shown nothing yet."""
    n: int = 0
    """The child's own count of that."""
    version: int = 0
    by: str = ""
    help_since: int | None = None
    ties: dict[str, Tie] = field(default_factory=dict)
    """By process."""
    connected: bool = False
    """To any process."""
    here: bool = False
    """Connected to this very process."""
    own: Screen | None = None
    """What the child showed this very process, while it is connected here."""
    own_n: int = 0
    own_help_since: int | None = None
    count: int = 0
    """The child's own, of what it last showed here."""

    @property
    def away_since(self) -> int | None:
        """Since when no process has it connected; None while one has, and when it was never seen."""
        if self.connected or not self.ties:
            return None
        return max(tie.since for tie in self.ties.values())

    # Seen here

    def greet(self) -> int:
        """A connection to this process begins: the count that the child's next presence must exceed."""
        self.count = max(self.count, self.n)
        return self.count

    def show(self, n: int, screen: Screen, by: str, at: int) -> bool:
        """The child said to this process, `by`, at `at` (Unix time, ms), what its screen shows, and that this is the
        `n`th time. Whether it was new."""
        if n <= self.count:
            return False
        self.count = self.n = n
        self.help_since = (self.help_since or at) if screen.help else None
        self.screen = self.own = screen
        self.own_n = n
        self.own_help_since = self.help_since
        self.version += 1
        self.by = by
        return True

    # Heard from others

    def hear(self, news: Shown) -> bool:
        """Another process told what the child's screen shows. Whether that changed what is known."""
        if (news.version, news.by) <= (self.version, self.by):
            return False
        self.version, self.by = news.version, news.by
        self.screen, self.n, self.help_since = screen_of(news.presence), news.presence.n, news.help_since
        return True

    def stand(self, here: str) -> bool:
        """What the child shows this process, `here`, stands against what it showed another that it has left, whatever
        the stamps say. Whether that changed what is known; to be asked whenever something was heard."""
        mine = (self.own, self.own_n, self.own_help_since)
        if self.own is None or (self.screen, self.n, self.help_since) == mine:
            return False
        tie = self.ties.get(self.by)
        # Under the name of this very process it is from before the group was opened here anew.
        if self.by != here and tie is not None and tie.connected:
            return False
        self.version, self.by = self.version + 1, here
        self.screen, self.n, self.help_since = mine
        return True

    def is_behind(self, news: Shown | None) -> bool:
        """Whether who told this knows less than is known here."""
        return self.screen is not None and (news is None or (news.version, news.by) < (self.version, self.by))

    def tie(self, process: str, news: Tie) -> bool:
        """A process spoke of its sockets. Whether that changed what is known."""
        known = self.ties.get(process)
        if known is not None and news.version <= known.version:
            return False
        self.ties[process] = news
        self.connected = any(tie.connected for tie in self.ties.values())
        return True

    def untie(self, process: str, at: int) -> bool:
        """A process fell silent, at `at` (Unix time, ms): what it said of its sockets holds no more. Whether that
        changed what is known.

        The version goes back by one, so that its last word counts again if it should speak again.
        """
        known = self.ties.get(process)
        if known is None or not known.connected:
            return False
        self.ties[process] = Tie(version=known.version - 1, connected=False, since=at)
        self.connected = any(tie.connected for tie in self.ties.values())
        return True

    # To others

    def told(self) -> Shown | None:
        if (screen := self.screen) is None:
            return None
        shown = Presence(n=self.n, page=screen.page, view=screen.view, rung=screen.rung, help=screen.help)
        return Shown(version=self.version, by=self.by, presence=shown, help_since=self.help_since)
