"""The replica of one group in this process: its state from the log, who is here, and what goes out to whom.

A hub follows the log line by line. It never guesses: when a line is missing it reads the log. It runs on one event
loop and is never touched from another thread.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from arlearn.live import queries, view
from arlearn.live.ahead import Ahead
from arlearn.live.attendance import Attendance, now_ms
from arlearn.live.facts import Line
from arlearn.live.link import EducatorLink, LearnerLink, Missed
from arlearn.live.log import Entry, Known, Outcome, log, read
from arlearn.live.news import MOST_LINES, News, lines_of, written
from arlearn.live.protocol import ControlChanged, EducatorWelcome, Frame, LearnerWelcome, Mark, OwnChanged, Row
from arlearn.live.state import GroupState, evolve
from content.scene import SceneDocument

FRAME_GAP = 0.05
"""Seconds between frames at least."""
CROSSING = 0.1
"""Seconds that a missing line may still be on its way from another process, before it is read from the log."""

logger = logging.getLogger(__name__)


class Hub:
    def __init__(self, process: str, loaded: queries.Loaded, changed: Callable[["Hub"], None] | None) -> None:
        """`process` names this one among others; `changed` is called when there is news for them, if there are any."""
        self.name = secrets.token_hex(8)
        """Of this replica, for the marks of panels."""
        self._changed = changed
        self.state, self.tokens, self.pages = loaded.state, loaded.tokens, loaded.pages
        self.attendance = Attendance(process, self._noticed)
        self.educators: set[EducatorLink] = set()
        self._fresh: set[UUID] = set()
        """Children of whom there is news for other processes."""
        self._written: list[Line] = []
        """Lines that this process has written since it last told the others."""
        self._asks = False
        self._loop = asyncio.get_running_loop()
        self._since = now_ms()
        self._dirty = Missed()
        self._frames = 0
        self._told: dict[UUID, int] = {}
        """The last frame that had news of a child."""
        self._last_frame = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._reading: asyncio.Task[None] | None = None
        self._wanted = 0
        self._ahead = Ahead()
        self._expected = 0
        self._crossing: asyncio.TimerHandle | None = None
        self._scenes: dict[tuple[UUID, str], SceneDocument] = {}

    @property
    def group(self) -> UUID:
        return self.state.group

    @property
    def empty(self) -> bool:
        return not self.educators and not self.attendance.links

    def links(self) -> list[LearnerLink | EducatorLink]:
        return [*self.educators, *self.attendance.all_links()]

    # The log

    def submit(self, entry: Entry, told: Callable[[Outcome], None]) -> None:
        """Puts a fact into the log; `told` is called when it is there for good, and after its effects."""

        def tell(outcome: Outcome) -> None:
            if isinstance(outcome, Line):
                self.wrote([outcome])
            elif isinstance(outcome, Known):
                self.reach(outcome.seq)
            told(outcome)

        log.submit(entry, self._loop, tell)

    def wrote(self, lines: Sequence[Line]) -> None:
        """This process has written these lines: follows them, and has them for the others."""
        self.take(lines)
        if self._changed is not None:
            if len(self._written) <= MOST_LINES:
                self._written.extend(lines)
            self._changed(self)

    def take(self, lines: Iterable[Line]) -> None:
        """Follows the log. Lines it has are ignored; those after a gap wait a moment, then it reads the log itself."""
        start = self.state
        for line in self._ahead.in_order(lines, start.seq):
            self.state = evolve(self.state, line)
        if self._ahead:
            self.expect(self._ahead.last)
        if self.state is not start:
            self._follow(start)

    def expect(self, seq: int) -> None:
        """The log has come to `seq` at least, and the lines may be on their way."""
        self._expected = max(self._expected, seq)
        if self._expected > self.state.seq and self._crossing is None:
            self._crossing = self._loop.call_later(CROSSING, self._waited, self._expected)

    def _waited(self, seq: int) -> None:
        self._crossing = None
        if self.state.seq < seq:
            self.reach(seq)
        self.expect(seq)

    def _follow(self, before: GroupState) -> None:
        """Tells what the log has changed: children at once what is for them, panels in the next frame."""
        known, learners = before.learners, self.state.learners
        changed = [who for who, learner in learners.items() if known.get(who) is not learner]
        self._dirty.rows.update(changed)
        if self.state.control is not before.control:
            self._dirty.control = True
            text = ControlChanged(control=self.state.control).model_dump_json()
            for link in self.attendance.all_links():
                link.push(text)
        for who in changed:
            links = self.attendance.links.get(who)
            if links and (who not in known or known[who].own is not learners[who].own):
                text = OwnChanged(own=learners[who].own).model_dump_json()
                for link in list(links):
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

    def follows(self, position: queries.Position | None, seq: int) -> bool:
        """Whether this replica, which was at `seq` before the database was asked, can follow the log to its position
        there, which it then does. It cannot when the group is gone, or its log was replaced by another."""
        if position is None or position.epoch != self.state.epoch or position.seq < seq:
            return False
        self.reach(position.seq)
        return True

    # Who is here

    def enter(self, link: LearnerLink | EducatorLink) -> None:
        if isinstance(link, EducatorLink):
            self.educators.add(link)
        else:
            self.attendance.enter(link)

    def leave(self, link: LearnerLink | EducatorLink) -> None:
        link.gone()
        if isinstance(link, EducatorLink):
            self.educators.discard(link)
        else:
            self.attendance.leave(link)

    def _noticed(self, learner: UUID, own: bool) -> None:
        """A child's seat has changed; `own`: by what this process saw itself."""
        if own and self._changed is not None:
            self._fresh.add(learner)
            self._changed(self)
        self._dirty.rows.add(learner)
        self._arm()

    # Between processes

    def ask(self) -> None:
        """Tells the others all that this process knows, and asks them for the same."""
        self._asks = True
        self.repeat()

    def repeat(self) -> None:
        """Tells the others all that this process knows first-hand."""
        if self._changed is not None:
            self._fresh.update(self.attendance.own())
            self._changed(self)

    def news(self) -> News:
        """What there is to tell the others since this was last called."""
        lines = self._written if len(self._written) <= MOST_LINES else []
        told = News(seq=self.state.seq, lines=written(lines), seats=self.attendance.news(self._fresh), ask=self._asks)
        self._written, self._fresh, self._asks = [], set(), False
        return told

    def hear(self, process: str, news: News) -> None:
        """Another process has told its news."""
        self.attendance.hear(process, news.seats)
        self.take(lines_of(news))
        self.expect(news.seq)
        if news.ask:
            self.repeat()

    # What goes out

    def row(self, learner: UUID) -> Row:
        return view.row(self.state.learners[learner], self.attendance.seat(learner), self._since)

    def rows(self, learners: Iterable[UUID]) -> list[Row]:
        """Rows of those whom the log knows, in the order of joining."""
        known = [self.row(learner) for learner in learners if learner in self.state.learners]
        return sorted(known, key=lambda row: row.learner.order)

    def learner_welcome(self, learner: UUID) -> LearnerWelcome:
        return view.learner_welcome(self.state, self.state.learners[learner], self.attendance.seat(learner), now_ms())

    def educator_welcome(self, resume: Mark | None) -> EducatorWelcome:
        """All rows; or those with news since `resume`, if that is a mark of this replica."""
        mark = Mark(hub=self.name, frame=self._frames)
        known = resume is not None and resume.hub == self.name and resume.frame <= self._frames
        since = resume.frame if resume is not None and known else -1
        news = [who for who in self.state.learners if who in self._dirty.rows or self._told.get(who, 0) > since]
        return view.educator_welcome(self.state, self.rows(news), mark, not known, now_ms())

    def credit(self, link: EducatorLink, frame: int) -> None:
        """The panel has drawn up to `frame`: it gets what it missed meanwhile, merged into one."""
        link.drawn(frame)
        if link.missed and link.has_credit:
            missed, link.missed = link.missed, Missed()
            # The number of the last frame, which this panel has not had: its own last one was before what it missed.
            link.frame(self._frames, self._frame(missed))

    def _arm(self) -> None:
        if self._timer is None and self._dirty:
            wait = max(0.0, self._last_frame + FRAME_GAP - self._loop.time())
            self._timer = self._loop.call_later(wait, self._flush)

    def _flush(self) -> None:
        self._timer, self._last_frame = None, self._loop.time()
        dirty, self._dirty = self._dirty, Missed()
        ready = [link for link in self.educators if not link.behind]
        for link in self.educators.difference(ready):
            link.missed.rows |= dirty.rows
            link.missed.control |= dirty.control
        if not dirty:
            return
        self._frames += 1
        self._told.update(dict.fromkeys(dirty.rows, self._frames))
        if ready:
            text = self._frame(dirty)
            for link in ready:
                link.frame(self._frames, text)

    def _frame(self, of: Missed) -> str:
        """The text of the frame of this number, the same for every panel that gets it."""
        control = self.state.control if of.control else None
        frame = Frame(frame=self._frames, seq=self.state.seq, rows=self.rows(of.rows), control=control)
        return frame.model_dump_json()
