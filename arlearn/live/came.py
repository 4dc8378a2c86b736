"""Which children have come into their group since it was opened here, so that each is noted in the database once."""

from collections.abc import Iterable
from uuid import UUID


class Came:
    def __init__(self) -> None:
        self._noted: set[UUID] = set()
        self.fresh: set[UUID] = set()
        """Those of whom it is not noted yet."""

    def note(self, learner: UUID) -> None:
        if learner not in self._noted:
            self.fresh.add(learner)

    def settle(self, learners: Iterable[UUID]) -> None:
        """It is noted of these."""
        self._noted.update(learners)
        self.fresh.difference_update(learners)
