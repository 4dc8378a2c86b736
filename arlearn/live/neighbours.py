"""The other processes, as the hubs of this one see them: what there is to tell them, and which of them are there."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.conf import settings

from arlearn.live.bus import Bus, NoBus, RedisBus
from arlearn.live.facts import Line
from arlearn.live.hub import Hub
from arlearn.live.news import News, Packet, decode, encode, written
from arlearn.metrics import BUS_UP, PACKETS

SILENT_AFTER = 6.0
"""Seconds after which a process that told nothing is taken for gone; it tells at least once a second."""

logger = logging.getLogger(__name__)


class Neighbours:
    def __init__(self, process: str, hubs: Mapping[UUID, Hub], look: Callable[[], None]) -> None:
        """`process` names this one; `hubs` are those that are open; `look` is called when news may have been missed."""
        self._process, self._hubs, self._look = process, hubs, look
        self._clock = asyncio.get_running_loop().time
        self._newsy: set[Hub] = set()
        self._outside: dict[UUID, News] = {}
        """News of groups that have no hub here."""
        self._heard: dict[str, float] = {}
        """The others, and when they were last heard; the loop's time, s."""
        self._gone: set[str] = set()
        """Those of whose end the rest is to be told."""
        self._bus: Bus = RedisBus(settings.REDIS_URL, self) if settings.REDIS_URL else NoBus()
        self.changed: Callable[[Hub], None] | None = None if self._bus.alone else self._changed
        """To be called with a hub that has news for them; None when there are none."""

    def wrote(self, group: UUID, seq: int, lines: Sequence[Line]) -> None:
        """This process has written to the log of a group that has no hub here."""
        if not self._bus.alone:
            before = self._outside.get(group)
            self._outside[group] = News(seq=seq, lines=[*(before.lines if before else ()), *written(lines)])
            self._bus.wake()

    def lost(self, name: str) -> None:
        """One of them is known to have died."""
        self._gone.add(name)
        self._bus.wake()
        self._forget(name)

    def watch(self) -> None:
        """Takes those who have been silent for too long for gone; but while nobody is heard, nobody knows."""
        if not self._bus.alone:
            BUS_UP.set(self._bus.alive)
        if self._bus.alive:
            for name, at in list(self._heard.items()):
                if at < self._clock() - SILENT_AFTER:
                    self._forget(name)

    async def stop(self) -> None:
        await self._bus.stop()

    # The ends of the bus

    def say(self) -> bytes:
        """All news since this was last called, as a packet."""
        newsy, outside, gone = self._newsy, self._outside, self._gone
        self._newsy, self._outside, self._gone = set(), {}, set()
        news: list[tuple[UUID, News, list[bytes]]] = [(group, told, []) for group, told in outside.items()]
        news += [(hub.group, *hub.news()) for hub in newsy]
        PACKETS.counts["said"] += 1
        return encode(Packet(self._process, news, sorted(gone)))

    def hear(self, packet: bytes) -> None:
        """What another process said."""
        try:
            said = decode(packet, self._process, self._hubs.__contains__)
        except (ValueError, LookupError, TypeError):
            logger.exception("a packet of another process could not be read")
            return
        if said is None:
            return
        PACKETS.counts["heard"] += 1
        if said.process not in self._heard:
            # A new one; or one that was silent for a while, and may have been forgotten.
            self._ask()
        self._heard[said.process] = self._clock()
        for group, news, seats in said.news:
            self._hubs[group].hear(said.process, news, seats)
        for name in said.gone:
            if name == self._process:
                # Not so: the others are to know again what they forgot.
                self._ask()
            else:
                self._forget(name)

    def back(self) -> None:
        """Some may not have been heard: asks them, and the log."""
        self._heard = dict.fromkeys(self._heard, self._clock())
        self._ask()
        self._look()

    def _changed(self, hub: Hub) -> None:
        self._newsy.add(hub)
        self._bus.wake()

    def _ask(self) -> None:
        for hub in self._hubs.values():
            hub.ask()

    def _forget(self, name: str) -> None:
        self._heard.pop(name, None)
        for hub in self._hubs.values():
            hub.forget(name)
