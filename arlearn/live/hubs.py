"""All hubs of this process: opened when the first comes, dropped when nobody has been there for a while."""

import asyncio
import contextlib
import logging
import secrets
from uuid import UUID

from django.conf import settings

from arlearn.live import queries
from arlearn.live.bus import News, NoBus, RedisBus
from arlearn.live.hub import Hub
from arlearn.live.problems import SERVER_RESTARTS

TICK = 1.0
"""Seconds between looks at who is silent."""
LOOK_ALONE, LOOK_AMONG_OTHERS = 10, 2
"""Ticks between looks at the logs in the database: slow when this process alone writes them."""
REPEAT = 5
"""Ticks after which a process tells the others again what it knows; it heals what was lost on the way."""
SILENT_AFTER = 16.0
"""Seconds after which a process that told nothing is taken for gone."""
USED_EVERY = 240
"""Ticks between notes that a group is in use."""
LINGER = 60.0
"""Seconds that an empty hub stays, so that a child who reloads finds its place on the panel as it was."""
COME_BACK = (200, 3000)
"""ms; a room that was sent away comes back spread over this."""
SERVICE_RESTART = 1012

logger = logging.getLogger(__name__)


class Hubs:
    """Belongs to one event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.process = secrets.token_hex(4)
        self._hubs: dict[UUID, Hub] = {}
        self._opening: dict[UUID, asyncio.Task[Hub | None]] = {}
        self._empty_since: dict[UUID, float] = {}
        self._bus = RedisBus(settings.REDIS_URL, self._heard) if settings.REDIS_URL else NoBus()
        self._ticker = asyncio.ensure_future(self._tick_for_ever())

    async def open(self, group: UUID) -> Hub | None:
        """The hub of a group; None when there is no such group. Many who ask at once wait for one load."""
        hub = self._hubs.get(group)
        if hub is not None:
            # Whoever asks is about to enter: it is not dropped meanwhile.
            self._empty_since.pop(group, None)
            return hub
        task = self._opening.get(group)
        if task is None:
            task = self._opening[group] = asyncio.ensure_future(self._open(group))
            task.add_done_callback(lambda _: self._opening.pop(group, None))
        return await asyncio.shield(task)

    def has(self, group: UUID) -> bool:
        return group in self._hubs

    async def _open(self, group: UUID) -> Hub | None:
        # Followed first: what others tell while the log is read makes no gap that is noticed late.
        self._bus.follow(group)
        loaded = await queries.reading(queries.load, group)
        if loaded is None:
            self._bus.unfollow(group)
            return None
        await queries.reading(queries.note_use, [group])
        hub = self._hubs[group] = Hub(self.process, loaded, self._tell)
        self._bus.tell(News(process=self.process, group=group, seq=hub.state.seq, ask=True))
        return hub

    def moved(self, group: UUID, seq: int) -> None:
        """This process has written to a group's log outside its hub."""
        hub = self._hubs.get(group)
        if hub is not None:
            hub.reach(seq)
        if not self._bus.alone:
            self._bus.tell(News(process=self.process, group=group, seq=seq))

    def _tell(self, hub: Hub) -> None:
        if not self._bus.alone:
            seats = hub.attendance.news(hub.fresh)
            self._bus.tell(News(process=self.process, group=hub.group, seq=hub.state.seq, seats=seats))

    def _heard(self, news: News) -> None:
        hub = self._hubs.get(news.group)
        if hub is None or news.process == self.process:
            return
        hub.attendance.hear(news.process, news.seats)
        hub.reach(news.seq)
        if news.ask:
            self._repeat(hub)

    def _repeat(self, hub: Hub) -> None:
        seats = hub.attendance.news(hub.attendance.own())
        self._bus.tell(News(process=self.process, group=hub.group, seq=hub.state.seq, seats=seats))

    async def _tick_for_ever(self) -> None:
        number = 0
        while True:
            await asyncio.sleep(TICK)
            number += 1
            try:
                await self._tick(number)
            except Exception:
                # The database may be away for a while; what a tick missed, a later one finds.
                logger.exception("the groups could not be looked after")

    async def _tick(self, number: int) -> None:
        for hub in list(self._hubs.values()):
            hub.attendance.tie_all()
            self._drop_if_left(hub)
            if not self._bus.alone:
                self._watch_others(hub, repeat=number % REPEAT == 0)
        if self._hubs and number % (LOOK_ALONE if self._bus.alone else LOOK_AMONG_OTHERS) == 0:
            await self._look()
        used = [group for group, hub in self._hubs.items() if not hub.empty]
        if used and number % USED_EVERY == 0:
            await queries.reading(queries.note_use, used)

    def _watch_others(self, hub: Hub, repeat: bool) -> None:
        if repeat:
            self._repeat(hub)
        hub.attendance.forget_silent(SILENT_AFTER)

    async def _look(self) -> None:
        hubs = list(self._hubs.values())
        positions = await queries.reading(queries.positions, [hub.group for hub in hubs])
        for hub in hubs:
            if not hub.follows(positions.get(hub.group)):
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
        self._bus.unfollow(hub.group)

    async def stop(self) -> None:
        self._ticker.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._ticker
        await self._bus.stop()


_current: Hubs | None = None


def hubs() -> Hubs:
    """The hubs of the running event loop."""
    global _current  # noqa: PLW0603  (one per process; a test has a loop of its own)
    if _current is None or _current.loop is not asyncio.get_running_loop():
        _current = Hubs()
    return _current


def announce(group: UUID, seq: int) -> None:
    """The group's log has come to `seq`; to be called from any thread, after the commit."""
    current = _current
    if current is not None and current.loop.is_running():
        current.loop.call_soon_threadsafe(current.moved, group, seq)
