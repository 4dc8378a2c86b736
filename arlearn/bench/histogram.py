"""Latencies, counted in buckets: as many as there are, in little memory, and added up over processes. Pure."""

import math
from collections import Counter
from dataclasses import dataclass, field

FINEST = 1e-5
"""Seconds; what is quicker counts as this."""
STEP = math.log(1.02)
"""Each bucket is 2 % longer than the one before."""
NEVER = 10**9
"""The bucket of what did not arrive at all."""


@dataclass
class Histogram:
    """How often each latency came, to 2 %."""

    counts: Counter[int] = field(default_factory=Counter)

    def add(self, seconds: float, times: int = 1) -> None:
        self.counts[0 if seconds <= FINEST else round(math.log(seconds / FINEST) / STEP)] += times

    def never(self, times: int) -> None:
        """So many did not arrive."""
        if times:
            self.counts[NEVER] += times

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def lost(self) -> int:
        return self.counts[NEVER]

    def merge(self, other: "Histogram") -> None:
        self.counts.update(other.counts)

    def percentile(self, percent: float) -> float:
        """Seconds within which so many percent arrived; infinite when they did not, nan when there were none."""
        if not self.total:
            return math.nan
        wanted, seen = math.ceil(self.total * percent / 100), 0
        for bucket in sorted(self.counts):
            seen += self.counts[bucket]
            if seen >= wanted:
                return math.inf if bucket == NEVER else FINEST * math.exp(bucket * STEP)
        raise AssertionError("the counts do not add up")
