"""The replica of one group in this process: its state from the log, who is here, and what goes out to whom.

A hub follows the log line by line. It never guesses: when a line is missing it reads the log. It runs on one event
loop and is never touched from another thread.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from uuid import UUID

from arlearn.live import presence, queries, view
from arlearn.live.facts import Line, Ordered
from arlearn.live.link import EducatorLink, LearnerLink, Missed
from arlearn.live.log import Entry, Known, Outcome, log, read
from arlearn.live.presence import Seat, SeatNews, Tie
from arlearn.live.protocol import ControlChanged, EducatorWelcome, Frame, LearnerWelcome, Presence, Row
from arlearn.live.state import evolve
from content.scene import SceneDocument

FRAME_GAP = 0.05
"""Seconds between frames at least."""
AWAY_AFTER = 10.0
"""Seconds of silence after which a child is shown as not connected; a client that lives says so more often."""
EMPTY = Seat()

logger = logging.getLogger(__name__)


def now_ms() -> int:
    """Unix time, ms."""
    return int(time.time() * 1000)


class Hub:
    def __init__(self, process: str, loaded: queries.Loaded, changed: Callable[["Hub"], None]) -> None:
        """`process` names this one among others; `changed` is called once when there is news for them."""
        self.process, self.changed = process, changed
        self.state, self.tokens, self.pages = loaded.state, loaded.tokens, loaded.pages
        self.seats: dict[UUID, Seat] = {}
        self.learners: dict[UUID, set[LearnerLink]] = {}
        self.educators: set[EducatorLink] = set()
        self.heard_from: dict[str, float] = {}
        """Other processes, and when they last spoke; the loop's time, s."""
        self.fresh: set[UUID] = set()
        """Children of whom there is news for other processes."""
        self.moved = False
        """Whether this process has moved the log since it last told the others."""
        self._loop = asyncio.get_running_loop()
        self._since = now_ms()
        self._dirty = Missed()
        self._frames = 0
        self._last_frame = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._reading: asyncio.Task[None] | None = None
        self._wanted = 0
        self._scenes: dict[tuple[UUID, str], SceneDocument] = {}

    @property
    def group(self) -> UUID:
        return self.state.group

    @property
    def empty(self) -> bool:
        return not self.educators and not self.learners

    def links(self) -> list[LearnerLink | EducatorLink]:
        return [*self.educators, *(link for links in self.learners.values() for link in links)]

    # The log

    def submit(self, entry: Entry, told: Callable[[Outcome], None]) -> None:
        """Puts a fact into the log; `told` is called when it is there for good, and after its effects."""

        def tell(outcome: Outcome) -> None:
            if isinstance(outcome, Line):
                self.moved = True
                self.take([outcome])
            elif isinstance(outcome, Known):
                self.reach(outcome.seq)
            told(outcome)

        log.submit(entry, self._loop, tell)

    def take(self, lines: Iterable[Line]) -> None:
        """Follows the log. Lines it has are ignored; over a gap it reads the log itself."""
        control = self.state.control
        for line in lines:
            if line.seq <= self.state.seq:
                continue
            if line.seq > self.state.seq + 1:
                self.reach(line.seq)
                break
            self.state = evolve(self.state, line)
            if isinstance(line.fact, Ordered):
                self._dirty.control = True
            else:
                self._dirty.rows.add(UUID(line.source))
        if self.state.control is not control:
            text = ControlChanged(control=self.state.control).model_dump_json()
            for links in self.learners.values():
                for link in links:
                    link.push(text)
        self._arm()

    def reach(self, seq: int) -> None:
        """The log has come to `seq` at least: reads what is missing."""
        self._wanted = max(self._wanted, seq)
        if self._wanted > self.state.seq and self._reading is None:
            self._reading = asyncio.ensure_future(self._read())

    async def caught_up(self, seq: int) -> None:
        """Returns when the state is at `seq` or later, or the log could not be read."""
        self.reach(seq)
        if self._reading is not None:
            await asyncio.wait([self._reading])

    async def _read(self) -> None:
        try:
            while self._wanted > self.state.seq:
                before = self.state.seq
                self.take(await queries.reading(read, self.group, before))
                if self.state.seq == before:
                    break
        except Exception:
            logger.exception("the log of a group could not be read; the next look at it will try again")
        finally:
            self._reading = None
            self._wanted = 0

    # What the group reads

    async def learner_with(self, digest: str) -> UUID | None:
        """The child who has this token; asks the database only for one that is not known yet."""
        if digest not in self.tokens:
            self.tokens = await queries.reading(queries.tokens_of, self.group)
        learner = self.tokens.get(digest)
        if learner is not None and learner not in self.state.learners:
            position = (await queries.reading(queries.positions, [self.group])).get(self.group)
            await self.caught_up(position.seq if position else 0)
        return learner if learner in self.state.learners else None

    async def knows_page(self, page: UUID, published: bool = False) -> bool:
        """Whether the page is of the group's book, and published if that is asked; books grow while groups run."""
        if not self.pages.get(page, False) and (published or page not in self.pages):
            self.pages = await queries.reading(queries.pages_of, self.state.book)
        return page in self.pages

    async def scene(self, page: UUID, revision: str) -> SceneDocument | None:
        """The revision of a page of the group's book; kept, since it never changes."""
        key = (page, revision)
        if key not in self._scenes:
            found = await queries.reading(queries.scene_seen, page, revision)
            if found is None:
                return None
            self._scenes[key] = found
        return self._scenes[key]

    def follows(self, position: queries.Position | None) -> bool:
        """Whether this replica can follow the log to its position in the database, which it then does. It cannot when
        the group is gone, or its log was replaced by another."""
        if position is None or position.epoch != self.state.epoch or position.seq < self.state.seq:
            return False
        self.reach(position.seq)
        return True

    # Presence

    def enter(self, link: LearnerLink | EducatorLink) -> None:
        if isinstance(link, EducatorLink):
            self.educators.add(link)
        else:
            self.learners.setdefault(link.learner, set()).add(link)
            self.tie(link.learner)

    def leave(self, link: LearnerLink | EducatorLink) -> None:
        link.gone()
        if isinstance(link, EducatorLink):
            self.educators.discard(link)
            return
        links = self.learners.get(link.learner, set())
        links.discard(link)
        if not links:
            self.learners.pop(link.learner, None)
        self.tie(link.learner)

    def show(self, learner: UUID, shown: Presence) -> None:
        self._seat(learner, presence.show(self._seat_of(learner), shown), own=True)

    def tie(self, learner: UUID) -> None:
        """Looks whether the child is connected here, and says so when that has changed."""
        alive = self._loop.time() - AWAY_AFTER
        connected = any(link.heard > alive for link in self.learners.get(learner, ()))
        seat = self._seat_of(learner)
        known = seat.ties.get(self.process)
        if (known.connected if known else False) != connected:
            news = Tie(version=known.version + 1 if known else 1, connected=connected, since=now_ms())
            self._seat(learner, presence.tie(seat, self.process, news), own=True)

    def tie_all(self) -> None:
        for learner in list(self.learners):
            self.tie(learner)

    def news(self, learners: Iterable[UUID]) -> list[SeatNews]:
        """What this process knows first-hand of the children."""
        seats = ((learner, self._seat_of(learner)) for learner in learners)
        return [SeatNews(learner=who, shown=seat.shown, tie=seat.ties.get(self.process)) for who, seat in seats]

    def own(self) -> list[UUID]:
        """The children of whom this process has something to say."""
        return [learner for learner, seat in self.seats.items() if self.process in seat.ties]

    def hear(self, process: str, news: Iterable[SeatNews]) -> None:
        """Another process spoke of its sockets."""
        self.heard_from[process] = self._loop.time()
        for item in news:
            seat = presence.show(self._seat_of(item.learner), item.shown)
            self._seat(item.learner, presence.tie(seat, process, item.tie), own=False)

    def forget(self, process: str) -> None:
        """Another process has been silent for too long."""
        del self.heard_from[process]
        for learner, seat in list(self.seats.items()):
            self._seat(learner, presence.untie(seat, process, now_ms()), own=False)

    def _seat_of(self, learner: UUID) -> Seat:
        return self.seats.get(learner, EMPTY)

    def _seat(self, learner: UUID, seat: Seat, own: bool) -> None:
        if seat is self._seat_of(learner):
            return
        self.seats[learner] = seat
        if own:
            self.fresh.add(learner)
        self._dirty.rows.add(learner)
        self._arm()

    # What goes out

    def row(self, learner: UUID) -> Row:
        return view.row(self.state.learners[learner], self._seat_of(learner), self._since)

    def rows(self, learners: Iterable[UUID]) -> list[Row]:
        """Rows of those whom the log knows, in the order of joining."""
        known = [self.row(learner) for learner in learners if learner in self.state.learners]
        return sorted(known, key=lambda row: row.learner.order)

    def learner_welcome(self, learner: UUID) -> LearnerWelcome:
        return view.learner_welcome(self.state, self.state.learners[learner], self._seat_of(learner))

    def educator_welcome(self) -> EducatorWelcome:
        return view.educator_welcome(self.state, self.rows(self.state.learners))

    def credit(self, link: EducatorLink, frame: int) -> None:
        """The panel has drawn up to `frame`: it gets what it missed meanwhile, merged into one."""
        link.drawn(frame)
        if link.missed and link.has_credit:
            missed, link.missed = link.missed, Missed()
            link.frame(*self._frame(missed))

    def _arm(self) -> None:
        if self._timer is None and (self._dirty or self.fresh or self.moved):
            wait = max(0.0, self._last_frame + FRAME_GAP - self._loop.time())
            self._timer = self._loop.call_later(wait, self._flush)

    def _flush(self) -> None:
        self._timer, self._last_frame = None, self._loop.time()
        if self.fresh or self.moved:
            self.changed(self)
            self.fresh.clear()
            self.moved = False
        dirty, self._dirty = self._dirty, Missed()
        ready = [link for link in self.educators if not link.behind]
        for link in self.educators.difference(ready):
            link.missed.rows |= dirty.rows
            link.missed.control |= dirty.control
        if ready and dirty:
            frame = self._frame(dirty)
            for link in ready:
                link.frame(*frame)

    def _frame(self, of: Missed) -> tuple[int, str]:
        """A frame's number and its text, which is the same for every panel that gets it."""
        self._frames += 1
        control = self.state.control if of.control else None
        frame = Frame(frame=self._frames, seq=self.state.seq, rows=self.rows(of.rows), control=control)
        return self._frames, frame.model_dump_json()
