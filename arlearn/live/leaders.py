"""Who leads a group: the panels that are open in this process, and what other processes say of theirs."""

from collections.abc import Iterable, Set

from arlearn.live.link import EducatorLink
from arlearn.live.protocol import Leaders


class Leading:
    def __init__(self, links: Set[EducatorLink]) -> None:
        """`links`: the panels of this process, as they come and go."""
        self._links = links
        self._elsewhere: dict[str, list[str]] = {}

    @property
    def here(self) -> list[str]:
        """Account names, each once however many panels it has."""
        return sorted({link.leader.user.get_username() for link in self._links})

    def hear(self, process: str, names: Iterable[str]) -> None:
        """Another process says who has panels there."""
        self._elsewhere[process] = list(names)
        self.tell()

    def forget(self, process: str) -> None:
        """Another process is gone, and its panels with it."""
        self._elsewhere.pop(process, None)
        self.tell()

    def tell(self) -> None:
        """Tells every panel who leads besides its own educator, where that has changed since it was told."""
        names = {name for there in [self.here, *self._elsewhere.values()] for name in there}
        for link in self._links:
            others = sorted(names - {link.leader.user.get_username()})
            if others != link.others:
                link.others = others
                link.push(Leaders(others=others))
