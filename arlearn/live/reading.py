"""What a group reads, as far as this process has looked it up: pages of its book, and revisions of their scenes."""

from collections.abc import Mapping
from uuid import UUID

from arlearn.live import asking, queries
from content.scene import SceneDocument


class Reading:
    def __init__(self, book: UUID, pages: Mapping[UUID, bool]) -> None:
        """`pages`: those of the book, and whether each is published."""
        self.pages = pages
        self._book = book
        self._scenes: dict[tuple[UUID, str], SceneDocument] = {}

    def scene(self, page: UUID, revision: str) -> SceneDocument | None:
        """A revision that was looked up before."""
        return self._scenes.get((page, revision))

    async def look_up(self, page: UUID, revision: str) -> SceneDocument | None:
        """The revision of a page of the book; None when there is none. Kept, since it never changes."""
        if not await self.knows(page):
            return None
        found = self.scene(page, revision)
        if found is None:
            found = await asking.reading(queries.scene_seen, page, revision)
            if found is not None:
                self._scenes[page, revision] = found
        return found

    async def knows(self, *pages: UUID, published: bool = False) -> bool:
        """Whether these pages are of the book, and published if that is asked; books grow while groups run."""
        if not self._has(pages, published):
            self.pages = await asking.reading(queries.pages_of, self._book)
        return self._has(pages, published)

    def _has(self, pages: tuple[UUID, ...], published: bool) -> bool:
        return all(self.pages.get(page, False) if published else page in self.pages for page in pages)
