"""The time of groups: the wall's, but it does not jump while groups are open.

A small machine without a clock of its own wakes up in another year, and is put right, by hand or over the network, in
the middle of a lesson: timers, presence and the order of what happened must not notice.
"""

import time
from datetime import UTC, datetime

# Goes on while the machine sleeps, where the system has such a clock.
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock:
    def __init__(self) -> None:
        self._ahead = 0.0
        self.set()

    def set(self) -> None:
        """Takes the wall's time over; to be called while nobody can see it jump."""
        self._ahead = time.time() - time.clock_gettime(_STEADY)

    def seconds(self) -> float:
        """Unix time, s."""
        return time.clock_gettime(_STEADY) + self._ahead

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds(), UTC)


clock = Clock()
"""The process's one clock."""


def now_ms() -> int:
    """Unix time, ms."""
    return int(clock.seconds() * 1000)
