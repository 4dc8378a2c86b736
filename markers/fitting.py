"""Fits a text into a width: smaller type first, then more lines, and at last an ellipsis. Pure."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Measure = Callable[[str, float, bool], float]
"""Width in mm of a text in a size of type (points), bold or not."""
STEP = 0.5
"""Points from one size that is tried to the next."""


@dataclass(frozen=True)
class Fitted:
    lines: list[str]
    points: float


def fit(
    text: str, width: float, sizes: tuple[float, float], most_lines: int, measure: Measure, bold: bool = False
) -> Fitted:
    """The text in at most `most_lines` lines of `width` mm, in the largest of `sizes` (first to last) that does.

    Words stay whole where the last size can hold them. Where even that is too large, the end gives way to an ellipsis.
    """
    words, (points, least) = text.split(), sizes

    def fits(line: str) -> bool:
        return measure(line, points, bold) <= width

    lines = _wrap(words, most_lines, fits)
    while points > least and (len(lines) > most_lines or not all(map(fits, words))):
        points = max(least, points - STEP)
        lines = _wrap(words, most_lines, fits)
    if len(lines) <= most_lines:
        return Fitted(lines, points)
    last = " ".join(lines[most_lines - 1 :])
    end = _longest(last, lambda part: fits(part.rstrip() + "…"))
    return Fitted([*lines[: most_lines - 1], last[:end].rstrip() + "…"], points)


def fit_each(
    lines: Sequence[str], width: float, sizes: tuple[float, float], measure: Measure, bold: bool = False
) -> Fitted | None:
    """Each text on a line of its own, all in the largest of `sizes` that does; None where the last is too large."""
    points, least = sizes
    while any(measure(line, points, bold) > width for line in lines):
        if points <= least:
            return None
        points = max(least, points - STEP)
    return Fitted(list(lines), points)


def _wrap(words: list[str], most_lines: int, fits: Callable[[str], bool]) -> list[str]:
    """Lines as full as they may be, at most one too many; a word longer than a line is broken where it must be."""
    lines: list[str] = []
    for word in words:
        if len(lines) > most_lines:
            break
        if lines and fits(f"{lines[-1]} {word}"):
            lines[-1] = f"{lines[-1]} {word}"
            continue
        rest = word
        while not fits(rest) and len(rest) > 1 and len(lines) <= most_lines:
            end = max(1, _longest(rest, fits))
            lines.append(rest[:end])
            rest = rest[end:]
        lines.append(rest)
    return lines


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """Length of the longest beginning of the text that fits, found by halving: widths only grow."""
    return bisect_left(range(1, len(text) + 1), True, key=lambda length: not fits(text[:length]))
