"""The replica of one group in this process: its state from the log, who is here, and what goes out to whom.

A hub follows the log line by line. It never guesses: when a line is missing it reads the log. It runs on one event
loop and is never touched from another thread.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from arlearn.live import asking, queries, view
from arlearn.live.ahead import Ahead
from arlearn.live.attendance import Attendance
from arlearn.live.came import Came
from arlearn.live.clock import now_ms
from arlearn.live.facts import Line, learner_of
from arlearn.live.leaders import Leading
from arlearn.live.link import POLICY, EducatorLink, LearnerLink
from arlearn.live.log import Entry, Known, Outcome, log, read
from arlearn.live.news import MOST_LINES, News, lines_of, seat_text, written
from arlearn.live.panels import Panels
from arlearn.live.places import Places
from arlearn.live.presence import Seat
from arlearn.live.problems import PLACE_GIVEN_UP
from arlearn.live.protocol import ControlChanged, LearnerWelcome, Mark, OwnChanged
from arlearn.live.reading import Reading
from arlearn.live.state import GroupState, evolve
from arlearn.live.unread import Unread

FRAME_GAP = 0.05
"""Seconds between frames at least."""
CROSSING = 0.1
"""Seconds that a missing line may still be on its way from another process, before it is read from the log."""

logger = logging.getLogger(__name__)


class Hub:
    def __init__(self, process: str, loaded: queries.Loaded, changed: Callable[["Hub"], None] | None) -> None:
        """`process` names this one among others; `changed` is called when there is news for them, if there are any."""
        self.state = loaded.state
        self.reading = Reading(loaded.state.book, loaded.pages)
        self.places = Places(self.group, loaded.tokens)
        self.attendance = Attendance(process, self._noticed)
        self.came = Came()
        self.panels = Panels(secrets.token_hex(8), lambda: self.state, self.attendance)
        self.leading = Leading(self.panels.links)
        self._changed = changed
        self._fresh: set[Seat] = set()
        """Children of whom there is news for other processes."""
        self._written: list[Line] = []
        """Lines that this process has written since it last told the others."""
        self._asks = False
        self._unread = Unread()
        self._loop = asyncio.get_running_loop()
        self._last_frame = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._following: asyncio.Task[None] | None = None
        self._wanted = 0
        self._ahead = Ahead()
        self._expected = 0
        self._crossing: asyncio.TimerHandle | None = None

    @property
    def group(self) -> UUID:
        return self.state.group

    @property
    def empty(self) -> bool:
        return not self.panels.links and not self.attendance.links

    def links(self) -> list[LearnerLink | EducatorLink]:
        return [*self.panels.links, *self.attendance.all_links()]

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
        before = self.state
        touched: set[UUID] = set()
        for line in self._ahead.in_order(lines, before.seq):
            self.state = evolve(self.state, line)
            who = learner_of(line.source)
            # What an educator does may be about any of them.
            touched.update(self.state.learners if who is None else [who])
        if self._ahead:
            self.expect(self._ahead.last)
        if self.state is not before:
            self._tell(before, touched)

    def _tell(self, before: GroupState, touched: Iterable[UUID]) -> None:
        """Tells what the log has changed: children at once what is for them, panels in the next frame."""
        dirty, control = self.panels.dirty, self.state.control
        if control is not before.control:
            dirty.control = True
            text = ControlChanged(control=control).model_dump_json()
            for link in self.attendance.all_links():
                link.push(text)
        for who in self.state.removed - before.removed:
            dirty.rows.add(self.attendance.seat(who))
            for link in list(self.attendance.links.get(who, ())):
                link.bye(PLACE_GIVEN_UP(), POLICY, None)
        for who in touched:
            was, now = before.learners.get(who), self.state.learners.get(who)
            if now is None or now is was:
                continue
            dirty.rows.add(self.attendance.seat(who))
            if was is not None and was.own is not now.own:
                text = OwnChanged(own=now.own).model_dump_json()
                for link in list(self.attendance.links.get(who, ())):
                    link.push(text)
        self._arm()

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

    def reach(self, seq: int) -> None:
        """The log has come to `seq` at least: reads what is missing."""
        self._wanted = max(self._wanted, seq)
        if self._wanted > self.state.seq and self._following is None:
            self._following = asyncio.ensure_future(self._follow())

    async def caught_up(self, seq: int) -> None:
        """Returns when the state is at `seq` or later, or the log could not be read."""
        self.reach(seq)
        if self._following is not None:
            await asyncio.wait([self._following])

    async def _follow(self) -> None:
        try:
            while self._wanted > self.state.seq:
                before = self.state.seq
                self.take(await asking.persisting(read, self.group, before))
                if self.state.seq == before:
                    break
        except Exception:
            logger.exception("the log of a group could not be read; the next look at it will try again")
        finally:
            self._following = None
            self._wanted = 0

    def follows(self, position: queries.Position | None, seq: int) -> bool:
        """Whether this replica, which was at `seq` before the database was asked, can follow the log to its position
        there, which it then does. It cannot when the group is gone, or its log was replaced by another."""
        if position is None or position.epoch != self.state.epoch or position.seq < seq:
            return False
        self.reach(position.seq)
        return True

    # Who is here

    async def learner_with(self, digest: str) -> UUID | None:
        """The child who has this token."""
        learner = await self.places.find(digest)
        if learner is not None and learner not in self.state.learners:
            position = (await asking.reading(queries.positions, [self.group])).get(self.group)
            await self.caught_up(position.seq if position else 0)
        return learner if learner in self.state.learners else None

    async def has_given_up(self, digest: str) -> bool:
        """Whether the child who had this token is not in the group any more."""
        return await self.places.find(digest) in self.state.removed

    def learner_welcome(self, learner: UUID) -> LearnerWelcome:
        self.look()
        count = self.attendance.greet(learner)
        return view.learner_welcome(self.state, self.state.learners[learner], count, now_ms())

    def educator_welcome(self, resume: Mark | None) -> str:
        self.look()
        return self.panels.welcome(resume)

    def enter(self, link: LearnerLink | EducatorLink) -> None:
        if isinstance(link, EducatorLink):
            self.panels.links.add(link)
            self._led()
        else:
            self.attendance.enter(link)
            self.came.note(link.learner)
        self._arm()

    def leave(self, link: LearnerLink | EducatorLink) -> None:
        link.gone()
        if isinstance(link, EducatorLink):
            self.panels.links.discard(link)
            self._led()
        else:
            self.attendance.leave(link)

    def _led(self) -> None:
        """A panel came or went."""
        self.leading.tell()
        if self._changed is not None:
            self._changed(self)

    def _noticed(self, seat: Seat, tell: bool) -> None:
        """A child's seat has changed; `tell`: others are to know."""
        if tell and self._changed is not None:
            self._fresh.add(seat)
            self._changed(self)
        self.panels.dirty.rows.add(seat)
        if self._timer is None:
            self._arm()

    # Between processes

    def ask(self) -> None:
        """Tells the others all that this process knows, and asks them for the same."""
        self._asks = True
        self.repeat()

    def repeat(self) -> None:
        """Tells the others all that this process knows."""
        if self._changed is not None:
            self.look()
            self._fresh.update(self.attendance.seats())
            self._changed(self)

    def news(self) -> tuple[News, list[bytes]]:
        """What there is to tell the others since this was last called, and of which children."""
        lines = self._written if len(self._written) <= MOST_LINES else []
        told = News(seq=self.state.seq, lines=written(lines), leaders=self.leading.here, ask=self._asks)
        seats = [seat_text(seat, self.attendance.process) for seat in self._fresh]
        self._written, self._fresh, self._asks = [], set(), False
        return told, seats

    def hear(self, process: str, news: News, seats: Iterable[bytes]) -> None:
        """Another process has told its news. What it says of children is read when somebody wants to know."""
        self._unread.put(process, seats)
        self.leading.hear(process, news.leaders)
        self._arm()
        self.take(lines_of(news))
        self.expect(news.seq)
        if news.ask:
            self.repeat()

    def look(self) -> None:
        """Reads what other processes told of children."""
        try:
            for process, news in self._unread.take():
                self.attendance.hear(process, [news])
        except ValueError:
            logger.exception("what another process told of a child could not be read")

    def forget(self, process: str) -> None:
        """Another process is gone, and its sockets with it."""
        self.look()
        self.leading.forget(process)
        self.attendance.forget(process)

    # When frames go out

    def _arm(self) -> None:
        # Without a panel to tell, what has changed waits for one.
        if self._timer is None and self.panels.links and (self.panels.dirty or self._unread):
            wait = max(0.0, self._last_frame + FRAME_GAP - self._loop.time())
            self._timer = self._loop.call_later(wait, self._flush)

    def _flush(self) -> None:
        self.look()
        self._timer, self._last_frame = None, self._loop.time()
        self.panels.flush()
