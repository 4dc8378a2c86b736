"""What other processes told of children, not parsed until somebody wants to know. Pure.

Each text says all that its process knows of a child, so that a newer one takes the place of an older one unread: a
group that no educator watches here costs next to nothing, and one that is watched a parse for each frame.
"""

from collections.abc import Iterable, Iterator

from arlearn.live.news import child_of
from arlearn.live.presence import SeatNews


class Unread:
    def __init__(self) -> None:
        self._texts: dict[tuple[str, bytes], bytes] = {}

    def __bool__(self) -> bool:
        return bool(self._texts)

    def put(self, process: str, seats: Iterable[bytes]) -> None:
        for text in seats:
            self._texts[process, child_of(text)] = text

    def take(self) -> Iterator[tuple[str, SeatNews]]:
        """Each with the process that told it; raises ValueError for a text that is none."""
        texts, self._texts = self._texts, {}
        for (process, _), text in texts.items():
            yield process, SeatNews.model_validate_json(text)
