"""All hubs of this process: opened when the first comes, dropped when nobody has been there for a while."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from arlearn.live import asking, queries, rights
from arlearn.live.clock import clock
from arlearn.live.facts import Line
from arlearn.live.hub import Hub
from arlearn.live.link import POLICY, SERVICE_RESTART
from arlearn.live.neighbours import Neighbours
from arlearn.live.problems import SERVER_RESTARTS
from arlearn.metrics import CONNECTIONS, GROUPS, keep

TICK = 1.0
"""Seconds between looks at who is silent."""
LOOK_ALONE, LOOK_AMONG_OTHERS = 10, 2
"""Ticks between looks at the logs in the database: seldom when this process alone writes them."""
REPEAT = 10
"""Ticks after which a process tells the others again what it knows; it heals what was lost on the way."""
RIGHTS_EVERY = 4
"""Ticks between looks whether who leads a group is still signed in, and still may."""
USED_EVERY = 240
"""Ticks between notes that a group is in use."""
LINGER = 60.0
"""Seconds that an empty hub stays, so that a child who reloads finds its place on the panel as it was."""
COME_BACK = (200, 3000)
"""ms; a room that was sent away comes back spread over this."""

logger = logging.getLogger(__name__)


class Hubs:
    """Belongs to one event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.process = secrets.token_hex(4)
        self._hubs: dict[UUID, Hub] = {}
        self._opening: dict[UUID, asyncio.Task[Hub | None]] = {}
        self._empty_since: dict[UUID, float] = {}
        self._opened: set[UUID] = set()
        """Groups of which it is not noted yet that somebody came. A whole school comes back at once: they are noted
        together, not each while its children wait."""
        self.neighbours = Neighbours(self.process, self._hubs, self.look_soon)
        self._alone = self.neighbours.changed is None
        self._looking: asyncio.Task[None] | None = None
        self._asking: asyncio.Task[None] | None = None
        self._noting: asyncio.Task[None] | None = None
        self._tasks = [asyncio.ensure_future(work) for work in (self._tick_for_ever(), keep())]

    async def open(self, group: UUID, prepare: Callable[[UUID], object]) -> Hub | None:
        """The hub of a group; None when there is no such group. Many who ask at once wait for one load, before which
        `prepare` is called, in the thread that asks the database."""
        hub = self._hubs.get(group)
        if hub is not None:
            # Whoever asks is about to enter: it is not dropped meanwhile.
            self._empty_since.pop(group, None)
            return hub
        task = self._opening.get(group)
        if task is None:
            task = self._opening[group] = asyncio.ensure_future(self._open(group, prepare))
            task.add_done_callback(lambda _: self._opening.pop(group, None))
        return await asyncio.shield(task)

    def has(self, group: UUID) -> bool:
        return group in self._hubs

    async def _open(self, group: UUID, prepare: Callable[[UUID], object]) -> Hub | None:
        def load() -> queries.Loaded | None:
            prepare(group)
            return queries.load(group)

        loaded = await asking.reading(load)
        if loaded is None:
            return None
        hub = self._hubs[group] = Hub(self.process, loaded, self.neighbours.changed)
        self._opened.add(group)
        # What others told while the log was read, they tell again.
        hub.ask()
        return hub

    def moved(self, group: UUID, seq: int, lines: Sequence[Line] = ()) -> None:
        """This process has written to a group's log outside its hub; `lines`: what it wrote, where that is known."""
        hub = self._hubs.get(group)
        if hub is not None:
            hub.wrote(lines)
            hub.reach(seq)
        else:
            self.neighbours.wrote(group, seq, lines)

    def lost(self, process: str) -> None:
        """Another process is known to have died."""
        self.neighbours.lost(process)

    # Every second

    async def _tick_for_ever(self) -> None:
        number = 0
        while True:
            await asyncio.sleep(TICK)
            number += 1
            await self._try(self._tick(number))
            if self._asking is None or self._asking.done():
                # Not waited for: while the database is away, presence goes on.
                self._asking = asyncio.ensure_future(self._try(self._ask(number)))
            if self._noting is None or self._noting.done():
                # By itself: it writes, and what is only read is read also while the disk is full.
                self._noting = asyncio.ensure_future(self._try(self._note_who_came()))

    async def _try(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception:
            # The database may be away for a while; what a tick missed, a later one finds.
            logger.exception("the groups could not be looked after")

    async def _tick(self, number: int) -> None:
        for hub in list(self._hubs.values()):
            hub.look()
            hub.attendance.tie_all()
            self._drop_if_left(hub)
            if number % REPEAT == 0:
                hub.repeat()
        self.neighbours.watch()
        self._measure()
        if not self._hubs:
            clock.set()

    async def _ask(self, number: int) -> None:
        """What is asked of the database now and then."""
        used, self._opened = self._opened, set()
        if number % USED_EVERY == 0:
            used |= {group for group, hub in self._hubs.items() if not hub.empty}
        if used:
            await asking.reading(queries.note_use, list(used))
        if self._hubs and number % (LOOK_ALONE if self._alone else LOOK_AMONG_OTHERS) == 0:
            await self._look()
        if number % RIGHTS_EVERY == 0:
            await self._look_at_rights()

    async def _note_who_came(self) -> None:
        """Of all groups at once: a whole school comes at once."""
        fresh = {hub: set(hub.came.fresh) for hub in self._hubs.values() if hub.came.fresh}
        if fresh:
            await asking.reading(queries.note_came, [learner for came in fresh.values() for learner in came])
            for hub, came in fresh.items():
                hub.came.settle(came)

    def _measure(self) -> None:
        GROUPS.set(len(self._hubs))
        CONNECTIONS.labels("educator").set(sum(len(hub.panels.links) for hub in self._hubs.values()))
        CONNECTIONS.labels("learner").set(sum(len(hub.attendance.links) for hub in self._hubs.values()))

    async def _look_at_rights(self) -> None:
        panels = [link for hub in self._hubs.values() for link in hub.panels.links]
        lost = await asking.reading(rights.lost, {link.leader for link in panels}) if panels else {}
        for link in panels:
            if (problem := lost.get(link.leader)) is not None:
                link.count(problem)
                link.bye(problem, POLICY, None)

    def look_soon(self) -> None:
        """Looks whether the replicas still follow the logs in the database."""
        if self._hubs and (self._looking is None or self._looking.done()):
            self._looking = asyncio.ensure_future(self._try(self._look()))

    async def _look(self) -> None:
        # The log goes on while it is looked at: a replica may then be ahead of what was seen.
        before = {hub: hub.state.seq for hub in self._hubs.values()}
        positions = await asking.reading(queries.positions, [hub.group for hub in before])
        for hub, seq in before.items():
            if not hub.follows(positions.get(hub.group), seq):
                logger.warning("the log of group %s was replaced; everybody starts over", hub.group)
                self._drop(hub)
                for link in hub.links():
                    link.bye(SERVER_RESTARTS(), SERVICE_RESTART, COME_BACK)

    def _drop_if_left(self, hub: Hub) -> None:
        if not hub.empty:
            self._empty_since.pop(hub.group, None)
        elif self._empty_since.setdefault(hub.group, self.loop.time()) < self.loop.time() - LINGER:
            self._drop(hub)

    def _drop(self, hub: Hub) -> None:
        self._hubs.pop(hub.group, None)
        self._empty_since.pop(hub.group, None)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.neighbours.stop()


_current: Hubs | None = None


def hubs() -> Hubs:
    """The hubs of the running event loop."""
    global _current  # noqa: PLW0603  (one per process; a test has a loop of its own)
    if _current is None or _current.loop is not asyncio.get_running_loop():
        _current = Hubs()
    return _current


def announce(group: UUID, seq: int, lines: Sequence[Line] = ()) -> None:
    """The group's log has come to `seq`; to be called from any thread, after the commit. `lines`: what was written,
    where that is known."""
    current = _current
    if current is not None and current.loop.is_running():
        current.loop.call_soon_threadsafe(current.moved, group, seq, lines)


def look_soon() -> None:
    """A group's log was replaced or is gone; to be called from any thread, after the commit. Other processes see it at
    their next look, within seconds."""
    current = _current
    if current is not None and current.loop.is_running():
        current.loop.call_soon_threadsafe(current.look_soon)
