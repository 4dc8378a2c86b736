"""The words of ring13: kept in ring13.txt, one a line, as twelve hexadecimal digits; the line is the word's number.

`python -m markers.family` writes the file. That was done once: what is on paper never changes.
"""

from functools import cache
from pathlib import Path

import numpy as np

from markers.codes import (
    BITS,
    COUNT,
    FAR_IN_BOOK,
    FAR_IN_FAMILY,
    FIRST,
    is_busy,
    nearest,
    own_distance,
    to_hex,
    turns,
)

FILE = Path(__file__).with_name("ring13.txt")
SEED = 13


@cache
def words() -> tuple[int, ...]:
    """All words of the family, by number."""
    return tuple(int(line, 16) for line in FILE.read_text().split())


def packed() -> bytes:
    """All words, six bytes each, the highest first: as a browser takes them that looks for markers of any book."""
    return b"".join(word.to_bytes(6) for word in words())


def make(count: int = COUNT, first: int = FIRST, seed: int = SEED) -> list[int]:
    """The family anew: random words in the order of a fixed seed, each kept if it is far enough from those before."""
    random = np.random.Generator(np.random.PCG64(seed))
    made: list[int] = []
    turned = np.zeros(4 * count, np.uint64)
    while len(made) < count:
        far = FAR_IN_BOOK if len(made) < first else FAR_IN_FAMILY
        word = int(random.integers(0, 1 << BITS, dtype=np.uint64))
        if not is_busy(word) or own_distance(word) < far or nearest(word, turned[: 4 * len(made)]) < far:
            continue
        turned[4 * len(made) : 4 * len(made) + 4] = turns(word)
        made.append(word)
    return made


if __name__ == "__main__":
    FILE.write_text("".join(f"{to_hex(word)}\n" for word in make()))
