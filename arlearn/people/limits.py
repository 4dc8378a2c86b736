"""How often one address may try something, counted in the cache: with Redis over all processes, else in this one."""

from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle


class Limit(BaseThrottle):
    """At most `most` tries from one address within `seconds` of the first of them.

    Ninja's own throttles read, think and write back, so that tries at the same moment count as one (1.6).
    """

    def __init__(self, what: str, most: int, seconds: int = 60) -> None:
        self.what, self.most, self.seconds = what, most, seconds

    def allow_request(self, request: HttpRequest) -> bool:
        """Counts a try; whether it was within the limit."""
        key = self._key(request)
        cache.add(key, 0, self.seconds)
        try:
            return int(cache.incr(key)) <= self.most
        except ValueError:  # the time ran out between the two
            cache.set(key, 1, self.seconds)
            return self.most >= 1

    def exhausted(self, request: HttpRequest) -> bool:
        """Whether no try is left; counts nothing."""
        return int(cache.get(self._key(request), 0)) >= self.most

    def _key(self, request: HttpRequest) -> str:
        return f"limit:{self.what}:{self.get_ident(request)}"


sign_ins = Limit("sign-in", 10)
"""By whatever door: the pages' own and that of the admin site."""
