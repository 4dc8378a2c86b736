"""How far a package is that is being taken in, told over the cache that all processes share to the one who waits."""

from contextlib import suppress

from django.core.cache import cache
from redis.exceptions import RedisError

from arlearn.people.models import User
from content.exchange.schemas import PackageProgress

KEPT = 600
"""Seconds that it is remembered; no single work takes so long."""


class Progress:
    """Of one person who takes in what the preview that bore `agreed` told of."""

    def __init__(self, person: User, agreed: str) -> None:
        self._key = f"package:{person.pk}:{agreed}"

    def tell(self, done: int, of: int) -> None:
        """While the cache is away nobody hears of it, and the package is taken in all the same."""
        with suppress(RedisError, OSError):
            cache.set(self._key, (done, of), KEPT)

    def told(self) -> PackageProgress:
        """None of none where nothing was told."""
        found = None
        with suppress(RedisError, OSError):
            found = cache.get(self._key)
        done, of = found or (0, 0)
        return PackageProgress(done=done, of=of)
