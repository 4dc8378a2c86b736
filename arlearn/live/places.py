"""Whose token opens which place of a group, without asking the database for each child of a room that comes back."""

import asyncio
from collections.abc import Mapping
from uuid import UUID

from arlearn.live import asking, queries


class Places:
    def __init__(self, group: UUID, tokens: Mapping[str, UUID]) -> None:
        """`tokens`: learners by the digest of their token."""
        self._group, self._tokens = group, tokens
        self._asking: asyncio.Task[None] | None = None

    async def find(self, digest: str) -> UUID | None:
        """The child who has this token. For those that are not known the database is asked once for all who wait."""
        if digest not in self._tokens and self._asking is not None:
            # That question may have been asked before this child joined.
            await asyncio.wait([self._asking])
        if digest not in self._tokens:
            if self._asking is None:
                self._asking = asyncio.ensure_future(self._ask())
            await asyncio.shield(self._asking)
        return self._tokens.get(digest)

    async def _ask(self) -> None:
        try:
            self._tokens = await asking.reading(queries.tokens_of, self._group)
        finally:
            self._asking = None
