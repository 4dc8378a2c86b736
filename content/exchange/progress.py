"""How far a package is that is being taken in, told over the cache that all processes share to the one who waits."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from django.core.cache import cache
from redis.exceptions import RedisError

from arlearn.people.models import User
from content.exchange.schemas import PackageProgress

KEPT = 3600
"""Seconds that it is remembered where nobody came to forget it; no single work takes so long."""


class ImportProgress:
    """Of one person who takes into a library what the preview that bore `agreed` told of.

    While the cache is away nobody hears of it, and the package is taken in all the same.
    """

    def __init__(self, person: User, library: UUID, agreed: str) -> None:
        self._key = f"package:{person.pk}:{library}:{agreed}"

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Nothing of an earlier try is told, and nothing afterwards."""
        self._forget()
        try:
            yield
        finally:
            self._forget()

    def write(self, done: int, of: int) -> None:
        with suppress(RedisError, OSError):
            cache.set(self._key, (done, of), KEPT)

    def read(self) -> PackageProgress:
        """None of none where nothing is being taken in."""
        found = None
        with suppress(RedisError, OSError):
            found = cache.get(self._key)
        done, of = found or (0, 0)
        return PackageProgress(done=done, of=of)

    def _forget(self) -> None:
        with suppress(RedisError, OSError):
            cache.delete(self._key)
