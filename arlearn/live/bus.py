"""What processes tell each other about groups, over Redis when there is one. Only ever an optimisation.

The log in the database is the truth, and every process looks at it now and then: a message that is lost here makes
news late by seconds, never wrong. Nothing waits for Redis.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from arlearn.live.presence import SeatNews

CHANNEL = "arlearn:live"
MOST_WAITING = 1000
"""Messages kept while Redis does not take them; older ones are worth nothing."""

logger = logging.getLogger(__name__)


class News(BaseModel):
    """One process about one group: children on its sockets, and how far the log has come at least."""

    model_config = ConfigDict(extra="forbid")

    process: str
    group: UUID
    seq: int
    seats: list[SeatNews] = []
    ask: bool = False
    """The others are to tell what they know: this process has just opened the group."""


Heard = Callable[[News], None]


class NoBus:
    """There is only this process."""

    alone = True

    def follow(self, group: UUID) -> None: ...

    def unfollow(self, group: UUID) -> None: ...

    def tell(self, news: News) -> None: ...

    async def stop(self) -> None: ...


class RedisBus:
    """Publishes and hears news over Redis, and comes back by itself when Redis does."""

    alone = False

    def __init__(self, url: str, heard: Heard) -> None:
        self._heard = heard
        self._redis = Redis.from_url(url, socket_connect_timeout=2, socket_timeout=5)
        self._followed: set[UUID] = set()
        self._out: asyncio.Queue[News] = asyncio.Queue(MOST_WAITING)
        self._changed = asyncio.Event()
        self._stopping = False
        self._tasks = [asyncio.ensure_future(self._speak()), asyncio.ensure_future(self._listen())]

    def follow(self, group: UUID) -> None:
        self._followed.add(group)
        self._changed.set()

    def unfollow(self, group: UUID) -> None:
        self._followed.discard(group)
        self._changed.set()

    def tell(self, news: News) -> None:
        if self._out.full():
            self._out.get_nowait()
        self._out.put_nowait(news)

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

    async def _speak(self) -> None:
        while not self._stopping:
            news = await self._out.get()
            try:
                await self._redis.publish(f"{CHANNEL}:{news.group}", news.model_dump_json())
            except (RedisError, OSError) as error:
                logger.warning("Redis does not take news: %s", error)
                await asyncio.sleep(0.5)

    async def _listen(self) -> None:
        while not self._stopping:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as pubsub:
                    await self._hear(pubsub)
            except (RedisError, OSError) as error:
                logger.warning("Redis gives no news: %s", error)
                await asyncio.sleep(0.5)

    async def _hear(self, pubsub: PubSub) -> None:
        # This one keeps the subscription alive while no group is open.
        await pubsub.subscribe(CHANNEL)
        subscribed: set[UUID] = set()
        while not self._stopping:
            self._changed.clear()
            added, dropped = self._followed - subscribed, subscribed - self._followed
            if added:
                await pubsub.subscribe(*(f"{CHANNEL}:{group}" for group in added))
            if dropped:
                await pubsub.unsubscribe(*(f"{CHANNEL}:{group}" for group in dropped))
            subscribed = set(self._followed)
            while not self._changed.is_set() and not self._stopping:
                message = await pubsub.get_message(timeout=0.1)
                if message is not None:
                    self._take(message["data"])

    def _take(self, data: bytes) -> None:
        # Another version of the server may speak on the same Redis during an update.
        with contextlib.suppress(ValidationError):
            self._heard(News.model_validate_json(data))
