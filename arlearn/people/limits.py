"""How often one address may try something, counted in the cache: with Redis over all processes, else in this one."""

from collections.abc import Callable

from django.core.cache import BaseCache, cache, caches
from django.http import HttpRequest
from ninja.throttling import BaseThrottle
from redis.exceptions import RedisError


class Limit(BaseThrottle):
    """At most `most` tries from one address within `seconds` of the first of them.

    Ninja's own throttles read, think and write back, so that tries at the same moment count as one (1.6).
    """

    def __init__(self, what: str, most: int, seconds: int = 60) -> None:
        self.what, self.most, self.seconds = what, most, seconds

    def allow_request(self, request: HttpRequest) -> bool:
        """Counts a try; whether it was within the limit."""
        key = self._key(request)

        def count(tries: BaseCache) -> int:
            tries.add(key, 0, self.seconds)
            try:
                return int(tries.incr(key))
            except ValueError:  # the time ran out between the two
                tries.set(key, 1, self.seconds)
                return 1

        return _wherever(count) <= self.most

    def exhausted(self, request: HttpRequest) -> bool:
        """Whether no try is left; counts nothing."""
        key = self._key(request)
        return _wherever(lambda tries: int(tries.get(key, 0))) >= self.most

    def _key(self, request: HttpRequest) -> str:
        return f"limit:{self.what}:{self.get_ident(request)}"


def _wherever(ask: Callable[[BaseCache], int]) -> int:
    """The shared cache's answer. While Redis is away nobody is locked out: each process counts for itself."""
    try:
        return ask(cache)
    except (RedisError, OSError):
        return ask(caches["own"])


sign_ins = Limit("sign-in", 10)
"""By whatever door: the pages' own and that of the admin site."""
