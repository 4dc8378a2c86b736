"""The way between processes: packets over Redis, heard by all. Only ever an optimisation.

The log in the database is the truth, and every process looks at it now and then: what is lost here makes news late by
seconds, never wrong. Nothing waits for Redis, and nothing piles up while it is away: what to say is asked for at the
moment of saying it.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

CHANNEL = "arlearn:live"
GAP, LONGEST_GAP = 0.01, 0.04
"""Seconds between packets at least; a first one goes out at once. When there is much to say the gap is longer, so that
more of it is said once."""
SHARE = 0.1
"""Of a process's time that saying it may take."""
HEARTBEAT = 1.0
"""Seconds after which a packet goes out even when there is nothing to say."""
DEAF_AFTER = 5.0
"""Seconds without any packet, one's own among them, after which the connection is thought lost."""
RETRY = 0.5

logger = logging.getLogger(__name__)


class Ends(Protocol):
    """Who speaks and hears."""

    def say(self) -> bytes:
        """What is to go out now."""

    def hear(self, packet: bytes) -> None: ...

    def back(self) -> None:
        """Packets are heard again, or for the first time: some may have been missed."""


class Bus(Protocol):
    alone: bool
    """Whether there is only this process."""

    @property
    def alive(self) -> bool:
        """Whether packets are heard just now."""

    def wake(self) -> None:
        """There is something to say."""

    async def stop(self) -> None: ...


class NoBus:
    """There is only this process."""

    alone = True
    alive = False

    def wake(self) -> None: ...

    async def stop(self) -> None: ...


class RedisBus:
    """One channel that every process speaks to and hears. Comes back by itself when Redis does."""

    alone = False

    def __init__(self, url: str, ends: Ends) -> None:
        self._ends = ends
        # Without the library's own tries: a connection that was lost must not come back without `back` being told.
        self._redis = Redis.from_url(url, socket_connect_timeout=2, socket_timeout=5, retry=Retry(NoBackoff(), 0))
        self._awake = asyncio.Event()
        self._time = asyncio.get_running_loop().time
        self._heard = 0.0
        self._failing = False
        self._unsaid = False
        """Whether the last packet may not have gone out."""
        self._stopping = False
        self._tasks = [asyncio.ensure_future(self._for_ever(part)) for part in (self._speak, self._listen)]

    @property
    def alive(self) -> bool:
        return self._heard > self._time() - DEAF_AFTER

    def wake(self) -> None:
        self._awake.set()

    async def stop(self) -> None:
        self._stopping = True
        left: set[asyncio.Task[None]] = set(self._tasks)
        while left:
            # More than once: the client library may take a cancelling for the end of its own waiting.
            for task in left:
                task.cancel()
            _, left = await asyncio.wait(left, timeout=0.2)
        with contextlib.suppress(RedisError, OSError):
            await self._redis.aclose()

    async def _for_ever(self, part: Callable[[], Awaitable[None]]) -> None:
        while not self._stopping:
            try:
                await part()
            except (RedisError, OSError) as error:
                if not self._failing:
                    logger.warning("Redis is away; until it is back, news from other processes come late: %s", error)
                self._failing = True
                await asyncio.sleep(RETRY)

    async def _speak(self) -> None:
        while not self._stopping:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), HEARTBEAT)
            self._awake.clear()
            started = self._time()
            packet, unsaid, self._unsaid = self._ends.say(), self._unsaid, True
            took = self._time() - started
            await self._redis.publish(CHANNEL, packet)
            self._unsaid = False
            if unsaid:
                self._back()
            await asyncio.sleep(min(LONGEST_GAP, max(GAP, took / SHARE)))

    async def _listen(self) -> None:
        async with self._redis.pubsub() as channel:
            await channel.subscribe(CHANNEL)
            while not self._stopping:
                # Twice: a process that was held up finds what came meanwhile at the second.
                for _ in range(2):
                    message = await channel.get_message(timeout=DEAF_AFTER / 2)
                    if message is not None:
                        break
                else:
                    raise ConnectionError(f"no word for {DEAF_AFTER:g} s")
                self._heard = self._time()
                if message["type"] == "message":
                    self._ends.hear(message["data"])
                else:
                    self._back()

    def _back(self) -> None:
        if self._failing:
            self._failing = False
            logger.warning("Redis is back")
        self._ends.back()
        self._awake.set()
