"""A growing set of whole numbers that mostly follow each other, such as a client's counts. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numbers:
    """Kept as runs, so that a number is added in the time that the gaps take, not the numbers."""

    runs: tuple[tuple[int, int], ...] = ()
    """First and last of each run; apart from each other, the highest first."""

    def __contains__(self, n: int) -> bool:
        return any(first <= n <= last for first, last in self.runs)

    @property
    def highest(self) -> int:
        """0 for none."""
        return self.runs[0][1] if self.runs else 0

    def plus(self, n: int) -> "Numbers":
        """With `n`; the same object when it is there."""
        if self.runs and n == self.runs[0][1] + 1:
            return Numbers(((self.runs[0][0], n), *self.runs[1:]))
        if n in self:
            return self
        above = tuple(run for run in self.runs if run[0] > n)
        below = self.runs[len(above) :]
        first = last = n
        if above and above[-1][0] == n + 1:
            last, above = above[-1][1], above[:-1]
        if below and below[0][1] == n - 1:
            first, below = below[0][0], below[1:]
        return Numbers((*above, (first, last), *below))
