"""Lines of a log that came before those that they follow, kept until these come. Pure."""

from collections.abc import Iterable, Iterator

from arlearn.live.facts import Line

MOST = 1000
"""Lines that are kept; beyond them the log is read."""


class Ahead:
    """Two processes write to one log, and their news cross: for a moment a later line is here before an earlier one."""

    def __init__(self) -> None:
        self._lines: dict[int, Line] = {}

    def __bool__(self) -> bool:
        return bool(self._lines)

    @property
    def last(self) -> int:
        """The highest position that is kept; 0 for none."""
        return max(self._lines, default=0)

    def in_order(self, lines: Iterable[Line], seq: int) -> Iterator[Line]:
        """Those of the lines, and of the kept ones, that follow position `seq` without a gap; the rest is kept."""
        for line in lines:
            if line.seq == seq + 1:
                seq += 1
                self._lines.pop(seq, None)
                yield line
            elif line.seq > seq and len(self._lines) < MOST:
                self._lines[line.seq] = line
        while (next_line := self._lines.pop(seq + 1, None)) is not None:
            seq += 1
            yield next_line
        if self._lines:
            self._lines = {at: line for at, line in self._lines.items() if at > seq}
